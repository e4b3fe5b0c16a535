"""From the release to the settlement, and the edit permission between them."""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.clocks.clock import (
    ALL_MOVES,
    Clock,
    Instant,
    after,
    from_date,
    promised,
    reminder,
)
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import begins
from domain.commissions.state.stages import EDITABLE, Stage
from domain.party import Party


def _ask_again(c: Commission, m: Move) -> datetime:
    return m.now + timedelta(minutes=c.order.terms.retry_minutes)


def _overdue(term: str) -> Instant:
    """So many hours after the release, counted from when we began it if that was late."""

    def instant(c: Commission, m: Move) -> datetime | None:
        hours = timedelta(hours=getattr(c.order.terms, term))
        return max(c.release_at, begins(m)) + hours if c.release_at else None

    return instant


CLOCKS = (
    Clock(
        "release",
        "发布时间",
        "release",
        Party.CREATOR,
        (Stage.AWAITING_RELEASE,),
        from_date("release_at"),
        "S1 Q13 「具体发布时间由客户确认」",
        consequence=False,
        awaits=("audited",),
        date="release_at",
    ),
    Clock(
        "release_alert",
        "逾期未发布",
        "not public after its release",
        Party.CREATOR,
        (Stage.AWAITING_RELEASE,),
        _overdue("release_alert_hours"),
        "D12.2",
        awaits=("audited", "published"),
    ),
    Clock(
        "release_limit",
        "逾期未发布：平台介入",
        "the platform decides on a missing release",
        Party.CREATOR,
        (Stage.AWAITING_RELEASE,),
        _overdue("release_limit_hours"),
        "D12.2",
        awaits=("audited", "published"),
    ),
    Clock(
        "settle_reminder",
        "结算提醒",
        "reminder before settlement",
        Party.BRAND,
        (Stage.PUBLISHED,),
        reminder(from_date("settle_by")),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "settle_by",
        "投诉期结束，自动结算",
        "automatic settlement",
        Party.OPERATOR,
        (Stage.PUBLISHED,),
        from_date("settle_by"),
        "S1 Q14 「在文章发布的7个自然日内没有被客户投诉且文章处于公开状态，则自动结算」",
        judges=ALL_MOVES,
        late="COMPLAINT_WINDOW_CLOSED",
        awaits=("visibility_changed",),
        date="settle_by",
    ),
    Clock(
        "edit_by",
        "修改权限到期",
        "edit permission ends",
        Party.CREATOR,
        EDITABLE,
        from_date("edit_until"),
        "S1 Q15, D12.3",
        judges=("close_edit",),
        date="edit_until",
    ),
    Clock(
        "reprobe",
        "再查公开状态",
        "ask again whether it is public",
        Party.OPERATOR,
        (Stage.SETTLING, Stage.SETTLEMENT_SUSPENDED, Stage.DECIDED),
        _ask_again,
        "D12.4",
        consequence=False,
    ),
    Clock(
        "recheck",
        "挂起复查",
        "check while suspended",
        Party.OPERATOR,
        (Stage.SETTLEMENT_SUSPENDED,),
        after(hours="recheck_hours"),
        "D5",
        consequence=False,
    ),
    Clock(
        "suspended_reminder",
        "挂起到期提醒",
        "reminder before the suspension ends",
        Party.CREATOR,
        (Stage.SETTLEMENT_SUSPENDED,),
        reminder(after(days="suspended_limit_days")),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "suspended_limit",
        "挂起最长时限，退款或立案",
        "suspended until here, then refunded or a case",
        Party.OPERATOR,
        (Stage.SETTLEMENT_SUSPENDED,),
        after(days="suspended_limit_days"),
        "D12.18",
        awaits=("visibility_changed",),
    ),
    Clock(
        "unknown_limit",
        "公开状态未知，按最近所知",
        "visibility unknown until here, then as last known",
        Party.OPERATOR,
        (Stage.SETTLING,),
        promised(hours="unknown_limit_hours"),
        "D12.18",
        awaits=("visibility_changed",),
    ),
)
