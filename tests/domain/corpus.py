"""One case for every row of the rulebook: the stories are played, and what decided each step is kept."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from typing import Any

import pytest

import tests.domain
from domain.commissions.moves import Move
from domain.commissions.rules import engine
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.commission import Commission
from domain.refusals import Refused
from tests.domain import story
from tests.domain.once import Met
from tests.walks import cases_of

OTHERS = (
    "test_table",
    "test_refusals",
    "test_invariants",
    "test_brief",
    "test_blanks_in_chinese",
    "test_cancelling",
    "test_details",
    "test_rulebook_document",
    "test_douyin_video",
    "test_versions",
    "test_families",
    "test_command_ids",
    "test_money_document",
    "test_money_lines",
)
"""They read the table, or send everything everywhere: long to play, and no row is met in them alone."""

TELLERS = ("tests.domain.story", "tests.domain.scenes")
Case = tuple[Commission, Move]
of_the_stories = pytest.mark.xdist_group("stories")
"""The tests that need the cases run in one process, which plays the stories once."""


@dataclass(frozen=True)
class Step:
    """A move that some story made, whether it was decided or refused."""

    story: str
    commission: Commission
    move: Move
    row: str
    """The row that decided, or whose guard refused; empty where no row was asked."""
    refused: bool


def cases() -> dict[str, Case]:
    """The first commission and move that each row decided in the stories."""
    return {step.row: (step.commission, step.move) for step in reversed(steps()) if not step.refused}


@cache
def steps() -> tuple[Step, ...]:
    """Each move of each commission once, as the stories come to it."""
    found: list[Step] = []
    telling = ""

    def kept(commission: Commission, move: Move) -> Decision:
        row, is_refused = asked(commission, move), True
        try:
            decision = decide(commission, move)
            row, is_refused = decision.row.id, False
            return decision
        finally:
            found.append(Step(telling, commission, move, row, is_refused))

    met = Met()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story, "decide", met.once(kept))
        for name in ("answered", "done"):
            patch.setattr(story, name, met.once(getattr(story, name)))
        patch.setattr(story, "check", lambda *_: None)  # where it is told, it is checked
        patch.setattr(story.Story, "_check_books", lambda _: None)
        for telling, play in stories():  # noqa: B007 - said in each step that is kept
            with suppress(AssertionError, Refused):  # a story that fails does so where it stands, once
                play()
    return tuple(found)


def asked(commission: Commission, move: Move) -> str:
    """The row that a move meets, whatever its guards say."""
    try:
        return engine._row(commission, engine.meant(commission, move), RULEBOOK).id
    except Refused:
        return ""


def stories() -> Iterator[tuple[str, Callable[[], None]]]:
    """By the test that tells it, and which of its examples it is."""
    for module in pkgutil.iter_modules(tests.domain.__path__, "tests.domain."):
        if ".test_" not in module.name or module.name.endswith(OTHERS):
            continue
        members = vars(importlib.import_module(module.name))
        if not any(getattr(each, "__module__", "") in TELLERS for each in members.values()):
            continue  # it tells no story of a commission
        for name, function in members.items():
            if inspect.isfunction(function) and name.startswith("test_") and not is_given(function):
                played = getattr(function, "body", function)
                for number, said in enumerate(examples_of(function), 1):
                    yield f"{module.name.rpartition('.')[2]}: {name} {number}", partial(played, **said)


def is_given(function: object) -> bool:
    """Whether it is for Hypothesis to play."""
    return hasattr(function, "hypothesis")


def examples_of(function: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments of each time that pytest, or a walk, would call it."""
    marks = [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]
    tables = [list(_each(*mark.args[:2])) for mark in marks]
    if walked := cases_of(function):
        tables.append(walked)
    for chosen in product(*tables):
        yield {name: value for said in chosen for name, value in said.items()}


def _each(said: str | tuple[str, ...], values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    names = [said] if isinstance(said, str) else list(said)
    for value in values:
        yield dict(zip(names, value if len(names) > 1 else [value], strict=True))
