"""What was done already, and what comes too late."""

from domain.refusals.refusal import Do, Kind, Refusal

REFUSALS = (
    Refusal("ALREADY_ACCEPTED", Kind.CONFLICT, "任务已经接收", "already accepted", Do.NOTHING),
    Refusal("ALREADY_DECLINED", Kind.CONFLICT, "任务已经拒单", "already declined", Do.NOTHING),
    Refusal("ALREADY_CANCELLED", Kind.CONFLICT, "任务已经取消", "already cancelled", Do.NOTHING),
    Refusal(
        "CANCEL_WAITS",
        Kind.CONFLICT,
        "任务已取消，等平台审核结果确定赔付金额；到时限没有结果视为未通过",
        "it is cancelled: the kill fee waits for the audit's answer; none in time counts as not passed",
        Do.WAIT,
    ),
    Refusal(
        "ALREADY_SUBMITTED", Kind.CONFLICT, "本轮已经提交", "this round is already submitted", Do.NOTHING
    ),
    Refusal("ALREADY_APPROVED", Kind.CONFLICT, "已经确认", "already approved", Do.NOTHING),
    Refusal("ALREADY_PUBLISHED", Kind.CONFLICT, "作品已经发布", "already published", Do.NOTHING),
    Refusal("ALREADY_SETTLED", Kind.CONFLICT, "任务已经结算", "already settled", Do.NOTHING),
    Refusal(
        "ALREADY_COMPLAINED",
        Kind.CONFLICT,
        "同一原因的投诉已在处理中",
        "a complaint for this cause is already open",
        Do.WAIT,
    ),
    Refusal("ALREADY_ANSWERED", Kind.CONFLICT, "已经答复", "already answered", Do.NOTHING),
    Refusal("ALREADY_RATED", Kind.CONFLICT, "您已经评价过", "you have rated already", Do.NOTHING),
    Refusal(
        "ALREADY_HIDDEN",
        Kind.CONFLICT,
        "该评价的文字已经隐藏",
        "the words of that rating are hidden already",
        Do.NOTHING,
    ),
    Refusal(
        "ALREADY_SHOWN_AGAIN",
        Kind.CONFLICT,
        "该评价的文字已恢复过一次又隐藏，不再恢复",
        "the words of that rating were shown again once and hidden again: they stay hidden",
        Do.NOTHING,
    ),
    Refusal("ALREADY_REFUNDED", Kind.CONFLICT, "任务已经退款", "already refunded", Do.NOTHING),
    Refusal("ALREADY_FROZEN", Kind.CONFLICT, "该方已经暂停", "that side is already frozen", Do.NOTHING),
    Refusal(
        "ALREADY_OPEN", Kind.CONFLICT, "修改权限已经开启", "the edit permission is already open", Do.NOTHING
    ),
    Refusal(
        "ALREADY_ASKED", Kind.CONFLICT, "申请已在等待答复", "a request already waits for an answer", Do.WAIT
    ),
    Refusal(
        "ALREADY_REPORTED",
        Kind.CONFLICT,
        "同样的报告正在核实",
        "the same was reported and is being looked at",
        Do.WAIT,
    ),
    Refusal(
        "FACT_DENIED",
        Kind.CONFLICT,
        "外部报告与平台所见不符，未采信",
        "the platform denies what was reported: it is not believed",
        Do.OPERATOR,
    ),
    Refusal(
        "ORDER_EXPIRED",
        Kind.TOO_LATE,
        "已超过接收时限，任务已失效",
        "the time to accept is over: the commission has expired",
        Do.AGAIN,
    ),
    Refusal("REVIEW_WINDOW_CLOSED", Kind.TOO_LATE, "确认时限已过", "the time to review is over", Do.LOOK),
    Refusal(
        "COMPLAINT_WINDOW_CLOSED", Kind.TOO_LATE, "投诉期已过", "the time to complain is over", Do.OPERATOR
    ),
    Refusal("TOO_LATE", Kind.TOO_LATE, "时限已过", "the deadline has passed", Do.LOOK),
)
