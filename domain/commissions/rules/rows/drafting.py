"""The clocks of somebody who owes a draft."""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import CLOCK, S
from domain.commissions.state.stages import DRAFTING

ROWS = (
    Row("T36a", DRAFTING, "submit_reminder", (CLOCK,), tells=("submit_reminder",), basis="D12.7"),
    Row(
        "T36b",
        DRAFTING,
        "submit_by",
        (CLOCK,),
        tells=("overdue",),
        alerts=("overdue",),
        basis="S2 §5 「逾期提交可能导致任务失败」",
    ),
    Row(
        "T71",
        DRAFTING,
        "grace_over",
        (CLOCK,),
        tells=("late_brand",),
        basis="D12.2 D12.18: a right that nobody tells of is none",
    ),
    Row(
        "T37",
        DRAFTING,
        "abandon",
        (CLOCK,),
        S.CANCELLED,
        tells=("abandoned_creator", "abandoned_brand"),
        money="refund",
        orders=("take_down_if_early",),
        starts=("breach_appeal_by",),
        breach="abandoned",
        basis="S1 Q17 「不然的话可能会对你个人账户造成一定的影响」",
    ),
)
