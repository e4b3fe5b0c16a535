"""Commissions as a page shows them: whose turn it is, until when, what happens then; and the life as a line.

From the books alone: the record of a commission and its own version of the rules say all of it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from domain.commissions.moves import MESSAGES
from domain.commissions.rules.allowed import allowed_moves
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import CLOSED, OPEN, Stage
from domain.commissions.views.standing.life import Step, life
from domain.commissions.views.standing.standing import Standing, standing
from domain.parties.actor import Actor
from domain.parties.permissions import may_send
from domain.party import Party
from gateways.commissions.listing import Place, Wanted, counted, listed
from gateways.operations.clock_offsets import SqlClockOffsets
from models.tables.commissions import CommissionRow
from services.app import App
from services.commissions.owned import party_of, row_of
from services.commissions.records import RECORD
from workflows import names

__all__ = ["Place", "Shown", "Wanted", "counted_of", "found"]

Clock = Callable[[str], datetime]
"""Now, on the clock of a commission."""


@dataclass(frozen=True)
class Shown:
    """One commission for one reader, at one instant of its own clock."""

    state: Commission
    now: datetime
    standing: Standing
    moves: tuple[str, ...]
    """What the reader may do now, by the rules and by the reader's role."""

    @cached_property
    def life(self) -> list[Step]:
        """As a line; not every page draws one."""
        return life(self.state, self.now)

    @property
    def is_mine(self) -> bool:
        """Whether it is the reader's turn: somebody waits, and there is something to do about it."""
        return self._reader in self.standing.turn and bool(self.moves)

    _reader: Party = Party.OPERATOR


def fits(shown: Shown, name: str) -> bool:
    """Whether the rules know this act at the stage it stands at, whoever may do it and whenever."""
    return MESSAGES[name].afterwards or bool(rules_of(shown.state).at(shown.state.stage, name))


def one(app: App, actor: Actor, commission_id: str) -> Shown:
    """Raises UnknownCommission: also for another's."""
    return _shown(row_of(app, actor, commission_id), actor, clock_of(app))


def of_state(app: App, actor: Actor, state: Commission) -> Shown:
    """Of a record that was read before, for operators."""
    return _seen(state, actor, clock_of(app)(state.id))


def rows(
    app: App,
    actor: Actor,
    *,
    stages: Collection[Stage] = OPEN,
    after: Place | None = None,
    limit: int = 100,
) -> tuple[list[Shown], Place | None]:
    """Those of whoever asks at these stages, what waits for the reader and the nearest deadline first; and
    where the next page begins, by the order they were opened in.
    """
    found = listed(app.engine, _wanted(actor, stages), after, limit + 1)
    following = Place(found[limit - 1].opened_at, found[limit - 1].id) if len(found) > limit else None
    clock = clock_of(app)
    shown = [_shown(row, actor, clock) for row in found[:limit]]
    return sorted(shown, key=_urgency), following


def found(
    app: App, actor: Actor, wanted: Wanted, *, after: Place | None = None, limit: int = 50
) -> tuple[list[Shown], Place | None]:
    """For operators: whatever is wanted, the newest first; and where the next page begins."""
    rows_ = listed(app.engine, wanted, after, limit + 1)
    following = Place(rows_[limit - 1].opened_at, rows_[limit - 1].id) if len(rows_) > limit else None
    clock = clock_of(app)
    return [_shown(row, actor, clock) for row in rows_[:limit]], following


def counted_of(app: App, wanted: Wanted) -> int:
    return counted(app.engine, wanted)


def ended(app: App, actor: Actor, limit: int = 20) -> list[Shown]:
    """The newest of those that are over."""
    clock = clock_of(app)
    found = listed(app.engine, _wanted(actor, sorted(CLOSED)), None, limit)
    return [_shown(row, actor, clock) for row in found]


def how_many(app: App, actor: Actor, stages: Collection[Stage] = OPEN) -> int:
    return counted(app.engine, _wanted(actor, stages))


def clock_of(app: App) -> Clock:
    """Where time was skipped, each commission has a now of its own: read once for a page."""
    ahead = SqlClockOffsets(app.engine).every() if app.skipper else {}
    at = datetime.now(UTC)
    return lambda commission_id: at + ahead.get(names.workflow_id(commission_id), timedelta(0))


def _wanted(actor: Actor, stages: Collection[Stage]) -> Wanted:
    match party_of(actor):
        case Party.BRAND:
            return Wanted(brand_id=actor.party_id, stages=stages)
        case Party.CREATOR:
            return Wanted(creator_id=actor.party_id, stages=stages)
        case _:
            return Wanted(stages=stages)


def _shown(row: CommissionRow, actor: Actor, clock: Clock) -> Shown:
    return _seen(RECORD.validate_python(row.record), actor, clock(row.id))


def _seen(state: Commission, actor: Actor, now: datetime) -> Shown:
    reader = party_of(actor)
    moves = tuple(name for name in allowed_moves(state, reader, now) if may_send(actor, name))
    return Shown(state, now, standing(state, reader, now), moves, reader)


def _urgency(shown: Shown) -> tuple[bool, bool, float]:
    left = shown.standing.until - shown.now if shown.standing.until else timedelta.max
    return not shown.is_mine, shown.standing.until is None, left.total_seconds()
