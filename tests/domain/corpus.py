"""One case for every row of the rulebook: the stories are played, and what decided each step is kept."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import product
from typing import Any

import pytest

import tests.domain
from domain.commission import Commission
from domain.engine import Decision, decide
from domain.moves import Move
from domain.refusals import Refused
from domain.rulebook import RULEBOOK, Rulebook
from tests.domain import story

OTHERS = (
    "test_table",
    "test_refusals",
    "test_invariants",
    "test_brief",
    "test_details",
    "test_handbook",
    "test_douyin_video",
    "test_versions",
    "test_command_ids",
    "test_money_document",
    "test_money_lines",
)
"""They read the table, or send everything everywhere: long to play, and no row is met in them alone."""

TELLERS = ("tests.domain.story", "tests.domain.scenes")
Case = tuple[Commission, Move]
of_the_stories = pytest.mark.xdist_group("stories")
"""The tests that need the cases run in one process, which plays the stories once."""


@cache
def cases() -> dict[str, Case]:
    """The first commission and move that each row decided in the stories."""
    found: dict[str, Case] = {}

    def kept(commission: Commission, move: Move, rulebook: Rulebook = RULEBOOK) -> Decision:
        decision = decide(commission, move, rulebook)
        found.setdefault(decision.row.id, (commission, move))
        return decision

    story.decide = kept
    try:
        for module in pkgutil.iter_modules(tests.domain.__path__, "tests.domain."):
            if ".test_" in module.name and not module.name.endswith(OTHERS):
                _play(module.name)
    finally:
        story.decide = decide
    return found


def _play(name: str) -> None:
    members = vars(importlib.import_module(name)).values()
    if not any(getattr(each, "__module__", "") in TELLERS for each in members):
        return  # it tells no story of a commission
    for function in members:
        if inspect.isfunction(function) and function.__name__.startswith("test_") and not is_given(function):
            for said in examples_of(function):
                with suppress(AssertionError, Refused):  # a story that fails does so where it stands, once
                    function(**said)


def is_given(function: object) -> bool:
    """Whether it is for Hypothesis to play."""
    return hasattr(function, "hypothesis")


def examples_of(function: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments of each time pytest would call it."""
    marks = [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]
    for chosen in product(*(list(_each(*mark.args[:2])) for mark in marks)):
        yield {name: value for said in chosen for name, value in said.items()}


def _each(said: str | tuple[str, ...], values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    names = [said] if isinstance(said, str) else list(said)
    for value in values:
        yield dict(zip(names, value if len(names) > 1 else [value], strict=True))
