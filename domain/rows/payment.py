"""Payment: the money is held before anybody is asked to work (资金托管)."""

from domain.row import Row
from domain.rows.places import BRAND, CLOCK, OPERATOR, OUTSIDE, SYSTEM, S

ROWS = (
    Row(
        "T01",
        (S.AWAITING_PAYMENT,),
        "open",
        (SYSTEM,),
        does=("opened",),
        starts=("pay_by",),
        hold=True,
        basis="S1 Q1 Q2",
    ),
    Row(
        "T02",
        (S.AWAITING_PAYMENT,),
        "held",
        (SYSTEM,),
        S.OFFERED,
        does=("note_held",),
        tells=("offer",),
        starts=("accept_by", "call"),
        basis="S1 Q4 「收到任务后，创作者将收到短信提醒」",
    ),
    Row(
        "T02a",
        (S.AWAITING_PAYMENT,),
        "short",
        (SYSTEM,),
        when=("first_short",),
        does=("note_short",),
        tells=("pay",),
        alerts=("unpaid",),
        basis="D6",
    ),
    Row("T02c", (S.AWAITING_PAYMENT,), "funded", (OUTSIDE,), hold=True, basis="D6"),
    Row(
        "T02d",
        (S.CANCELLED,),
        "held",
        (SYSTEM,),
        when=("not_held",),
        does=("note_held",),
        money="refund",
        basis="D6: a hold that crossed a cancel goes back",
    ),
    Row("T03", (S.AWAITING_PAYMENT,), "pay_by", (CLOCK,), S.CANCELLED, tells=("unpaid",), basis="P1"),
    Row("T03a", (S.AWAITING_PAYMENT,), "cancel", (BRAND, OPERATOR), S.CANCELLED),
)
