"""What may be done at a stage, and where it leads: read from the rows, for who looks at the rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.state.stages import Stage
from domain.party import Party

TOLD = (Party.CREATOR, Party.BRAND, Party.SYSTEM)
"""Whose moves are told; the system's are what a look at the content platform has found. An operator may force
any end, and clocks are told with what they do.
"""


@dataclass(frozen=True)
class Way:
    by: Party
    move: str
    to: tuple[Stage, ...]
    """One of them, as the commission's own circumstances have it."""


def ways(stage: Stage, rulebook: Rulebook) -> list[Way]:
    """Those that leave the stage, each move of each side once."""
    found: dict[tuple[Party, str], dict[Stage, None]] = {}
    for row in _rows(stage, rulebook):
        for party in row.by:
            if party in TOLD and row.to is not None:
                found.setdefault((party, row.move), {})[row.to] = None
    order = sorted(found, key=lambda key: TOLD.index(key[0]))
    return [Way(party, move, tuple(found[party, move])) for party, move in order]


def _rows(stage: Stage, rulebook: Rulebook) -> Iterable[Row]:
    return (row for row in rulebook.rows if stage in row.at and row.to is not stage and not row.refuses)
