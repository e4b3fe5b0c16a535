"""Twenty examples of every operation; ``make fuzz`` asks for a thousand."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from settings import Settings
from tests.http.fuzzing import fuzz, over
from tests.http.matrix import MATRIX

EXAMPLES, SEED = 20, 1


@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("default")  # schemathesis tells of what it could not make
def test_nothing_that_is_sent_breaks_it_or_is_repeated(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    api = over(engine, Settings(state=tmp_path, database_url=database_url))

    found = fuzz(api, engine, EXAMPLES, SEED)

    assert found.wrong == {}
    assert set(found.calls) == set(MATRIX)
    assert found.statuses[500] == 0
