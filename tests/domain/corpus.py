"""One case for every row of the rulebook: the stories are played, and what decided each step is kept."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import tests.domain
from domain.commission import Commission
from domain.engine import Decision, decide
from domain.moves import Move
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
    "test_withdrawals",
)

Case = tuple[Commission, Move]


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
    for function in vars(importlib.import_module(name)).values():
        if inspect.isfunction(function) and function.__name__.startswith("test_") and not is_given(function):
            for said in examples_of(function):
                function(**said)


def is_given(function: object) -> bool:
    """Whether it is for Hypothesis to play."""
    return hasattr(function, "hypothesis")


def examples_of(function: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments of each time pytest would call it."""
    marks = [mark for mark in getattr(function, "pytestmark", []) if mark.name == "parametrize"]
    if not marks:
        yield {}
    for mark in marks:  # no test here has more than one
        names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
        for values in mark.args[1]:
            yield dict(zip(names, values if len(names) > 1 else [values], strict=True))
