"""What an endpoint can be told of, with an example of each: from the catalogue, by whose it is."""

from collections.abc import Collection
from typing import Any

from domain.events.catalogue import told_to
from domain.events.envelope import example_of
from domain.events.event_type import EventType
from domain.party import Party
from domain.refusals import Refused
from domain.webhooks.endpoint import Owner, OwnerKind

TRIED = "commission.accepted"
"""Where nobody says which type a test is of."""
SIDE = {OwnerKind.BRAND: Party.BRAND, OwnerKind.APP: Party.CREATOR}


def types_for(owner: Owner) -> tuple[EventType, ...]:
    """In the order of the catalogue."""
    return told_to(SIDE[owner.kind])


def example(each: EventType) -> dict[str, Any]:
    """As it is sent."""
    return example_of(each).as_json(previous_missing=False)


def check_types(asked: Collection[str], owner: Owner) -> None:
    """Raises Refused: EVENT_TYPE_UNKNOWN, naming those that there are not."""
    known = {each.name for each in types_for(owner)}
    if strange := sorted({*asked} - known):
        raise Refused("EVENT_TYPE_UNKNOWN", detail=", ".join(strange)[:200], quotes=True)
