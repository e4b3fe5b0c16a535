"""Events leave the outbox: they get public numbers, sides read their own by them, old ones are pruned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from domain.events.catalogue import CATALOGUE, told_to
from domain.events.envelope import Envelope
from domain.events.event_type import EventType
from domain.parties.actor import Actor, ActorKind
from domain.parties.permissions import allows
from domain.party import Party
from domain.refusals import Refused
from gateways.event_pruning import prune_events
from gateways.outbox import events_after, give_up_lease, number_events, numbers_kept

AT_ONCE = 500
"""Of one transaction: others write between two."""
MONEY = "withdrawal"
"""Kind of subject that is for those alone who may read money."""


@dataclass(frozen=True)
class Page:
    events: Sequence[Envelope]
    cursor: int
    """To go on from: behind everything that was looked at."""
    more: bool


class CursorRefused(Refused):
    """With the number to go on from."""

    def __init__(self, code: str, after: int) -> None:
        self.after = after
        super().__init__(code, detail=str(after))


def number_waiting(engine: Engine, holder: str) -> bool:
    """The next ones; whether more may wait. While another holds the lease none does for this one.

    Safe to repeat, and for several at once: a number that was given stays.
    """
    return number_events(engine, AT_ONCE, holder=holder, now=datetime.now(UTC)) == AT_ONCE


def stop_numbering(engine: Engine, holder: str) -> None:
    """Another may go on at once."""
    give_up_lease(engine, holder)


def catalogue(actor: Actor) -> list[EventType]:
    """The types that whoever asks may ever hear of."""
    side = Party(actor.kind)
    return [each for each in told_to(side) if each.kind != MONEY or allows(actor, "money.read")]


def chosen(actor: Actor, names: Sequence[str]) -> tuple[str, ...]:
    """Of these, or of all where none is named, those that the actor may hear of; nothing: every type there
    is, also of a later release. Raises Refused: EVENT_TYPE_UNKNOWN.
    """
    if strange := [name for name in names if name not in CATALOGUE]:
        raise Refused("EVENT_TYPE_UNKNOWN", detail=", ".join(strange[:3]), quotes=True)
    if not names and actor.kind is ActorKind.OPERATOR:
        return ()
    known = [each.name for each in catalogue(actor)]
    found = tuple(name for name in known if not names or name in names)
    return found or ("-",)


def page(engine: Engine, actor: Actor, after: int | None, limit: int, names: Sequence[str] = ()) -> Page:
    """The next ones of whoever asks; None: from the oldest that is kept.

    Raises Refused: EVENT_TYPE_UNKNOWN, CURSOR_AHEAD, CURSOR_TOO_OLD.
    """
    types = chosen(actor, names)
    begins = begin_at(engine, after)
    seen = max(newest(engine), begins)  # before what is read: nothing that comes between is passed over
    found = read_on(engine, actor, begins, limit + 1, types)
    more, told = len(found) > limit, found[:limit]
    last = told[-1].number if told else 0
    return Page(told, last if more else max(last, seen), more)


def read_on(engine: Engine, actor: Actor, cursor: int, limit: int, types: Sequence[str]) -> list[Envelope]:
    """Of types that `chosen` gave."""
    return [each.envelope for each in events_after(engine, cursor, limit, types=types, **side_of(actor))]


def newest(engine: Engine) -> int:
    return numbers_kept(engine)[1]


def begin_at(engine: Engine, after: int | None) -> int:
    """Raises CursorRefused: CURSOR_AHEAD, CURSOR_TOO_OLD."""
    oldest, last = numbers_kept(engine)
    if after is None:
        return max(oldest - 1, 0)
    if after > last:
        raise CursorRefused("CURSOR_AHEAD", last)
    if after < oldest - 1:
        raise CursorRefused("CURSOR_TOO_OLD", oldest - 1)
    return after


def side_of(actor: Actor) -> dict[str, str]:
    """Operators read everybody's; a side reads its own, by what it is and never by what it says."""
    match actor.kind:
        case ActorKind.BRAND:
            return {"brand_id": actor.party_id}
        case ActorKind.CREATOR:
            return {"creator_id": actor.party_id}
        case ActorKind.OPERATOR:
            return {}
        case ActorKind.ANONYMOUS:
            raise Refused("SIGN_IN_NEEDED")


def prune(engine: Engine, days: int, now: datetime | None = None) -> int:
    """How many are gone: those older than so many days, and never the newest."""
    gone, before = 0, (now or datetime.now(UTC)) - timedelta(days=days)
    while some := prune_events(engine, before, AT_ONCE):
        gone += some
    return gone
