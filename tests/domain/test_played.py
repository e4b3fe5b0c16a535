"""What comes of the steps of the stories is what stands recorded beside the tests."""

from pathlib import Path

import pytest

from domain.commissions.rules.rulebook import RULEBOOK
from tests.domain.corpus import of_the_stories
from tests.domain.played import FOLDER, deciding, instead, played, recorded, write

pytestmark = pytest.mark.timeout(900)
"""The first test plays all the stories."""
WRITE = "read what is different, then record it: python -m tests.domain.played --write"
TEXTS = {text for texts in recorded().values() for text in texts}


@of_the_stories
@pytest.mark.parametrize("module", sorted(file.stem for file in FOLDER.glob("*.txt")))
def test_every_recorded_step_ends_as_it_is_recorded(module: str) -> None:
    """A new story may wait to be recorded; what is recorded and never happens may not stay."""
    of_it = [
        text for story, texts in recorded().items() if story.startswith(f"test_{module}: ") for text in texts
    ]

    for text in of_it:
        is_met = text in played()
        assert is_met, f"{WRITE}\n- {text}\n" + "\n".join(f"+ {each}" for each in instead(text))


def test_every_row_decides_some_recorded_step() -> None:
    assert {row.id for row in RULEBOOK.rows} - {deciding(text) for text in TEXTS} == set(), WRITE


def test_no_step_is_recorded_twice() -> None:
    assert sum(map(len, recorded().values())) == len(TEXTS)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write(recorded(), tmp_path)

    assert recorded(tmp_path) == recorded()
