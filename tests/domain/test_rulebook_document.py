"""docs/rulebook.md says what the tables say: nothing more, nothing less, and not what they said yesterday."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.money.postings import MONEY
from domain.commissions.moves import MESSAGES
from domain.commissions.notices import TEMPLATES
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules import rows
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.attention import ATTENTION
from domain.documents import REFRESH, clocks, transitions, whole_rulebook
from domain.documents.clock_words import CLOCK_WORDS
from domain.documents.diagrams import asides, road
from domain.party import Party
from domain.refusals import OF_COMMISSIONS
from starter.documents.rulebook import DOCUMENT, stale, write
from tests.domain.newest import ROWS
from tests.walks import for_each

LISTED = [each.code for part in OF_COMMISSIONS for each in part.REFUSALS]
IDS = re.compile(r"^\| ([A-Z]\d+[a-z]*) \|", re.MULTILINE)
EDGE = re.compile(r"^    (\S+) --> (\S+): (.*)$", re.MULTILINE)


def test_the_document_in_the_repository_is_the_one_the_tables_make() -> None:
    assert not stale(), f"docs/rulebook.md is stale: run {REFRESH}"


def test_the_document_names_the_command_that_makes_it() -> None:
    assert f"`{REFRESH}`" in DOCUMENT.read_text(encoding="utf-8")


def test_a_document_that_says_something_else_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "rulebook.md"
    assert stale(path)

    write(path)
    assert not stale(path)

    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert stale(path)


def test_every_row_stands_in_the_document_once() -> None:
    assert sorted(IDS.findall(whole_rulebook())) == sorted(row.id for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_deleted_row_is_gone_from_the_document(row: Row) -> None:
    without = transitions.section(Rulebook(rows=tuple(each for each in ROWS if each is not row)))

    assert {each.id for each in ROWS} - set(IDS.findall(without)) == {row.id}


@for_each("name", sorted(RULEBOOK.clocks))
def test_a_deleted_clock_is_gone_from_the_document(name: str) -> None:
    kept = {each: clock for each, clock in RULEBOOK.clocks.items() if each != name}
    listed = re.compile(rf"^\| .*<br>`{name}` \| .*<br>", re.MULTILINE)

    without = clocks.section(Rulebook(clocks=kept))

    assert listed.search(clocks.section(RULEBOOK))
    assert not listed.search(without)


def test_a_row_of_no_chapter_is_shown_all_the_same() -> None:
    stray = replace(ROWS[0], id="X99")

    found = whole_rulebook(Rulebook(rows=(*ROWS, stray)))

    assert f"### {transitions.OTHERS}" in found
    assert "X99" in IDS.findall(found)
    assert transitions.OTHERS not in whole_rulebook()


def test_every_chapter_has_rows_and_they_are_the_rulebooks() -> None:
    assert [row.id for _, chapter in transitions.CHAPTERS for row in chapter] == [row.id for row in rows.ROWS]


@for_each(
    "names",
    [TASK_TYPES, MESSAGES, LISTED, TEMPLATES, ATTENTION, BREACHES, MONEY, RULEBOOK.clocks, tuple(Stage)],
)
def test_every_table_stands_whole_in_the_document(names: tuple[str, ...]) -> None:
    text = whole_rulebook()

    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_term_stands_with_its_default_and_its_basis() -> None:
    text = whole_rulebook()

    for term in fields(Terms):
        line = re.search(rf"^\| `{term.name}` \| .*$", text, re.MULTILINE)
        assert line, term.name
        assert f"| {term.default} |" in line[0]
        assert line[0].endswith(f"| {term.metadata['basis']} |")


def test_every_rule_says_its_basis() -> None:
    assert [row.id for row in ROWS if not row.basis] == []
    assert [name for name, clock in RULEBOOK.clocks.items() if not clock.basis] == []


def test_every_clock_is_told_in_words_with_numbers_from_the_terms() -> None:
    assert set(CLOCK_WORDS) == set(RULEBOOK.clocks)
    assert clocks.when("accept_by") == "任务下发后 24 小时<br>24 hours after dispatch"
    assert not [name for name in CLOCK_WORDS if "{" in clocks.when(name)]


def test_both_languages_name_the_same_terms() -> None:
    named = re.compile(r"{(\w+)}")

    assert [
        name for name, (zh, en) in CLOCK_WORDS.items() if set(named.findall(zh)) != set(named.findall(en))
    ] == []


def test_the_diagrams_draw_every_row_that_leads_somewhere_else() -> None:
    drawn = {(start, end) for start, end, _ in EDGE.findall(road(RULEBOOK) + "\n" + asides(RULEBOOK))}
    ends = {end for _, end in drawn}

    for row in ROWS:
        if row.to is not None and row.at != (row.to,):
            assert row.to.value in ends, row.id
            assert any(stage.value in start or len(row.at) > 1 for stage in row.at for start, _ in drawn), (
                row.id
            )


def test_the_road_runs_from_the_order_to_the_end() -> None:
    reached, edges = {"awaiting_payment"}, EDGE.findall(road(RULEBOOK))
    for _ in Stage:
        reached |= {end for start, end, _ in edges if start in reached}

    assert {"settled", "completed", "expired", "declined", "cancelled"} <= reached


def test_a_deleted_row_is_gone_from_the_diagram() -> None:
    without = road(Rulebook(rows=tuple(row for row in ROWS if row.id != "T07")))

    assert "offered --> expired: ⏱ 接收时限" in road(RULEBOOK)
    assert "expired" not in without


def test_the_labels_of_a_diagram_are_the_parties_own_words() -> None:
    accepted = next(label for _, end, label in EDGE.findall(road(RULEBOOK)) if end == "outline_drafting")

    assert accepted.startswith("创作者 · 接收任务")
    assert Party.CREATOR.value not in accepted
