"""While the platform decides, and until its decision takes effect."""

from datetime import datetime

from domain.commissions.moves import Move
from domain.commissions.rules.clocks.clock import ALL_MOVES, Clock, after, promised, reminder
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import ENDED, LOOKED_AT, Stage
from domain.party import Party


def _breach_appeal(c: Commission, m: Move) -> datetime | None:
    return after(hours="appeal_hours")(c, m) if c.on_record else None


def _rework_appeal(c: Commission, m: Move) -> datetime | None:
    """As long as any appeal, though a window that ends before ends it: then it is paid in full."""
    at = after(hours="appeal_hours")(c, m)
    return min(filter(None, (at, c.settle_by)), default=None)


CLOCKS = (
    Clock(
        "answer_reminder",
        "创作者答复提醒",
        "reminder to the creator to answer",
        Party.CREATOR,
        (Stage.ARBITRATION,),
        reminder(after(hours="answer_hours")),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "answer_by",
        "创作者答复时限",
        "the creator has been heard",
        Party.CREATOR,
        (Stage.ARBITRATION,),
        after(hours="answer_hours"),
        "D12.10",
    ),
    Clock(
        "brand_answer_reminder",
        "品牌主答复提醒",
        "reminder to the brand to answer",
        Party.BRAND,
        (Stage.ARBITRATION,),
        reminder(after(hours="answer_hours")),
        "D12.7",
        consequence=False,
    ),
    Clock(
        "brand_answer_by",
        "品牌主答复时限",
        "the brand has been heard",
        Party.BRAND,
        (Stage.ARBITRATION,),
        after(hours="answer_hours"),
        "D12.19",
    ),
    Clock(
        "decide_by",
        "判定时限",
        "decision due",
        Party.OPERATOR,
        (Stage.ARBITRATION, *ENDED),
        after(days="decide_days"),
        "ours",
    ),
    Clock(
        "decide_again",
        "判定再次提醒",
        "decision still due",
        Party.OPERATOR,
        (Stage.ARBITRATION, *ENDED),
        promised(days="decide_again_days"),
        "D12.18",
        consequence=False,
    ),
    Clock(
        "decide_limit",
        "判定最长时限，按规则了结",
        "undecided, it ends by rule",
        Party.OPERATOR,
        (Stage.ARBITRATION, *ENDED),
        promised(days="decide_limit_days"),
        "D12.18",
        judges=(
            "arbitrate",
            "second",
            "withdraw_complaint",
            "answer_complaint",
            "answer_case",
            "complain",
            "record_audit",
        ),
    ),
    Clock(
        "appeal_by",
        "申诉时限，判定生效",
        "the decision takes effect",
        Party.OPERATOR,
        (Stage.DECIDED,),
        after(hours="appeal_hours"),
        "D12.10",
        judges=ALL_MOVES,
    ),
    Clock(
        "effect_limit",
        "判定生效：按最后所知",
        "the decision takes effect as last known",
        Party.OPERATOR,
        (Stage.DECIDED,),
        after(hours="effect_look_hours"),
        "D12.18",
        judges=ALL_MOVES,
    ),
    Clock(
        "second_by",
        "复核提议的时限",
        "a proposal lapses",
        Party.OPERATOR,
        LOOKED_AT,
        after(hours="second_hours"),
        "D12.16",
        consequence=False,
        judges=("second",),
    ),
    Clock(
        "rework_appeal_by",
        "整改判定申诉时限",
        "the rework may be appealed no longer",
        Party.OPERATOR,
        (Stage.PUBLISHED,),
        _rework_appeal,
        "D12.19",
        judges=("appeal",),
    ),
    Clock(
        "breach_appeal_by",
        "违约记录申诉时限",
        "the breach record stands",
        Party.OPERATOR,
        ENDED,
        _breach_appeal,
        "D12.9",
        judges=("appeal",),
    ),
)
