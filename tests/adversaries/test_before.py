"""The search has teeth: with a rule taken back to what it was, it finds by itself what that rule gave away.

Each is a story of ``tests/domain/story_ends.py``, found from the aim alone: no program is given.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from domain.commissions.moves import Move
from domain.commissions.rules.changes import CHANGES
from domain.commissions.rules.changes.change import Change
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from tests.adversaries.bounds import bound
from tests.adversaries.scene import SCENES
from tests.adversaries.search import search

NAMED = {scene.name: scene for scene in SCENES}


def given_back(c: Commission, _m: Move) -> Commission:
    """A rejection that was struck, as if the brand had never made it."""
    return replace(c, content_rejections=c.content_rejections - 1)


@dataclass(frozen=True)
class Before:
    scene: str
    aim: str
    always_met: tuple[str, ...] = ()
    rows: Mapping[str, Row | None] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    begins: tuple[str, ...] = ()
    """The search begins later than its scene does: it is short."""
    tries: int = 100
    allowed: float | None = None
    """The most by the rules of today from where this begins, where that is not the aim's bound."""


def _row(name: str, **other: object) -> Row:
    row = next(each for each in RULEBOOK.rows if each.id == name)
    return replace(row, **other)  # type: ignore[arg-type]


APPROVED = ("a day", "approve as late as can be", "an hour")
STRUCK = {"does": ("strike_rejection", "given_back"), "to": Stage.CONTENT_REVIEW}
BEFORE: Mapping[str, Before] = {
    "A1": Before(
        "a brand, once it is public",
        "days held",
        always_met=("reschedules_left", "release_in_window"),
        begins=APPROVED,
        tries=200,
        allowed=60,
    ),
    "A3": Before(
        "a brand, once it is public",
        "SMS of one kind in an hour",
        always_met=("cause_left", "cause_anew"),
        terms={"sms_pause_minutes": 0},
    ),
    "A13": Before(
        "a brand, a slow MP, and a creator who asks to cancel",
        "fen lost",
        rows={"T73": None},
        begins=APPROVED,
    ),
    "A17": Before(
        "a brand, whose creator disputes",
        "rejections",
        rows={name: _row(name, **STRUCK) for name in ("T60b", "T60c")},
        begins=("a day", "reject", "a day"),
        allowed=2,
    ),
}


@contextmanager
def as_before(before: Before) -> Iterator[None]:
    """Everything asks this rulebook, so it is changed where it lies, and put back."""
    guards = {
        name: replace(guard, met=lambda _c, _m: True) if name in before.always_met else guard
        for name, guard in RULEBOOK.guards.items()
    }
    rows = (before.rows.get(each.id, each) for each in RULEBOOK.rows)
    kept, other = replace(RULEBOOK), Rulebook(tuple(each for each in rows if each), guards=guards)
    changes: dict[str, Change] = CHANGES  # type: ignore[assignment]
    changes["given_back"] = Change("退回", "given back", given_back)
    _use(other)
    try:
        yield
    finally:
        _use(kept)
        del changes["given_back"]


def _use(other: Rulebook) -> None:
    for name in ("rows", "guards", "table"):
        object.__setattr__(RULEBOOK, name, getattr(other, name))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("story", BEFORE)
def test_by_the_rules_of_before_the_search_finds_what_was_given_away(story: str) -> None:
    before = BEFORE[story]
    scene = replace(NAMED[before.scene], begins=before.begins or NAMED[before.scene].begins)
    most = before.allowed or bound(before.aim, scene)

    now = search(scene, before.aim, tries=before.tries, seed=7)
    with as_before(before):
        then = search(replace(scene, terms=before.terms), before.aim, tries=before.tries, seed=7)

    assert now.value <= most < then.value
