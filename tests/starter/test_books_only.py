"""What is read from the books alone loads neither the Temporal client nor what migrates: half of a second."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from settings import ROOT
from starter.cli.assembly import assembled
from starter.cli.parts import PARTS
from tests.gateways.records import NOON, funded_market, settled

DEAR = ("alembic", "cryptography", "google", "opentelemetry", "temporalio", "urllib3")
"""No list needs them, and each takes a tenth of a second or more."""
GIVEN = {("withdrawal", "show"): ("c1",), ("ledger", "statement"): ("fee",), ("key", "list"): ("qingyou",)}
ALONE = [(part.word, word) for part in PARTS for word in part.alone]
WHOLE = [
    ("attention",),
    ("audit",),
    ("events", "list"),
    ("events", "catalogue"),
    ("terms", "show"),
    *(("ledger", each) for each in ("statement", "check", "trial-balance", "reconcile")),
]
LOADED = """
import json, sys
from starter.cli.__main__ import asked, run
from starter.cli.assembly import assembled
sys.argv = ["starmap", *sys.argv[1:]]
app = assembled(asked(sys.argv[1:]))
run(lambda: app(prog_name="starmap"))
print(json.dumps(sorted({each.partition(".")[0] for each in sys.modules})))
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    with opened(f"sqlite:///{folder / 'starmap.db'}") as engine:
        migrate(engine)
        funded_market(engine)
        settled(engine)
        SqlWithdrawalStore(engine).begin("c1", 0, "atang", "c1", 100, NOON)
    return folder


@pytest.mark.parametrize("words", [*ALONE, *WHOLE], ids=" ".join)
def test_a_command_from_the_books_loads_no_more_than_it_reads(words: tuple[str, ...], state: Path) -> None:
    """In a process of its own: ours has loaded everything by now."""
    env = {**os.environ, "STARMAP_STATE": str(state), "STARMAP_DATABASE_URL": "", "DATABASE_URL": ""}
    program = [sys.executable, "-c", LOADED, *words, *GIVEN.get(words, ())]

    told = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True, check=True)

    loaded = set(json.loads(told.stdout.splitlines()[-1]))
    assert "sqlalchemy" in loaded or words == ("terms", "show")
    assert loaded & set(DEAR) == set()


@pytest.mark.parametrize(("group", "word"), ALONE)
def test_a_command_that_is_read_by_itself_is_the_one_of_its_group(group: str, word: str) -> None:
    alone, of_the_group = (_command(assembled(asked), group, word) for asked in ([group, word], [group]))

    assert [each.name for each in alone.params] == [each.name for each in of_the_group.params]
    assert (alone.name, alone.help) == (of_the_group.name, of_the_group.help)


def _command(app: typer.Typer, group: str, word: str):  # noqa: ANN202  # Typer keeps its own copy of the type
    whole = typer.main.get_command(app)
    assert isinstance(whole, TyperGroup)
    found = whole.commands[group]
    assert isinstance(found, TyperGroup)
    return found.commands[word]
