"""A breach record is appealed once; the platform lets it stand or adds the line that lifts it."""

from domain.row import Row
from domain.rows.places import CLOCK, CREATOR, OPERATOR, S

ROWS = (
    Row(
        "T43",
        (S.CANCELLED,),
        "appeal",
        (CREATOR,),
        guards=("breach_on_record", "breach_not_appealed"),
        does=("appeal_breach",),
        starts=("decide_by",),
        stops=("breach_appeal_by",),
        alerts=("breach_appealed",),
        basis="D12.9 appealable; within the time of any appeal (D12.10)",
    ),
    Row(
        "T43a",
        (S.CANCELLED,),
        "arbitrate",
        (OPERATOR,),
        when=("lifts",),
        guards=("breach_appealed",),
        stops=("decide_by",),
        calms=("breach_appealed", "decision_overdue"),
        breach="lifted",
        basis="D12.9 append only: the line that lifts is a new one",
    ),
    Row(
        "T43b",
        (S.CANCELLED,),
        "arbitrate",
        (OPERATOR,),
        guards=("breach_appealed", "upholds"),
        does=("let_stand",),
        stops=("decide_by",),
        calms=("breach_appealed", "decision_overdue"),
        basis="D12.9",
    ),
    Row("T43c", (S.CANCELLED,), "breach_appeal_by", (CLOCK,), does=("let_stand",), basis="D12.9"),
    Row("T43d", (S.CANCELLED,), "decide_by", (CLOCK,), alerts=("decision_overdue",), basis="study case 56"),
)
