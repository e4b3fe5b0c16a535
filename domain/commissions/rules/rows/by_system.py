"""Our own machinery: failed effects are tried again, quiet notices wait for the morning."""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows.places import CLOCK, OUTSIDE, SYSTEM
from domain.commissions.state.stages import CLOSED, EVERY, LOOKED_AT, Stage

ELSEWHERE = tuple(each for each in EVERY if each not in (*LOOKED_AT, Stage.SETTLED, *CLOSED))
"""Where nothing but a notice can be reported and denied."""

ROWS = (
    Row(
        "E1",
        EVERY,
        "notice_failed",
        (SYSTEM,),
        does=("note_vendor_refusal", "effect_done"),
        alerts=("notice_failed",),
        basis="D5: a notice gates nothing",
    ),
    Row(
        "E1a",
        EVERY,
        "notice_failed",
        (OUTSIDE,),
        guards=("notices_not_asked",),
        orders=("ask_notice",),
        basis="D12.17: anybody may send it, so the books are asked what became of the notice",
    ),
    Row(
        "E1b",
        ELSEWHERE,
        "fact_denied",
        (SYSTEM,),
        does=("count_denial",),
        alerts=("fact_denied",),
        refuses="FACT_DENIED",
        basis="D12.17",
    ),
    Row(
        "E2",
        EVERY,
        "effect_failed",
        (SYSTEM,),
        does=("effect_failed",),
        starts=("retry",),
        alerts=("effect_failed",),
        basis="D5",
    ),
    Row("E3", EVERY, "retry", (CLOCK,), does=("effects_again",), calms=("effect_failed",), basis="D5"),
    Row("E4", EVERY, "morning", (CLOCK,), does=("release_notices",), orders=("waiting_notices",), basis="D3"),
    Row(
        "T74p",
        EVERY,
        "notice_pause",
        (CLOCK,),
        does=("release_notices",),
        orders=("waiting_notices",),
        basis="D12.18: nobody is flooded",
    ),
    Row("E5", EVERY, "record_conflict", (SYSTEM,), alerts=("record_conflict",), basis="D5"),
    Row(
        "E6",
        EVERY,
        "revived",
        (SYSTEM,),
        basis="ours: its workflow was lost, and an operator took it up again from the books",
    ),
)
