"""What endpoints were sent: the log, and what is sent once more by hand, or to try an endpoint out.

By hand is one attempt, also to an endpoint that is disabled, and changes nothing of its health.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.parties.actor import Actor
from gateways.webhooks import log, undelivered
from gateways.webhooks.log import AttemptTold, DeliveryTold
from gateways.webhooks.undelivered import Undelivered
from services.webhooks.endpoints import EndpointTold
from services.webhooks.whose import owner_of

__all__ = ["AttemptTold", "DeliveryTold", "Undelivered", "Wanted"]

WRITE, READ = "webhooks.write", "webhooks.read"


@dataclass(frozen=True)
class Wanted:
    """Of the log; empty is all."""

    state: str = ""
    event: str = ""
    since: datetime | None = None
    """It was given to the endpoint, or given up, no earlier."""


EVERYTHING = Wanted()


def deliveries(
    engine: Engine,
    by: Actor,
    endpoint_id: str,
    wanted: Wanted = EVERYTHING,
    limit: int = 50,
    before: int | None = None,
) -> list[DeliveryTold]:
    """The newest first; ``before``: the number of the last one that was seen. Raises Refused."""
    owner_of(engine, by, READ, endpoint_id)
    asked = (engine, endpoint_id, limit)
    state, event, since = wanted.state, wanted.event, wanted.since
    return log.deliveries_of(*asked, before=before, state=state, event=event, since=since)


def attempts(
    engine: Engine, by: Actor, endpoint_id: str, event_no: int | None = None, limit: int = 50
) -> list[AttemptTold]:
    """The newest first: of one event, or of all with the test events. Raises Refused."""
    owner_of(engine, by, READ, endpoint_id)
    return log.attempts_of(engine, endpoint_id, limit, event_no=event_no)


def not_arrived(engine: Engine, of: Sequence[EndpointTold], limit: int = 10) -> list[Undelivered]:
    """The newest events that these endpoints were sent in vain: tried again, or given up."""
    return undelivered.events(engine, [each.id for each in of], limit)
