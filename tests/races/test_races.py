"""A few rounds of every race; ``python -m tests.races`` runs two hundred."""

from pathlib import Path

import pytest

from tests.conftest import keys_in
from tests.races import RACES
from tests.races.ground import ground
from tests.races.race import Race, rounds

ROUNDS = 3


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_of_fifty_at_the_same_instant_the_money_obeys_one(
    race: Race, database_url: str, tmp_path: Path
) -> None:
    with ground(database_url, keys_in(tmp_path)) as here:
        tally = rounds(race, here, ROUNDS)

    assert tally.violations == []
    assert (tally.moved, tally.doubles, tally.difference) == (ROUNDS, 0, 0)
