"""Every field of a brief stands wherever whoever writes one looks: a later field is not forgotten."""

import csv
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.commissions.moves import MESSAGES
from domain.commissions.ordering.brief import FIELDS, NEEDS, read_brief
from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.task_types import TASK_TYPES
from services.files.brief_files import brief_mapping
from services.files.order_files import COLUMNS, read_orders
from services.files.spreadsheets import ALIASES, cell, column
from settings import ROOT
from tests.guides.pages import PAGES, page

EXAMPLES = ROOT / "examples"
BRIEFS = sorted(EXAMPLES.glob("*.yaml"))
EVERY = (*FIELDS, *NEEDS)
NOW = datetime.now(UTC)
HEALTH = re.compile(
    "生病|病假|患者|病人|怀孕|手术|住院|过敏|伤胃|体检|病历|sick|illness|pregnan|allerg", re.IGNORECASE
)
"""Of a person; a brief and a message are read by all sides and cannot be erased."""


def rows_of_fields(text: str) -> str:
    """The first cells of the table that lists a brief's fields."""
    table = re.search(r"^\| (?:field of a brief|需求单的字段) .*\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table
    return "".join(line.split("|")[1] for line in table[1].splitlines())


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("field", EVERY)
def test_the_guide_says_what_every_field_of_a_brief_means(field: str, name: str) -> None:
    assert f"`{field}`" in rows_of_fields(page(name))


@pytest.mark.parametrize("name", PAGES)
def test_the_guide_names_every_type_and_every_industry(name: str) -> None:
    assert [each for each in (*TASK_TYPES, *INDUSTRIES) if f"`{each}`" not in page(name)] == []


@pytest.mark.parametrize("field", EVERY)
def test_every_field_of_a_brief_is_listed_beside_the_examples_and_used_in_one(field: str) -> None:
    assert f"`{field}`" in (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in BRIEFS if field in brief_mapping(path)]


def test_the_file_of_orders_has_every_column_and_a_value_in_each() -> None:
    with (EXAMPLES / "orders.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert set(rows[0]) == set(COLUMNS)
    assert [name for name in COLUMNS if name not in NEEDS and not any(row[name] for row in rows)] == []
    assert all(not row.problems for row in read_orders(EXAMPLES / "orders.csv", NOW))


@pytest.mark.parametrize("heading", ALIASES)
def test_every_chinese_heading_is_read_as_its_column(heading: str) -> None:
    assert column(heading) == column(heading.upper()) == ALIASES[heading]
    assert ALIASES[heading] in COLUMNS


@pytest.mark.parametrize("name", INDUSTRIES)
def test_an_industry_may_be_written_as_people_call_it(name: str) -> None:
    assert cell("industry", INDUSTRIES[name].zh) == cell("industry", name) == name


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.name)
def test_every_example_is_a_good_brief(path: Path) -> None:
    brief = read_brief(brief_mapping(path), NOW)

    assert brief.order


def test_no_example_says_anything_about_anybodys_health() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in (*BRIEFS, EXAMPLES / "orders.csv")}
    texts |= {name: str(message.example) for name, message in MESSAGES.items()}

    assert {name: HEALTH.findall(text) for name, text in texts.items() if HEALTH.search(text)} == {}
