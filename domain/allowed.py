"""What each side may do now: read from the rulebook, for pages, refusals and the Web UI."""

from dataclasses import replace
from datetime import datetime

from domain.commission import Commission
from domain.manners import ROUND_MOVES
from domain.moves import MESSAGES, Move
from domain.refusals import Refused
from domain.row import Row
from domain.rulebook import RULEBOOK, Rulebook
from domain.stages import Party


def allowed_moves(c: Commission, party: Party, now: datetime, rulebook: Rulebook = RULEBOOK) -> tuple[str, ...]:
    """The names of the messages this party may send now. What depends on a message's content is not judged."""
    return tuple(name for name in MESSAGES if _may(c, name, party, now, rulebook))


def _may(c: Commission, name: str, party: Party, now: datetime, rulebook: Rulebook) -> bool:
    if party not in MESSAGES[name].by or (c.freeze and c.freeze.party is party):
        return False
    move = Move(name, party, now, now, round=c.round if name in ROUND_MOVES else None)
    return any(party in row.by and _open(c, move, row, rulebook) for row in rulebook.at(c.stage, name))


def _open(c: Commission, move: Move, row: Row, rulebook: Rulebook) -> bool:
    conditions = (rulebook.conditions[name] for name in row.when)
    if not all(each.of_move or each.holds(c, move) for each in conditions):
        return False
    try:
        for guard in (rulebook.guards[name] for name in row.guards):
            if guard.of_state:
                guard.check(c, replace(move, by=row.by[0]) if move.by not in row.by else move)
    except Refused:
        return False
    return True
