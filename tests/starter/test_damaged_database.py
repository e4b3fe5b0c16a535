"""A damaged starmap.db has a name at every command, and nothing of it is touched."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from temporalio.client import Client
from typer.main import get_command

from gateways.refusals import DatabaseUnusable
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from gateways.sql.schema import check
from starter.cli.__main__ import run
from starter.cli.every import app
from starter.cli.exits import WRONG, exit_of
from starter.cli.kinds import Reader
from tests.starter import damage
from tests.starter.test_readers import good
from tests.unclosed import still_open
from tests.workflows.conftest import client

__all__ = ["client"]

Damage = Callable[[Path], None]
WITHOUT_BOOKS = {
    "demo",
    "rulebook",
    "terms show",
    "terms diff",
    "server prepare",
    "status",
    "events catalogue",
}
"""They need none, or make their own; `status` looks for a running `up` first."""
WORDS = {
    "price": "100",
    "creator_bps": "100",
    "kind": "article",
    "manner": "by-hand",
    "brief": "examples/article.yaml",
    "orders": "examples/orders.csv",
    "party": "creator:x",
    "distance": "1h",
    "key": "k-1",
    "actor": "operator:li",
}
WORDS_OF = {
    ("upload", "add"): {"file": "README.md", "purpose": "outline"},
    ("signing-key", "register"): {"file": "examples/article.yaml"},
    ("upload", "save"): {"place": "/nowhere/x"},
    ("fault", "arm"): {"port": "bank", "kind": "slow"},
    ("phone",): {"party": "qingyou"},
}
NUMBERS = {"key"}
"""No act of money is done without one."""
MORE = {
    ("commission", "revive"): ("qingyou-1", "--operator", "li", "--reason", "x"),
    **dict.fromkeys(
        (
            *(("member", name) for name in ("invite", "reset", "withdraw-invitation", "role", "remove")),
            *(("key", name) for name in ("create", "rotate", "revoke")),
            *(("signing-key", name) for name in ("register", "revoke", "rotate", "revoke-gateway")),
            *(("webhook", name) for name in ("add", "change", "rotate", "enable", "disable", "remove")),
            ("webhook", "test"),
            *(("person", name) for name in ("export", "erase")),
        ),
        ("--operator", "li"),
    ),
    ("webhook", "redeliver"): ("7", "--operator", "li"),
}


def every_command() -> Iterator[tuple[str, ...]]:
    """Each with the words it cannot do without."""

    def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for name, each in getattr(command, "commands", {}).items():
            yield from walk(each, (*path, name))
        if not hasattr(command, "commands"):
            words = WORDS | WORDS_OF.get(path, {})
            asked = [each for each in command.params if each.required or each.name in NUMBERS]
            yield (*path, *(word for each in asked for word in needed(each, words)), *MORE.get(path, ()))

    return walk(get_command(app), ())


def needed(parameter: Any, words: dict[str, str]) -> list[str]:
    """A word of its kind, where it is read by one: what cannot be read is refused before the books are."""
    reader = parameter.type_descriptor.parameter_info.parser
    word = words.get(parameter.name, "x")
    if isinstance(reader, Reader) and parameter.name not in words:
        word = good(reader)
    return [parameter.opts[0], word] if parameter.opts[0].startswith("-") else [word]


COMMANDS = [each for each in every_command() if " ".join(each) not in WITHOUT_BOOKS]


@pytest.fixture
def database(template: Callable[[str], str], tmp_path: Path) -> Path:
    file = tmp_path / "starmap.db"
    shutil.copy(str(make_url(template("sqlite")).database), file)
    return file


@pytest.fixture
def place(database: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A platform whose Temporal server is well."""
    for name in [each for each in os.environ if each.startswith("STARMAP_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("STARMAP_STATE", str(database.parent))
    monkeypatch.setenv("TEMPORAL_ADDRESS", client.service_client.config.target_host)
    return database


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_that_the_database_is_not_usable(
    place: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    for harm in (damage.not_a_database, damage.torn):
        shutil.copy(place, whole := place.with_suffix(".whole"))
        harm(place)
        before, open_before = place.read_bytes(), still_open()

        code = _told(*words)

        said = capsys.readouterr().err
        assert (code, "✗ DATABASE_UNAVAILABLE" in said) == (exit_of("DATABASE_UNAVAILABLE"), True), (
            f"{harm.__name__}: {said}"
        )
        assert place.read_bytes() == before, harm.__name__
        assert still_open() <= open_before, "a command that fails closes what it opened"
        whole.replace(place)


@pytest.mark.parametrize("harm", damage.KINDS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("words", ["up", "health", "database migrate", "ledger check", "commission list"])
def test_whatever_the_damage_is_it_has_a_name(
    place: Path, capsys: pytest.CaptureFixture[str], words: str, harm: Damage
) -> None:
    harm(place)

    code = _told(*words.split())

    said = capsys.readouterr().err
    looked = {WRONG} if words == "health" else set()  # which tells all it finds
    assert code in {exit_of("DATABASE_UNAVAILABLE"), *looked}, said
    assert "✗ DATABASE_UNAVAILABLE" in said
    assert "数据库不可用" in said
    assert "the database is not usable" in said
    assert sorted(each.name for each in place.parent.glob("*.new")) == []


def test_a_file_another_process_writes_to_is_not_taken_for_a_damaged_one(database: Path) -> None:
    """What it has written stands in a log beside the file; the file itself may be shorter than it says."""
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("pragma journal_mode=wal")
        writer.execute("pragma wal_autocheckpoint=0")
        writer.execute("create table notes (text)")
        writer.commit()

        with opened(f"sqlite:///{database}") as engine:
            check(engine)


def test_a_new_database_is_never_seen_empty(tmp_path: Path) -> None:
    file = tmp_path / "made" / "starmap.db"

    with opened(f"sqlite:///{file}") as engine:
        assert file.stat().st_size
        migrate(engine)

    assert [each.name for each in file.parent.iterdir()] == ["starmap.db"]
    damage.emptied(file)
    with pytest.raises(DatabaseUnusable, match="is empty"), opened(f"sqlite:///{file}"):
        pass


def _told(*words: str) -> int:
    return run(lambda: app(words, prog_name="starmap"))
