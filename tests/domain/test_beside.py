"""A row that speaks of an early publication, a freeze, a request decides where one lies beside the stage."""

import pytest

from domain.commissions.rules.rulebook import RULEBOOK
from tests.domain.beside import ENTRIES, THINGS, said, steps_beside, things_of
from tests.domain.corpus import of_the_stories

CANNOT = {
    ("T32", "a cancel at the brand's fault"): "it decides where the creator asks for nothing",
    ("T92", "a freeze"): "it freezes who is not frozen",
}
ROWS = {row.id: row for row in RULEBOOK.rows if things_of(row)}


@of_the_stories
@pytest.mark.timeout(900)
@pytest.mark.parametrize("row", ROWS)
def test_a_row_decides_beside_everything_that_it_speaks_of(row: str) -> None:
    """What comes of it stands in the record (test_played.py)."""
    shown = {step.story.partition(" beside ")[2] for step in steps_beside() if step.row == row}

    assert shown == {thing for thing in things_of(ROWS[row]) if (row, thing) not in CANNOT}


def test_everything_that_may_lie_beside_a_stage_is_spoken_of_by_some_row() -> None:
    assert set(ENTRIES.values()) == THINGS.keys()
    assert all(any(name in said(row, field) for row in RULEBOOK.rows) for field, name in ENTRIES)
