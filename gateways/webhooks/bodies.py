"""The text of a message: the envelope of pull and stream in canonical JSON, the same each time it is made."""

import rfc8785
from sqlalchemy import Connection

from domain.events.catalogue import CATALOGUE
from domain.events.envelope import example_of
from gateways.outbox import OUTBOX, event_of


def of_event(at: Connection, event_no: int, *, previous_missing: bool) -> str:
    """As it is first sent; kept, and sent again as it was."""
    row = at.execute(OUTBOX.select().where(OUTBOX.c.event_no == event_no)).one()
    return rfc8785.dumps(event_of(row).envelope.as_json(previous_missing=previous_missing)).decode()


def of_test(event: str, message_id: str) -> str:
    """The catalogue's example of the type, under an id of its own."""
    told = example_of(CATALOGUE[event]).as_json(previous_missing=False)
    return rfc8785.dumps({**told, "id": message_id, "test": True}).decode()
