"""docs/money.md says what the accounts and the postings say, and not what they said yesterday."""

import re
from pathlib import Path

import pytest

from domain.commissions.money.postings import MONEY
from domain.documents.money_pages import REFRESH, money_document
from domain.documents.money_words import COMMANDS
from domain.money.accounts import CHART
from domain.operations.findings import KINDS
from starter.cli.every import app
from starter.documents.money import DOCUMENT, stale, write
from tests.walks import for_each

AMOUNT = re.compile(r"\| (-?[\d,]+\.\d\d)(?: \| (-?[\d,]+\.\d\d))? \|$")


def test_the_document_in_the_repository_is_the_one_the_tables_make() -> None:
    assert not stale(), f"docs/money.md is stale: run {REFRESH}"


def test_a_document_that_says_something_else_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "money.md"
    assert stale(path)
    write(path)
    assert not stale(path)
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert stale(path)


def test_the_document_names_the_command_that_makes_it() -> None:
    assert f"`{REFRESH}`" in DOCUMENT.read_text(encoding="utf-8")


@for_each("kind", CHART)
def test_every_account_stands_in_it(kind: str) -> None:
    assert re.search(rf"^\| `{kind}[:`]", money_document(), re.MULTILINE)


@pytest.mark.parametrize("name", MONEY)
def test_every_movement_stands_in_it(name: str) -> None:
    key = {"carry_out": "decision"}.get(name, name)

    assert f"`{key}:COMMISSION`" in money_document()


@for_each("name", KINDS)
def test_every_finding_is_explained(name: str) -> None:
    assert f"| `{name}` |" in money_document()


def test_every_table_of_postings_sums_to_zero() -> None:
    sums = [0, 0]
    for line in money_document().splitlines():
        found = AMOUNT.search(line)
        for column in range(2):
            said = found[column + 1] if found else None
            sums[column] += int(said.replace(",", "").replace(".", "")) if said else 0

    assert sums == [0, 0]
    assert money_document().count("3,150.00") > 0, "a fee on top is shown too"


@pytest.mark.parametrize("command", [command for command, _, _ in COMMANDS])
def test_every_command_it_names_exists_with_its_options(command: str) -> None:
    import typer.main  # noqa: PLC0415

    words = command.split()
    found = typer.main.get_command(app).commands[words[0]].commands[words[1]]  # type: ignore[attr-defined]

    found.make_context(words[1], words[2:], resilient_parsing=False)
