"""What one side asked and the other has not answered."""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.clocks.clock import ALL_MOVES, Clock, after, reminder
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import begins
from domain.commissions.state.stages import DRAFTING, PUBLIC, UNPUBLISHED, Stage
from domain.party import Party


def _extension_reply(c: Commission, m: Move) -> datetime:
    """So many hours, but no longer than the old deadline, or, once that is past, the cancellation."""
    reply = begins(m) + timedelta(hours=c.order.terms.extension_reply_hours)
    old = c.submit_by or reply
    late = old + timedelta(hours=c.order.terms.abandon_hours)
    return min(reply, old if old > begins(m) else late)


def _item_reply(c: Commission, m: Move) -> datetime:
    """So many hours, but no longer than the suspension: who has made good is not refunded for waiting."""
    reply = begins(m) + timedelta(hours=c.order.terms.item_reply_hours)
    return min(reply, c.clocks.get("suspended_limit", reply))


CLOCKS = (
    Clock(
        "cancel_reminder",
        "取消申请提醒",
        "reminder to answer a cancel request",
        Party.BRAND,
        UNPUBLISHED,
        reminder(after(hours="cancel_reply_hours")),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "cancel_reply_by",
        "取消申请答复时限",
        "silence consents to cancelling",
        Party.BRAND,
        UNPUBLISHED,
        after(hours="cancel_reply_hours"),
        "ours",
        judges=ALL_MOVES,
        awaits=("published",),
    ),
    Clock(
        "audit_answer_by",
        "取消等审核结果的时限",
        "the cancel waits for the audit no longer",
        Party.OPERATOR,
        (Stage.PLATFORM_AUDIT,),
        after(hours="cancel_audit_hours"),
        "D12.14",
        judges=("audited",),
        awaits=("audited",),
    ),
    Clock(
        "item_reply_by",
        "新编号作品答复时限",
        "silence confirms the item under a new number",
        Party.BRAND,
        PUBLIC,
        _item_reply,
        "D12.18",
        judges=("confirm_item", "refuse_item"),
    ),
    Clock(
        "extension_reply_by",
        "延期申请答复时限",
        "a proposed extension lapses",
        Party.BRAND,
        DRAFTING,
        _extension_reply,
        "ours",
        judges=("answer_extension",),
    ),
)
