"""The rules a commission stands under now, by their numbers: what the platform may do, what time does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.commissions.rules.allowed import allowed_moves, open_rows
from domain.commissions.rules.ends import sentence
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.views.words import move_words
from domain.party import Party

Words = tuple[str, str]
ALWAYS = frozenset({"extend", "freeze", "unfreeze", "hide_rating", "unhide_rating", "retry_payout"})
"""They change nothing of what is decided."""


@dataclass(frozen=True)
class Rule:
    id: str
    move: Words
    says: Words
    asks: tuple[Words, ...]
    """What must hold, each with the refusal where it does not."""
    basis: str


def applying(c: Commission, now: datetime, went_by: Iterable[str] = ()) -> list[Rule]:
    """First those that led here (``went_by``), then what the platform may do, then the clocks."""
    rulebook = rules_of(c)
    known = {row.id: row for row in rulebook.rows}
    led = [known[each] for each in went_by if each in known]
    rows = dict.fromkeys((*led, *_platform(c, now), *_clocks(c, rulebook, now)))
    return [_rule(c, row, rulebook) for row in rows]


def _platform(c: Commission, now: datetime) -> Iterator[Row]:
    for name in allowed_moves(c, Party.OPERATOR, now):
        if name not in ALWAYS:
            yield from open_rows(c, name, Party.OPERATOR, now)


def _clocks(c: Commission, rulebook: Rulebook, now: datetime) -> Iterator[Row]:
    """Of each clock the first row whose conditions hold: that is what it would do now."""
    for name in c.clocks:
        if rulebook.clocks[name].consequence:
            yield from open_rows(c, name, Party.CLOCK, now)[:1]


def _rule(c: Commission, row: Row, rulebook: Rulebook) -> Rule:
    guards = (rulebook.guards[name] for name in row.guards)
    asks = tuple((each.zh, each.en) for each in guards)
    return Rule(row.id, move_words(row.move), sentence(c.stage, row, rulebook), asks, row.basis)
