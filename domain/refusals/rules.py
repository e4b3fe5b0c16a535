"""What the rules of a commission do not allow: numbers of times, requests, items, ratings."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "NO_RESCHEDULES_LEFT",
        Kind.LIMIT,
        "发布时间已改满次数，不能再改；到时自动发布",
        "the release time was changed as often as it may be: it is published at the one that stands",
        Do.NOTHING,
    ),
    Refusal(
        "NO_REJECTS_LEFT",
        Kind.LIMIT,
        "驳回次数已用完：可以确认，或按报价赔付后取消；作品还可申请平台介入",
        "no rejections left: approve, or cancel at the quoted kill fee; of content, ask the platform",
    ),
    Refusal(
        "BRIEF_DIFFERS",
        Kind.CONFLICT,
        "您确认的不是本任务的需求单，请重新查看；本任务的摘要值写在括号里",
        "that is the digest of another brief: read this one again; its own is in brackets",
    ),
    Refusal(
        "FAULT_NEEDED",
        Kind.INVALID,
        "平台取消须用 fault 写明过错方，可以写的在括号里",
        "an operator's cancel names whose fault it is in fault; what may be written is in brackets",
    ),
    Refusal(
        "QUOTE_STALE",
        Kind.CONFLICT,
        "赔付金额或其依据已变化，请按最新报价确认",
        "the kill fee or its ground is not the one you named: quote it again",
    ),
    Refusal(
        "LOSS_UNCONFIRMED",
        Kind.INVALID,
        "申请取消会放弃现在应得的赔付，请写 quoted_fen 确认；也可提出希望保留的比例",
        ("asking to cancel gives up the kill fee that is due now: name it in quoted_fen, or a share to keep"),
    ),
    Refusal(
        "SHARE_OUT_OF_BOUNDS",
        Kind.INVALID,
        "比例须在所提出的比例与现阶段的赔付之间",
        "the share lies between what was asked for and the kill fee of this stage",
        Do.CORRECT,
    ),
    Refusal(
        "PUBLISHED",
        Kind.CONFLICT,
        "作品已发布，不能取消，可以投诉",
        "published work cannot be cancelled: complain instead",
    ),
    Refusal(
        "RELEASE_IN_FLIGHT",
        Kind.CONFLICT,
        "正在发布，请等待结果",
        "the release is under way: wait for its result",
    ),
    Refusal("NO_REQUEST", Kind.CONFLICT, "没有待答复的申请", "nothing waits for that answer", Do.LOOK),
    Refusal(
        "OWN_PROPOSAL", Kind.FORBIDDEN, "不能答复自己的提议", "you cannot answer your own proposal", Do.WAIT
    ),
    Refusal(
        "NOT_LATER", Kind.INVALID, "新的时限必须晚于原时限", "the new deadline must be later than the old one"
    ),
    Refusal("NO_EXTENSIONS_LEFT", Kind.LIMIT, "延期次数已用完", "no extensions left", Do.LOOK),
    Refusal(
        "EXTENSION_TOO_LATE",
        Kind.INVALID,
        "延期不能超出发布时间范围和延长上限",
        "an extension cannot pass the release window nor the longest extension",
        Do.CORRECT,
    ),
    Refusal(
        "ITEM_NOT_GONE",
        Kind.CONFLICT,
        "原作品仍然公开，不能换成另一作品",
        "the published item is public: another one does not take its place",
        Do.NOTHING,
    ),
    Refusal(
        "NO_REPLACEMENTS_LEFT",
        Kind.LIMIT,
        "换号次数已用完",
        "no further item under a new number is taken",
        Do.OPERATOR,
    ),
    Refusal("NO_EARLY_ITEM", Kind.CONFLICT, "没有提前发布的作品", "there is no early publication", Do.LOOK),
    Refusal(
        "EDIT_OVER",
        Kind.TOO_LATE,
        "评价已结束，任务已完成，不能再开启修改权限",
        "the ratings are over and the commission is completed: it can no longer be edited",
        Do.NOTHING,
    ),
    Refusal("NO_EDIT_OPEN", Kind.CONFLICT, "修改权限没有开启", "the edit permission is not open", Do.LOOK),
    Refusal(
        "CLOCK_NOT_RUNNING",
        Kind.CONFLICT,
        "这一时限没有在计时；正在计时的写在括号里",
        "that clock is not running; those that run are in brackets",
    ),
    Refusal("NO_SUCH_PAYOUT", Kind.CONFLICT, "没有这笔进行中的打款", "no such payout is under way", Do.LOOK),
    Refusal("PAYOUT_NOT_FAILED", Kind.CONFLICT, "打款没有失败", "the payout has not failed", Do.NOTHING),
    Refusal(
        "NOT_RATED",
        Kind.CONFLICT,
        "该方没有评价；party 写评价人：creator 或 brand",
        "that side has given no rating; party is who wrote it: creator or brand",
    ),
    Refusal(
        "NO_WORDS",
        Kind.CONFLICT,
        "该评价只有星级，没有文字可隐藏",
        "that rating has stars alone and no words to hide",
        Do.NOTHING,
    ),
    Refusal(
        "NOT_HIDDEN",
        Kind.CONFLICT,
        "该评价的文字没有隐藏",
        "the words of that rating are not hidden",
        Do.NOTHING,
    ),
    Refusal("STARS_OUT_OF_RANGE", Kind.INVALID, "评分超出范围", "so many stars are not given", Do.CORRECT),
)
