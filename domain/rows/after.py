"""After the money: the payout and the ratings."""

from domain.row import Row
from domain.rows.places import BRAND, CLOCK, CREATOR, OPERATOR, SYSTEM, S
from domain.stages import CLOSED

ROWS = (
    Row(
        "T30",
        (S.SETTLED, *CLOSED),
        "payout_paid",
        (SYSTEM,),
        guards=("payout_owed",),
        does=("payout_paid",),
        calms=("payout_failed",),
        basis="S2 §7",
    ),
    Row(
        "T30a",
        (S.SETTLED, *CLOSED),
        "payout_failed",
        (SYSTEM,),
        guards=("payout_under_way",),
        does=("payout_failed",),
        tells=("payout_failed",),
        alerts=("payout_failed",),
        basis="S2 「需确保绑定的收款账户信息准确无误」",
    ),
    Row(
        "T30b",
        (S.SETTLED, *CLOSED),
        "retry_payout",
        (OPERATOR,),
        guards=("payout_failed",),
        does=("payout_again",),
        orders=("pay_out_again",),
        calms=("payout_failed",),
        basis="D6",
    ),
    Row(
        "T31",
        (S.SETTLED,),
        "rate",
        (CREATOR, BRAND),
        when=("other_not_rated",),
        guards=("stars_in_range", "not_rated"),
        does=("rate",),
        basis="S1 Q16 「成功结算后，可在「我的任务」中进行评价」",
    ),
    Row(
        "T31c",
        (S.SETTLED,),
        "rate",
        (CREATOR, BRAND),
        S.COMPLETED,
        when=("other_rated",),
        guards=("stars_in_range",),
        does=("rate",),
        basis="S1 Q16, D12.11",
    ),
    Row("T31d", (S.SETTLED,), "rating_by", (CLOCK,), S.COMPLETED, basis="D12.11"),
)
