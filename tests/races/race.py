"""A race: fifty requests at the same instant, of which the money may obey one. Run often, and counted."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gateways.operations.audit.checking import check_ledger
from tests.races.ground import AT_ONCE, Ground


@dataclass(frozen=True)
class Round:
    told: Counter[str]
    """What the requests were told."""
    moved: int
    """How often that happened which may happen once."""
    wrong: list[str]


@dataclass(frozen=True)
class Race:
    name: str
    run: Callable[[Ground, str], Round]
    seen: frozenset[str] = frozenset()
    """What the check of the ledger rightly finds of a fault that is raced; it is no sum of money."""


@dataclass
class Tally:
    race: str
    rounds: int = 0
    told: Counter[str] = field(default_factory=Counter)
    moved: int = 0
    doubles: int = 0
    difference: int = 0
    """The largest the ledger had after any round, in fen."""
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return self.rounds * AT_ONCE

    def words(self) -> list[tuple[str, int]]:
        """The answers and how often each was given; an answer in figures is one of a kind."""
        kinds: Counter[str] = Counter()
        for word, count in self.told.items():
            kinds["credited" if word.isdigit() else word] += count
        return sorted(kinds.items())


def rounds(race: Race, ground: Ground, many: int, after_each: Callable[[], None] = lambda: None) -> Tally:
    """After every round the ledger must be right and exactly one request obeyed."""
    tally, started = Tally(race.name), time.monotonic()
    for _ in range(many):
        name = ground.new_round()
        _add(tally, name, race.run(ground, name))
        books = check_ledger(ground.ledger.engine)
        tally.difference = max(tally.difference, abs(books.total))
        if {each.kind for each in books.findings} - race.seen:
            tally.violations.append(f"{race.name} {name}: {books}")
        after_each()
    tally.seconds = time.monotonic() - started
    return tally


def _add(tally: Tally, name: str, run: Round) -> None:
    tally.rounds += 1
    tally.told += run.told
    tally.moved += run.moved
    tally.doubles += max(run.moved - 1, 0)
    if run.moved != 1:
        tally.violations.append(f"{tally.race} {name}: happened {run.moved} times")
    tally.violations += [f"{tally.race} {each}" for each in run.wrong]


def unlike(told: Counter[str], *allowed: Mapping[str, int]) -> list[str]:
    """Nothing, where the answers were shared out in one of the ways allowed."""
    return [] if dict(told) in [dict(each) for each in allowed] else [f"told {dict(told)}"]
