"""Decisions and operators' cancels over an amount: each is proposed by one operator and seconded by another.

Both rows are made from the row that decides: a proposal has its conditions and guards, a second its effect.
What was asked of the proposal holds while its ground stands; only what may change beside it is asked anew.
"""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows import cancel, case, operation
from domain.commissions.rules.rows.places import CLOCK
from domain.commissions.state.stages import LOOKED_AT
from domain.copies import replace

BASIS = "D12.16: over two_persons_fen a decision needs two operators"
IDS = {
    "T28": ("T66", "T66a"),
    "T28a": ("T66b", "T66c"),
    "T28b": ("T66d", "T66e"),
    "T28k": ("T66f", "T66g"),
    "T41": ("T66h", "T66i"),
    "T42": ("T66k", "T66l"),
    "T67": ("T66n", "T66o"),
    "T67a": ("T66p", "T66q"),
    "T67b": ("T66r", "T66s"),
}
"""By the row that decides: the row that proposes, and the row that seconds."""
BESIDE = ("appeal_open", "not_in_flight")
"""Guards of what may change without ending a proposal."""


def _proposes(row: Row) -> Row:
    return Row(
        IDS[row.id][0],
        row.at,
        row.move,
        row.by,
        when=("two_needed", *_own(row)),
        guards=row.guards,
        does=("propose",),
        starts=("second_by",),
        calms=("proposal_lapsed",),
        basis=BASIS,
    )


def _seconds(row: Row) -> Row:
    return replace(
        row,
        id=IDS[row.id][1],
        move="second",
        when=(f"proposed_{row.move}", *_own(row)),
        guards=("as_proposed", "another_operator", *(each for each in row.guards if each in BESIDE)),
        basis=BASIS,
    )


def _own(row: Row) -> tuple[str, ...]:
    return tuple(name for name in row.when if name != "one_suffices")


DECIDING = tuple(row for row in (*case.ROWS, *operation.ROWS, *cancel.ROWS) if row.id in IDS)

ROWS = (
    *map(_proposes, DECIDING),
    *map(_seconds, DECIDING),
    Row(
        "T66m",
        LOOKED_AT,
        "second_by",
        (CLOCK,),
        does=("lapse_proposal",),
        alerts=("proposal_lapsed",),
        basis="D12.16: 48 h, then it lapses with attention",
    ),
)
