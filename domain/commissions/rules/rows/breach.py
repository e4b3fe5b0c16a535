"""A breach record is appealed once; the platform lets it stand or adds the line that lifts it."""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import BRAND, CLOCK, CREATOR, DECIDE, OPERATOR, S
from domain.commissions.state.stages import ENDED

DECIDED = ("breach_appealed", "decision_overdue", "decision_long_overdue")

ROWS = (
    Row(
        "T52z",
        (S.REFUNDED, S.SETTLED, S.COMPLETED),
        "appeal",
        (CREATOR, BRAND),
        guards=("own_record", "breach_not_appealed"),
        does=("appeal_breach",),
        starts=DECIDE,
        stops=("breach_appeal_by",),
        alerts=("breach_appealed",),
        basis="D12.9; of the decision itself it is too late",
    ),
    Row(
        "T43",
        (S.CANCELLED,),
        "appeal",
        (CREATOR,),
        guards=("breach_on_record", "breach_not_appealed"),
        does=("appeal_breach",),
        starts=DECIDE,
        stops=("breach_appeal_by",),
        alerts=("breach_appealed",),
        basis="D12.9 appealable; within the time of any appeal (D12.10)",
    ),
    Row(
        "T43a",
        ENDED,
        "arbitrate",
        (OPERATOR,),
        when=("lifts",),
        guards=("breach_appealed",),
        stops=DECIDE,
        calms=DECIDED,
        breach="lifted",
        basis="D12.9 append only: the line that lifts is a new one",
    ),
    Row(
        "T43b",
        ENDED,
        "arbitrate",
        (OPERATOR,),
        guards=("breach_appealed", "upholds"),
        does=("let_stand",),
        stops=DECIDE,
        calms=DECIDED,
        basis="D12.9",
    ),
    Row("T43c", ENDED, "breach_appeal_by", (CLOCK,), does=("let_stand",), basis="D12.9"),
    Row("T43d", ENDED, "decide_by", (CLOCK,), alerts=("decision_overdue",), basis="study case 56"),
    Row("T51x", ENDED, "decide_again", (CLOCK,), alerts=("decision_long_overdue",), basis="D12.18"),
    Row(
        "T51y",
        ENDED,
        "decide_limit",
        (CLOCK,),
        does=("let_stand",),
        tells=("record_stands",),
        calms=DECIDED,
        basis="D12.18: an appeal that nobody looks at changes nothing",
    ),
)
