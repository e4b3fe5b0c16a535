"""What each side may do now: read from the rulebook, for pages, refusals and the Web UI."""

from datetime import datetime
from functools import cache

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.rules.admission import ROUND_MOVES, check_in_time
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import freeze_of
from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.process.table import Table
from domain.refusals import Refused


def allowed_moves(
    c: Commission, party: Party, now: datetime, rulebook: Rulebook | None = None
) -> tuple[str, ...]:
    """The messages this party may send now. What depends on a message's content is not judged."""
    known = rulebook or rules_of(c)
    if freeze_of(c, party):
        return ()
    return tuple(name for name in _named(known.table, c.stage, party) if _may(c, name, party, now, known))


@cache
def _named(table: Table[Row], stage: Stage, party: Party) -> tuple[str, ...]:
    """The messages of this party that have a row at this stage."""
    return tuple(
        name
        for name, message in MESSAGES.items()
        if party in message.by and any(party in row.by for row in table.at(stage, name))
    )


def may(c: Commission, name: str, party: Party, now: datetime) -> bool:
    known = rules_of(c)
    is_named = not freeze_of(c, party) and name in _named(known.table, c.stage, party)
    return is_named and _may(c, name, party, now, known)


def _may(c: Commission, name: str, party: Party, now: datetime, rulebook: Rulebook) -> bool:
    move = Move(name, party, now, now, round=c.round if name in ROUND_MOVES else None)
    try:
        check_in_time(c, move, rulebook)
    except Refused:
        return False
    return any(party in row.by and _open(c, move, row, rulebook) for row in rulebook.at(c.stage, name))


def open_rows(c: Commission, name: str, party: Party, now: datetime) -> tuple[Row, ...]:
    """The rules by which it may go: which of them depends on what the message says."""
    rulebook = rules_of(c)
    move = Move(name, party, now, now, round=c.round if name in ROUND_MOVES else None)
    rows = rulebook.at(c.stage, name)
    return tuple(row for row in rows if party in row.by and _open(c, move, row, rulebook))


def _open(c: Commission, move: Move, row: Row, rulebook: Rulebook) -> bool:
    conditions = (rulebook.conditions[name] for name in row.when)
    guards = (rulebook.guards[name] for name in row.guards)
    return all(each.of_move or each.holds(c, move) for each in conditions) and all(
        not each.of_state or each.met(c, move) for each in guards
    )
