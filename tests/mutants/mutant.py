"""One rule broken, and how all of them are mended again."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from domain.commissions.cases import falling
from domain.commissions.rules import engine
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state import overlays

WHOLE = {each.name: getattr(RULEBOOK, each.name) for each in fields(Rulebook)}
BESIDE: tuple[MutableMapping[str, Any], ...] = (overlays.OVERLAYS, engine.WITH_BREACH, engine.OF_PLATFORM)
"""Tables of rules that stand beside the rulebook."""
_BESIDE = tuple(dict(each) for each in BESIDE)
FALLS = falling.FALLS


@dataclass(frozen=True)
class Mutant:
    name: str
    rows: frozenset[str]
    """The rows it touches: what used them is tried first."""
    break_it: Callable[[], None]
    moves: frozenset[str] = frozenset()
    """The moves it may judge otherwise; empty: any."""

    @contextmanager
    def broken(self) -> Iterator[None]:
        self.break_it()
        try:
            yield
        finally:
            mend()


NOTHING = Mutant("nothing is broken", frozenset(), lambda: None)
"""The canary: it must survive, or the tests fail by themselves."""


def use(**tables: Mapping[str, Any] | tuple[Any, ...]) -> None:
    """Everything asks this rulebook, so it is changed where it lies."""
    given = {each.name: WHOLE[each.name] for each in fields(Rulebook) if each.init}
    other = Rulebook(**{**given, **tables})
    for name in WHOLE:
        object.__setattr__(RULEBOOK, name, getattr(other, name))


def mend() -> None:
    falling.FALLS = FALLS
    for name, each in WHOLE.items():
        object.__setattr__(RULEBOOK, name, each)
    for table, whole in zip(BESIDE, _BESIDE, strict=True):
        table.clear()
        table.update(whole)
