"""Who acts and when: the party, the commission as it stands, its workflow."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal(
        "NOT_NOW",
        Kind.CONFLICT,
        "当前阶段不能进行这一操作",
        "this is not possible at the present stage",
        Do.LOOK,
    ),
    Refusal(
        "WRONG_PARTY", Kind.FORBIDDEN, "这一操作应由另一方进行", "this is for another party to do", Do.OTHER
    ),
    Refusal(
        "ACTOR_NEEDED",
        Kind.INVALID,
        "双方都可进行这一操作，请注明 actor",
        "both sides may send this: say who you are in actor",
    ),
    Refusal(
        "ACTOR_UNCLEAR",
        Kind.INVALID,
        "看不出是谁：actor 写 creator、brand（可带编号）或 operator:工号，小写",
        "actor says nobody: write creator, brand (an id may follow) or operator:ID, in small letters",
    ),
    Refusal(
        "OPERATOR_NEEDED",
        Kind.FORBIDDEN,
        "须由具名的平台运营发出，请在 actor 写 operator:工号",
        "only a named operator may send this: write operator:ID in actor",
    ),
    Refusal(
        "BEHALF_UNKNOWN",
        Kind.INVALID,
        "on_behalf_of 只能是 creator 或 brand",
        "on_behalf_of is creator or brand",
    ),
    Refusal(
        "STALE_ROUND",
        Kind.CONFLICT,
        "这一轮已经结束，请刷新后再操作",
        "that round is over: look at the present one",
    ),
    Refusal(
        "VERSION_NEWER",
        Kind.CONFLICT,
        "已有更新的一稿，请看过再决定",
        "a newer version has come: look at it before you decide",
    ),
    Refusal(
        "ID_REUSED",
        Kind.CONFLICT,
        "这一 command_id 已用于另一操作，请换新的",
        "that command_id was used for something else: take a new one",
    ),
    Refusal("CLOSED", Kind.CONFLICT, "任务已结束", "the commission is closed", Do.NOTHING),
    Refusal(
        "NOT_OURS",
        Kind.CONFLICT,
        "与账目所知的不符（订单、申请或流程），没有动用任何资金",
        "it is not the order, request or run that the books know; nothing was moved",
        Do.OPERATOR,
    ),
    Refusal(
        "UNORDERED",
        Kind.NOT_FOUND,
        "账上没有这笔订单，不能从账目恢复",
        "the books hold no order, so there is nothing to revive from",
        Do.CHECK,
    ),
    Refusal(
        "STILL_RUNNING",
        Kind.CONFLICT,
        "流程正在运行，无需恢复；如它不是账上的那一个，请先在 Temporal 中终止它",
        "its workflow runs and needs no reviving; if it is not the one of the books, terminate it first",
    ),
    Refusal(
        "FOREIGN_WORKFLOW",
        Kind.CONFLICT,
        "它的流程编号被另一个流程占着，资金未动；请运营查明来源，在 Temporal 中终止它，再恢复或重新执行",
        ("something else runs under its id; no money moved: an operator terminates that, then repeats this"),
    ),
    Refusal(
        "WORKFLOW_LOST",
        Kind.UNAVAILABLE,
        "尚未结束，但它的流程已不在运行（被终止、删除或丢失），资金未动；请运营从账目恢复它",
        (
            "it is open, but its workflow is gone; its money is untouched: an operator revives it "
            "from the books"
        ),
    ),
    Refusal(
        "NOTHING_TO_REVIVE",
        Kind.CONFLICT,
        "已经结束，没有需要恢复的流程",
        "it is over, and there is no workflow to revive",
        Do.NOTHING,
    ),
    Refusal(
        "RULES_UNKNOWN",
        Kind.UNAVAILABLE,
        "任务依据的规则版本，本程序不认识；请用下单时或更新的版本运行 worker",
        (
            "ordered under a version of the rules that this program does not know: run a worker at "
            "least as new"
        ),
    ),
    Refusal(
        "FROZEN",
        Kind.CONFLICT,
        "任务已暂停，请联系平台运营",
        "the commission is frozen: ask the platform's operators",
    ),
    Refusal(
        "NOT_FROZEN",
        Kind.CONFLICT,
        "任务（的该方）没有暂停",
        "the commission, or the side named, is not frozen",
        Do.NOTHING,
    ),
    Refusal(
        "SIDE_NEEDED",
        Kind.INVALID,
        "双方都已暂停，请用 party 指明恢复 creator 还是 brand",
        "both sides are frozen: name one, creator or brand, in party",
    ),
    Refusal(
        "BUSY",
        Kind.LIMIT,
        "之前的操作尚未完成，请稍后再试",
        "earlier commands are still being carried out: try again later",
    ),
)
