"""While the platform decides, and until its decision takes effect."""

from datetime import datetime

from domain.clocks.clock import ALL_MOVES, Clock, after
from domain.commission import Commission
from domain.instants import DAY
from domain.moves import Move
from domain.stages import Party, Stage


def _breach_appeal(c: Commission, m: Move) -> datetime | None:
    return after(hours="appeal_hours")(c, m) if c.on_record else None


CLOCKS = (
    Clock(
        "answer_reminder",
        "答复投诉提醒",
        "reminder to answer a complaint",
        Party.CREATOR,
        (Stage.ARBITRATION,),
        after(hours="answer_hours", less=DAY),
        "design 12.7",
        consequence=False,
    ),
    Clock(
        "answer_by",
        "答复投诉时限",
        "the other side has been heard",
        Party.CREATOR,
        (Stage.ARBITRATION,),
        after(hours="answer_hours"),
        "design 12.10",
    ),
    Clock(
        "decide_by",
        "判定时限",
        "decision due",
        Party.OPERATOR,
        (Stage.ARBITRATION, Stage.CANCELLED),
        after(days="decide_days"),
        "ours",
    ),
    Clock(
        "appeal_by",
        "申诉时限，判定生效",
        "the decision takes effect",
        Party.OPERATOR,
        (Stage.DECIDED,),
        after(hours="appeal_hours"),
        "design 12.10",
        judges=ALL_MOVES,
    ),
    Clock(
        "breach_appeal_by",
        "违约记录申诉时限",
        "the breach record stands",
        Party.OPERATOR,
        (Stage.CANCELLED,),
        _breach_appeal,
        "design 12.9",
        judges=("appeal",),
    ),
)
