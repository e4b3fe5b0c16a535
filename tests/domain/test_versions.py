"""A commission keeps the rules it was struck under; a later version judges later orders alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.notices import TEMPLATES
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import decide
from domain.commissions.rules.row import Row
from domain.commissions.rules.rows import ROWS
from domain.commissions.rules.rulebook import RULEBOOK, VERSIONS, Rulebook, Tables, rulebook
from domain.commissions.rules.scheduling import nearest, struck
from domain.commissions.rules.versions import KNOWN, current, rules, rules_of
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.documents.changes import release_note
from domain.documents.clock_words import CLOCK_WORDS
from domain.party import PEOPLE, Party
from domain.process.versions import in_force, versions
from domain.refusals import Refused
from tests.domain.examples import example, outcome
from tests.domain.scenes import SCENES, published
from tests.domain.story import DAY, Story
from tests.domain.version_two import MINUTE, TWO, released


@pytest.fixture
def two() -> Iterator[Rulebook]:
    with released() as rules_two:
        yield rules_two


def told(story: Story) -> dict[str, str]:
    """The newest text of each notice ordered so far."""
    return {each.template: each.text for each in story.notices}


def accepted(version: str) -> Story:
    story = Story(rulebook=version)
    story.creator("accept")
    return story.until(story.now + timedelta(days=1))  # what waits for the morning is sent


def test_a_row_of_a_later_version_judges_later_orders_alone(two: Rulebook) -> None:
    first, second = Story(rulebook="1"), Story(rulebook=TWO)

    old, new = first.creator("accept"), second.creator("accept")

    assert (old.row.tells, new.row.tells) == (("accepted",), ("accepted", "offer"))
    assert (old.row.guards, new.row.guards) == (("brief_as_shown",), ("brief_read",))
    assert two.guards["brief_read"]


def test_a_notice_keeps_the_words_of_the_version_it_is_told_under(two: Rulebook) -> None:  # noqa: ARG001
    first, second = accepted("1"), accepted(TWO)

    assert "（二）" not in told(first)["accepted"]
    assert told(second)["accepted"].endswith("（二）")


def test_a_clock_strikes_as_its_version_says(two: Rulebook) -> None:
    first, second = (published(rulebook=version) for version in ("1", TWO))

    assert second.c.clocks["settle_by"] - first.c.clocks["settle_by"] == MINUTE
    first.strike("settle_by")
    second.until(first.now)

    assert (first.c.stage, second.c.stage) == (Stage.SETTLED, Stage.PUBLISHED)
    second.until(first.now + MINUTE)
    assert second.c.stage is Stage.SETTLED
    assert rules_of(second.c) is two


def test_what_each_side_sees_names_the_version(two: Rulebook) -> None:  # noqa: ARG001
    story = accepted(TWO)

    assert {view(story.c, side, story.now)["rules_version"] for side in (Party.BRAND, Party.CREATOR)} == {TWO}
    assert "规则 2" in details(story.c, story.now, "zh")
    assert "rules 2" in details(story.c, story.now, "en")


def test_a_worker_that_does_not_know_a_version_says_so_and_guesses_nothing() -> None:
    with pytest.raises(Refused) as refused:
        Story(rulebook="7")

    assert (refused.value.code, "7 ∉ 1" in refused.value.zh) == ("RULES_UNKNOWN", True)


def test_a_new_order_is_struck_under_the_newest_version(two: Rulebook) -> None:
    assert (current(), list(KNOWN)) == (two.version, ["1", TWO])


def test_a_correction_applies_to_what_is_open_and_only_from_the_next_move_on(two: Rulebook) -> None:  # noqa: ARG001
    open_one = Story(rulebook="1").c
    agreed = rules_of(open_one)
    assert agreed.mended is not None
    move = Move("decline", Party.CREATOR, open_one.opened_at or Story().now, Story().now)

    as_agreed, as_mended = (decide(open_one, move, each).row for each in (agreed, agreed.mended))

    assert (as_agreed.since, as_mended.since) == ("1", TWO)
    assert set(as_mended.tells) > set(as_agreed.tells)


@pytest.mark.parametrize("name", ["money", "hold", "breach", "at", "move", "by"])
def test_a_correction_may_not_take_anything_from_anybody(name: str) -> None:
    old = next(row for row in ROWS if row.id == "T06")
    other = {"money": "kill", "hold": True, "breach": "declined", "at": (), "move": "accept", "by": ()}[name]
    taking = replace(old, since=TWO, mends=("1",), **{name: other})  # type: ignore[arg-type]

    rows = (*(replace(row, until=TWO) if row is old else row for row in ROWS), taking)

    with pytest.raises(AssertionError, match="T06"):
        rulebook("1", Tables(rows))


@pytest.mark.parametrize(
    ("since", "until", "among"),
    [("1", "", "123"), ("2", "", "23"), ("1", "2", "1"), ("2", "3", "2"), ("1", "3", "12"), ("10", "", "")],
)
def test_a_row_belongs_to_its_versions(since: str, until: str, among: str) -> None:
    row = replace(ROWS[0], since=since, until=until)

    assert "".join(each for each in "123" if in_force((row,), each)) == among


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [("1", "", "1"), ("2", "", "1 2"), ("1", "2", "1 2"), ("3", "", "1 2 3"), ("2", "4", "1 2 3 4")],
)
def test_an_entry_that_begins_or_ends_with_a_version_makes_it_known(
    since: str, until: str, known: str
) -> None:
    first, row = replace(ROWS[0], since="1", until=""), replace(ROWS[0], since=since, until=until)

    assert versions((first,), (row,)) == tuple(known.split())


def test_every_version_has_one_row_of_an_id_and_one_clock_and_notice_of_a_name() -> None:
    for version in VERSIONS:
        known = rules(version)
        ids = [row.id for row in known.rows]

        assert len(ids) == len(set(ids)), version
        assert known.version == version
        assert {name for row in known.rows for name in row.tells} <= set(known.templates)
        assert {name for row in known.rows for name in row.starts} <= set(known.clocks)
        assert {name for row in known.rows for name in row.guards} <= set(known.guards)
    assert rules(VERSIONS[-1]) is RULEBOOK


def test_a_timeline_of_the_first_version_is_retold_and_audited_by_its_own_rules(two: Rulebook) -> None:
    """The second version settles nothing: an audit by it would call the first one's payments invented."""
    poor = replace(two, rows=tuple(_without_money(row) for row in two.rows))
    KNOWN[TWO] = poor

    story = published(rulebook="1").strike("settle_by")

    assert story.c.stage is Stage.SETTLED
    story.wait(timedelta(days=40))


def _without_money(row: Row) -> Row:
    return replace(row, money="", hold=False)


@pytest.fixture
def words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables by name say no more than words: whoever judges by them and not by its own fails."""
    for name, clock in list(CLOCKS.items()):
        monkeypatch.setitem(CLOCKS, name, SimpleNamespace(zh=clock.zh, en=clock.en))  # type: ignore[arg-type]
    for name in list(TEMPLATES):
        monkeypatch.delitem(TEMPLATES, name)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", SCENES)
def test_whatever_judges_a_commission_asks_the_tables_of_its_version(
    stage: Stage, request: pytest.FixtureRequest
) -> None:
    story = SCENES[stage]()
    request.getfixturevalue("words_alone")

    for name, by in ((name, by) for name, message in MESSAGES.items() for by in message.by):
        outcome(story.c, example(name, by, story.now))
    for name, at in story.c.clocks.items():
        outcome(story.c, Move(name, Party.CLOCK, at, at))
        assert (name, at) in struck(story.c, at + DAY)
    nearest(story.c, story.now)
    for lang in ("zh", "en"):
        details(story.c, story.now, lang)
    for side in PEOPLE:
        view(story.c, side, story.now)


def test_the_release_note_tells_every_change_in_words_and_nothing_else(
    two: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CLOCK_WORDS, "settle_by@2", ("投诉期结束 1 分钟后", "a minute after the window"))  # type: ignore[arg-type]

    note = release_note(rules("1"), two)

    told = {line.split(" | ")[0].removeprefix("| ") for line in note.splitlines() if line.startswith("| ")}
    mended = "T06<br>更正<br>mended"
    assert told == {"编号 Id", "---", "T05", "T05a", mended, "settle_by", "accepted"}
    assert "（二）" in note
    assert "投诉期结束 1 分钟后" in note


def test_of_two_alike_versions_the_release_note_says_that_nothing_differs() -> None:
    assert "没有不同" in release_note(RULEBOOK, RULEBOOK)
