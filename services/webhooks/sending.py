"""What is sent because somebody asks for it: what waited, once more by hand, or to try an endpoint out.

By hand is one attempt, also to an endpoint that is disabled, and changes nothing of its health.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.parties.actor import Actor
from domain.parties.sign_in import NOWHERE, Origin
from gateways.parties import audit_log
from gateways.sql.database import writing
from gateways.webhooks import redelivering, requests
from services.app import App
from services.threads import in_thread
from services.webhooks import endpoints
from services.webhooks.endpoints import EndpointTold, whom
from services.webhooks.heard import check_types
from services.webhooks.prompting import prompt
from services.webhooks.whose import owner_of

WRITE = "webhooks.write"


@dataclass(frozen=True)
class Redelivering:
    """Of all that failed: so many were asked for, and so many more there are."""

    asked: int
    left: int


async def enable_endpoint(
    app: App, by: Actor, endpoint_id: str, *, origin: Origin = NOWHERE, now: datetime | None = None
) -> EndpointTold:
    """What waited is sent now. Said twice it is the same. Raises Refused: ENDPOINT_STOPPED."""
    at = now or datetime.now(UTC)
    found = await in_thread(endpoints.enable, app.engine, by, endpoint_id, origin, at)
    await prompt(app, endpoint_id)
    return found


async def redeliver(
    app: App,
    by: Actor,
    endpoint_id: str,
    event_no: int,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> int:
    """The same bytes under the same id, signed with the secret of now. The request's number."""

    def ask() -> int:
        owner, at = owner_of(app.engine, by, WRITE, endpoint_id), now or datetime.now(UTC)
        with writing(app.engine) as session:
            number = requests.redeliver(session, owner, endpoint_id, event_no, by.account, at)
            told = {"event": event_no}
            audit_log.note(session, by, "webhook_redelivered", whom(endpoint_id), origin, at, told)
            return number

    number = await in_thread(ask)
    await prompt(app, endpoint_id)
    return number


async def redeliver_failed(
    app: App,
    by: Actor,
    endpoint_id: str,
    since: datetime,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> Redelivering:
    """All that were given up since then, the oldest first, as many as may wait. Raises Refused."""

    def ask() -> Redelivering:
        owner, at = owner_of(app.engine, by, WRITE, endpoint_id), now or datetime.now(UTC)
        with writing(app.engine) as session:
            asked, left = redelivering.redeliver_failed(session, owner, endpoint_id, since, by.account, at)
            told: audit_log.Details = {"since": since.isoformat(), "asked": asked, "left": left}
            audit_log.note(session, by, "webhook_redelivered", whom(endpoint_id), origin, at, told)
            return Redelivering(asked, left)

    done = await in_thread(ask)
    await prompt(app, endpoint_id)
    return done


async def send_test(
    app: App,
    by: Actor,
    endpoint_id: str,
    event: str,
    *,
    origin: Origin = NOWHERE,
    now: datetime | None = None,
) -> int:
    """The example of this type, marked as a test. Its request's number. Raises Refused."""

    def ask() -> int:
        owner, at = owner_of(app.engine, by, WRITE, endpoint_id), now or datetime.now(UTC)
        check_types((event,), owner)
        with writing(app.engine) as session:
            number = requests.send_test(session, owner, endpoint_id, event, by.account, at)
            audit_log.note(session, by, "webhook_tested", whom(endpoint_id), origin, at, {"event": event})
            return number

    number = await in_thread(ask)
    await prompt(app, endpoint_id)
    return number
