"""While it is made and reviewed."""

from datetime import datetime

from domain.clocks.clock import ALL_MOVES, Clock, after, ahead, from_date, natural
from domain.commission import Commission
from domain.instants import DAY, end_of_natural_days
from domain.moves import Move
from domain.stages import DRAFTING, REVIEWS, Party, Stage
from domain.standing import begins, silence_approves


def _review_reminder(c: Commission, m: Move) -> datetime:
    outline = c.stage is Stage.OUTLINE_REVIEW
    days = c.order.terms.outline_review_days if outline else c.order.terms.review_attention_days
    return end_of_natural_days(begins(m), days) - DAY


CLOCKS = (
    Clock(
        "submit_reminder",
        "交稿前一天提醒",
        "reminder a day before submission",
        Party.CREATOR,
        DRAFTING,
        ahead(from_date("submit_by", less=DAY)),
        "design 12.7",
        consequence=False,
    ),
    Clock(
        "submit_by",
        "交稿时限",
        "submission due",
        Party.CREATOR,
        DRAFTING,
        from_date("submit_by"),
        "S1 Q17 「一定要及时的完成任务」",
        awaits=("submitted",),
        date="submit_by",
    ),
    Clock(
        "abandon",
        "逾期未交自动取消",
        "cancelled if still nothing came",
        Party.CREATOR,
        DRAFTING,
        from_date("submit_by", hours="abandon_hours"),
        "S2 「逾期提交可能导致任务失败」, ours",
        judges=(*ALL_MOVES, "submitted"),
        awaits=("submitted",),
    ),
    Clock(
        "outline_review_by",
        "提纲确认时限",
        "outline counts as approved",
        Party.BRAND,
        (Stage.OUTLINE_REVIEW,),
        natural("outline_review_days"),
        "design 12.1",
        judges=ALL_MOVES,
        late="REVIEW_WINDOW_CLOSED",
    ),
    Clock(
        "review_reminder",
        "确认提醒",
        "review reminder",
        Party.BRAND,
        (Stage.OUTLINE_REVIEW, *REVIEWS),
        ahead(_review_reminder),
        "design 12.7",
        consequence=False,
    ),
    Clock(
        "review_attention",
        "作品待确认：平台关注",
        "the platform looks at a silent review",
        Party.BRAND,
        REVIEWS,
        natural("review_attention_days"),
        "design 12.1",
        judges=ALL_MOVES,
        judges_if=silence_approves,
        late="REVIEW_WINDOW_CLOSED",
        awaits=("audited",),
    ),
    Clock(
        "review_last_reminder",
        "确认最后提醒",
        "last review reminder",
        Party.BRAND,
        REVIEWS,
        natural("review_limit_days", less=DAY),
        "design 12.7",
        consequence=False,
    ),
    Clock(
        "review_limit",
        "确认最长时限",
        "cancelled at the brand's fault",
        Party.BRAND,
        REVIEWS,
        natural("review_limit_days"),
        "design 12.1",
        judges=ALL_MOVES,
        late="REVIEW_WINDOW_CLOSED",
        awaits=("audited",),
    ),
    Clock(
        "audit_alert",
        "审核超时",
        "the audit is slow",
        Party.OPERATOR,
        (Stage.PLATFORM_AUDIT,),
        after(hours="audit_alert_hours"),
        "study case 31",
        consequence=False,
        awaits=("audited",),
    ),
)
