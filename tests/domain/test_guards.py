"""Every guard of every row refuses something, and every clock that judges turns somebody down."""

import pytest

from domain.commissions.rules.rulebook import RULEBOOK
from domain.refusals import REFUSALS
from tests.domain.corpus import of_the_stories
from tests.domain.examples import outcome
from tests.domain.unmet import refusals, too_late
from tests.walks import for_each

pytestmark = [of_the_stories, pytest.mark.timeout(900)]
PAIRS = [(row.id, name) for row in RULEBOOK.rows for name in row.guards]
JUDGES = [(name, move) for name, clock in RULEBOOK.clocks.items() for move in clock.judges]
SAID_BY_THE_ROW = {
    (
        "T36c",
        "others_extension",
    ): "it merges with the other side's proposal; what is offered asks the guard alone",
    ("T28a", "fits_case"): "whatever a case is about, it may end in a refund",
    ("T66b", "fits_case"): "as T28a, which it proposes",
}
"""Guards that are met wherever their row applies."""


@for_each(("row", "guard"), PAIRS)
def test_a_guard_turns_down_what_else_its_row_would_decide(row: str, guard: str) -> None:
    if (row, guard) in SAID_BY_THE_ROW:
        assert (row, guard) not in refusals()
        return
    refused = refusals()[row, guard]

    assert outcome(refused.commission, refused.move) == RULEBOOK.guards[guard].refusal


@for_each(("clock", "move"), JUDGES)
def test_from_its_instant_on_a_clock_turns_down_what_it_judges(clock: str, move: str) -> None:
    late = too_late()[clock, move]

    assert late.move.at == late.commission.clocks[clock]
    assert outcome(late.commission, late.move) == RULEBOOK.clocks[clock].late
    assert RULEBOOK.clocks[clock].late in REFUSALS
