"""Programs of everything at once; ``STARMAP_EXAMPLES=500 python -m tests.programs`` plays longer."""

import pytest

from tests.programs.playing import play


@pytest.mark.timeout(0)
def test_in_any_program_every_fen_is_where_the_rules_say() -> None:
    play()
