"""A connection that nobody closes is found on every version of Python, whoever opened it."""

import gc
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from gateways.sql.database import open_database, opened


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a collection finds; kept from the run's own list of failures."""
    gc.collect()
    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda each: told.append(str(each.exc_value)))
    return told


def test_a_connection_without_its_close_is_a_failure_that_says_where_it_was_opened(found: list[str]) -> None:
    def leak() -> None:
        with sqlite3.connect(":memory:") as mistaken:  # it ends a transaction, and closes nothing
            mistaken.execute("select 1")

    leak()
    gc.collect()

    assert len(found) == 1
    assert "unclosed database, opened at" in found[0]
    assert "test_unclosed.py" in found[0]


def test_an_engine_that_nobody_disposes_of_is_a_failure(tmp_path: Path, found: list[str]) -> None:
    def leak() -> None:
        engine = open_database(f"sqlite:///{tmp_path / 'starmap.db'}")
        with engine.connect() as connection:
            connection.execute(text("select 1"))

    leak()
    gc.collect()

    assert ["unclosed database" in each for each in found] == [True]


def test_what_is_opened_for_a_block_is_closed_however_the_block_ends(
    tmp_path: Path, found: list[str]
) -> None:
    def used() -> Any:
        with opened(f"sqlite:///{tmp_path / 'starmap.db'}") as engine, engine.connect() as connection:
            connection.execute(text("select nothing"))

    with pytest.raises(Exception, match="nothing") as failed:
        used()
    del failed
    gc.collect()

    assert found == []
