"""docs/api.md and docs/api.zh.md list the interface as it is, and not as it was yesterday."""

import re
import shutil
from pathlib import Path

import pytest

from domain.parties.permissions import COMMANDS
from starter.documents.api import MARKED
from starter.documents.api_tables import description
from starter.documents.marked import FOLDER

TEXTS = {lang: (FOLDER / name).read_text("utf-8") for lang, name in MARKED.pages.items()}


def test_the_tables_in_the_repository_are_those_of_the_interface() -> None:
    assert not MARKED.stale(), f"docs/api.md is stale: run {MARKED.refresh}"


def test_a_table_that_says_something_else_is_stale(tmp_path: Path) -> None:
    for name in MARKED.pages.values():
        shutil.copy(FOLDER / name, tmp_path)
    changed = tmp_path / "api.zh.md"
    changed.write_text(TEXTS["zh"].replace("| `POST /v1/commissions` |", "| `POST /v1/orders` |"), "utf-8")
    assert MARKED.stale(tmp_path)

    MARKED.write(tmp_path)

    assert not MARKED.stale(tmp_path)
    assert changed.read_text("utf-8") == TEXTS["zh"]


def test_a_page_without_a_mark_is_not_written() -> None:
    _, end = MARKED.marks("operations")

    with pytest.raises(ValueError, match="operations"):
        MARKED.page(TEXTS["en"].replace(end, ""), "en")


@pytest.mark.parametrize("lang", MARKED.pages)
def test_every_operation_and_every_command_has_one_line(lang: str) -> None:
    text = TEXTS[lang]
    operations = {
        f"{method.upper()} {path}" for path, each in description()["paths"].items() for method in each
    }
    commands = {name for each in COMMANDS.values() for name in each}

    lines = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)

    assert {each for each in operations | commands if lines.count(each) != 1} == set()


@pytest.mark.parametrize("lang", MARKED.pages)
def test_every_shape_that_is_named_is_explained(lang: str) -> None:
    text = TEXTS[lang]
    told = set(re.findall(r"^\| `([A-Z]\w+)` \|", text, re.MULTILINE))

    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", text.partition(MARKED.marks("operations")[0])[2]))

    assert named - told == {"ProblemAnswered"}


def test_both_pages_have_the_same_tables_line_by_line() -> None:
    codes = {lang: re.findall(r"^\| (`[^`]+`) \|", text, re.MULTILINE) for lang, text in TEXTS.items()}

    assert codes["en"] == codes["zh"]
