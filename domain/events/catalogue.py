"""The public catalogue: every type of event there is, and which one a step of the outbox has.

It is made from the tables of each kind of subject. A new kind is a file of types and a line in `KINDS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from domain.events import of_commissions, of_endpoints, of_withdrawals
from domain.events.event_type import OURS, EventType
from domain.party import Party


@dataclass(frozen=True)
class Kind:
    """A kind of subject: its types, and which fields of what the outbox bears leave with an event."""

    types: Callable[[], Iterator[EventType]]
    fields: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    of_commissions.KIND: Kind(of_commissions.types, of_commissions.FIELDS),
    of_withdrawals.KIND: Kind(of_withdrawals.types, of_withdrawals.FIELDS),
    of_endpoints.KIND: Kind(of_endpoints.types, of_endpoints.FIELDS),
}
CATALOGUE: Mapping[str, EventType] = {each.name: each for kind in KINDS.values() for each in kind.types()}
_BY_STEP: Mapping[tuple[str, str], EventType] = {
    (each.kind, step): each for each in CATALOGUE.values() for step in each.steps
}


def type_of(kind: str, name: str, payload: Mapping[str, str | int]) -> EventType:
    """Of a step as it stands in the outbox. One that only a later release knows is for operators alone,
    until a publisher of that release has named it.
    """
    by = str(payload.get("by", ""))
    step = of_commissions.step_of(name, by, "") if kind == of_commissions.KIND else name
    known = _BY_STEP.get((kind, step))
    return known or EventType(f"{kind}.{name}", kind, (name,), name, name, OURS)


def told_to(side: Party) -> tuple[EventType, ...]:
    """The types a side may ever hear of; operators hear of all."""
    return tuple(each for each in CATALOGUE.values() if side is Party.OPERATOR or side in each.told_to)
