"""While it is made and reviewed."""

from datetime import datetime

from domain.commissions.moves import Move
from domain.commissions.rules.clocks.clock import (
    ALL_MOVES,
    Clock,
    after,
    from_date,
    natural,
    promised,
    reminder,
)
from domain.commissions.rules.reviews import review_began, review_end, review_limit, review_total
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import silence_approves
from domain.commissions.state.stages import DRAFTING, REVIEWED, REVIEWS, Stage
from domain.instants import end_of_natural_days
from domain.party import Party


def _review_ends(c: Commission, m: Move) -> datetime:
    outline = c.stage is Stage.OUTLINE_REVIEW
    days = c.order.terms.outline_review_days if outline else c.order.terms.review_attention_days
    return end_of_natural_days(review_began(c, m), days)


def _review_attention(c: Commission, m: Move) -> datetime:
    return end_of_natural_days(review_began(c, m), c.order.terms.review_attention_days)


CLOCKS = (
    Clock(
        "submit_reminder",
        "交稿提醒",
        "reminder before submission",
        Party.CREATOR,
        DRAFTING,
        reminder(from_date("submit_by")),
        "D12.7",
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
        "grace_over",
        "宽限期满，告知客户",
        "the grace is over, and the brand is told",
        Party.CREATOR,
        DRAFTING,
        from_date("submit_by", hours="late_grace_hours"),
        "D12.2",
        consequence=False,
        awaits=("submitted",),
    ),
    Clock(
        "abandon",
        "逾期未交自动取消",
        "cancelled if still nothing came",
        Party.CREATOR,
        DRAFTING,
        from_date("submit_by", hours="abandon_hours"),
        "S2 §5 「逾期提交可能导致任务失败」, ours",
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
        "D12.1",
        judges=ALL_MOVES,
        late="REVIEW_WINDOW_CLOSED",
    ),
    Clock(
        "review_reminder",
        "确认提醒",
        "review reminder",
        Party.BRAND,
        (Stage.OUTLINE_REVIEW, *REVIEWS),
        reminder(_review_ends),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "review_attention",
        "作品待确认：平台关注",
        "the platform looks at a silent review",
        Party.BRAND,
        REVIEWS,
        _review_attention,
        "D12.1",
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
        reminder(review_end),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "review_limit",
        "确认最长时限",
        "cancelled at the brand's fault",
        Party.BRAND,
        REVIEWS,
        review_limit,
        "D12.1, D12.18",
        judges=ALL_MOVES,
        late="REVIEW_WINDOW_CLOSED",
        awaits=("audited",),
    ),
    Clock(
        "review_total",
        "各轮确认合计时限",
        "all reviews together: cancelled at the brand's fault",
        Party.BRAND,
        REVIEWED,
        review_total,
        "D12.18, study case 22",
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
    Clock(
        "audit_overdue",
        "审核没有结果，可申请平台介入",
        "the audit may be escalated",
        Party.OPERATOR,
        (Stage.PLATFORM_AUDIT,),
        promised(hours="audit_escalate_hours"),
        "D12.18",
        awaits=("audited",),
    ),
    Clock(
        "audit_limit",
        "审核没有结果，平台立案",
        "the platform decides on an audit without an answer",
        Party.OPERATOR,
        (Stage.PLATFORM_AUDIT,),
        promised(days="audit_limit_days"),
        "D12.18",
        awaits=("audited",),
    ),
)
