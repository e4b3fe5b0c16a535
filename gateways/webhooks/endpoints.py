"""Endpoints: made, changed, given another secret, disabled, enabled, deleted, and read.

Whoever calls checks who may, and the form of the address (``domain.webhooks.target.check``) and of the types;
each change is made in the caller's transaction, with its line of the audit log.
"""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, Engine, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.refusals import Refused
from domain.webhooks.endpoint import ENDPOINTS_MAX, Owner, OwnerKind, Reason, State
from domain.webhooks.schedule import SECRETS_OVERLAP
from gateways.sql.database import lock, reading
from gateways.webhooks import secrets
from models.tables.outbox import OutboxRow
from models.tables.webhooks import Delivery, DeliveryRequest, EventCursor, WebhookEndpoint

CURSOR = "webhooks"


@dataclass(frozen=True)
class EndpointTold:
    id: str
    owner: Owner
    url: str = field(repr=False)
    description: str
    event_types: tuple[str, ...]
    """None of them: every type."""
    state: State
    reason: str
    """Why it is disabled, a ``Reason``, else empty."""
    waiting: int
    """Events that were not sent yet."""
    failures: int
    """In a row."""
    failing_since: datetime | None
    last_failed_at: datetime | None
    last_failure: str
    last_success_at: datetime | None
    probe_at: datetime | None
    """The breaker is open: the one attempt that is made next."""
    previous_secret_until: datetime | None
    created_by: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class NewSecret:
    """The only time that ``secret`` is seen."""

    endpoint_id: str
    secret: str = field(repr=False)
    previous_until: datetime | None = None


def create(
    session: Session,
    owner: Owner,
    url: str,
    by: str,
    now: datetime,
    *,
    description: str = "",
    event_types: tuple[str, ...] = (),
) -> NewSecret:
    """It is sent what is numbered from now on. Raises Refused: TOO_MANY_ENDPOINTS."""
    lock(session, f"webhooks:{owner.kind}:{owner.brand_id}")
    kept = select(func.count()).select_from(WebhookEndpoint).where(_of(owner), _there())
    if (session.scalar(kept) or 0) >= ENDPOINTS_MAX:
        raise Refused("TOO_MANY_ENDPOINTS")
    endpoint_id, secret = f"we_{token_hex(8)}", secrets.new()
    session.add(
        WebhookEndpoint(
            id=endpoint_id,
            owner_kind=owner.kind.value,
            brand_id=owner.brand_id or None,
            url=url,
            description=description,
            event_types=sorted(set(event_types)),
            secret=secrets.seal(session, endpoint_id, secret),
            behind_after=session.scalar(select(func.max(col(OutboxRow.event_no)))) or 0,
            created_by=by,
            created_at=now,
            changed_at=now,
        )
    )
    return NewSecret(endpoint_id, secret)


def change(
    session: Session,
    owner: Owner,
    endpoint_id: str,
    now: datetime,
    *,
    url: str | None = None,
    description: str | None = None,
    event_types: tuple[str, ...] | None = None,
) -> None:
    """What is None stays. Other types count from the next event on. Raises Refused: ENDPOINT_UNKNOWN."""
    row = theirs(session, owner, endpoint_id)
    if url is not None:
        row.url = url
    if description is not None:
        row.description = description
    if event_types is not None:
        row.event_types = sorted(set(event_types))
    row.changed_at = now


def rotate(session: Session, owner: Owner, endpoint_id: str, now: datetime) -> NewSecret:
    """Another secret; the one before signs as well for 24 hours, one from before that no more.

    Raises Refused: ENDPOINT_UNKNOWN.
    """
    row, secret = theirs(session, owner, endpoint_id), secrets.new()
    row.previous_secret, row.previous_until = row.secret, now + SECRETS_OVERLAP
    row.secret = secrets.seal(session, endpoint_id, secret)
    row.changed_at = now
    return NewSecret(endpoint_id, secret, row.previous_until)


def disable(session: Session, owner: Owner, endpoint_id: str, reason: Reason, now: datetime) -> bool:
    """What waits goes on waiting, and what comes meanwhile is given to it when it is enabled.

    Whether it was enabled before. Raises Refused: ENDPOINT_UNKNOWN.
    """
    row = theirs(session, owner, endpoint_id)
    if row.state != State.ENABLED:
        return False
    end(session, row, reason, now)
    return True


def end(session: Session, row: WebhookEndpoint, reason: Reason, now: datetime) -> None:
    """It is sent nothing from now on, and no event it has not been given is lost to it."""
    if row.behind_after is None:
        row.behind_after = given_up_to(session)
    row.state, row.reason, row.changed_at = State.DISABLED.value, reason.value, now


def enable(session: Session, owner: Owner, endpoint_id: str, now: datetime) -> bool:
    """It begins anew: without failures, and what waits is due at once with all its attempts before it.

    Whether it was disabled before. Raises Refused: ENDPOINT_UNKNOWN. Afterwards it has to be woken
    (``services.webhooks.wake``).
    """
    row = theirs(session, owner, endpoint_id)
    if row.state == State.ENABLED:
        return False
    row.state, row.reason, row.changed_at = State.ENABLED.value, "", now
    row.failures, row.failing_since, row.probe_at, row.told_failing = 0, None, None, False
    waits = update(Delivery).where(col(Delivery.endpoint_id) == row.id, col(Delivery.state) == "waiting")
    session.execute(waits.values(next_at=now, attempt=0))
    return True


def delete(session: Session, owner: Owner, endpoint_id: str, now: datetime) -> None:
    """For good. What was sent to it stands in the log for a while; its secrets are gone, and what waited
    is given up. Raises Refused: ENDPOINT_UNKNOWN.
    """
    forget(session, theirs(session, owner, endpoint_id), now)


def forget(session: Session, row: WebhookEndpoint, now: datetime) -> None:
    row.state, row.reason, row.changed_at = State.DELETED.value, "", now
    row.secret, row.previous_secret, row.previous_until = "", "", None
    waits = update(Delivery).where(col(Delivery.endpoint_id) == row.id, col(Delivery.state) == "waiting")
    session.execute(waits.values(state="failed", reason="deleted", ended_at=now))
    undone = col(DeliveryRequest.endpoint_id) == row.id, col(DeliveryRequest.done_at).is_(None)
    session.execute(update(DeliveryRequest).where(*undone).values(done_at=now))


def of_owner(engine: Engine, owner: Owner) -> list[EndpointTold]:
    """The oldest first, without deleted ones."""
    asked = select(WebhookEndpoint).where(_of(owner), _there())
    with reading(engine) as session:
        rows = session.scalars(asked.order_by(col(WebhookEndpoint.created_at), col(WebhookEndpoint.id)))
        return [_told(session, row) for row in rows]


def find(engine: Engine, owner: Owner | None, endpoint_id: str) -> EndpointTold:
    """``owner`` None: anybody's, for operators. Raises Refused: ENDPOINT_UNKNOWN, for another's too."""
    with reading(engine) as session:
        return _told(session, _found(session, owner, endpoint_id))


def theirs(session: Session, owner: Owner, endpoint_id: str) -> WebhookEndpoint:
    """To be changed in this transaction. Raises Refused: ENDPOINT_UNKNOWN, for another's too."""
    lock(session, f"webhook:{endpoint_id}")
    return _found(session, owner, endpoint_id)


def given_up_to(session: Session) -> int:
    """The number of the last event that endpoints have been given."""
    row = session.get(EventCursor, CURSOR)
    return row.event_no if row else 0


def _found(session: Session, owner: Owner | None, endpoint_id: str) -> WebhookEndpoint:
    row = session.get(WebhookEndpoint, endpoint_id)
    if row is None or row.state == State.DELETED or (owner is not None and _owner(row) != owner):
        raise Refused("ENDPOINT_UNKNOWN")
    return row


def _of(owner: Owner) -> ColumnElement[bool]:
    kind = col(WebhookEndpoint.owner_kind) == owner.kind.value
    return kind & (col(WebhookEndpoint.brand_id) == owner.brand_id) if owner.brand_id else kind


def _there() -> ColumnElement[bool]:
    return col(WebhookEndpoint.state) != State.DELETED.value


def _owner(row: WebhookEndpoint) -> Owner:
    return Owner(OwnerKind(row.owner_kind), row.brand_id or "")


def _told(session: Session, row: WebhookEndpoint) -> EndpointTold:
    its = col(Delivery.endpoint_id) == row.id, col(Delivery.state) == "waiting"
    return EndpointTold(
        id=row.id,
        owner=_owner(row),
        url=row.url,
        description=row.description,
        event_types=tuple(row.event_types),
        state=State(row.state),
        reason=row.reason,
        waiting=session.scalar(select(func.count()).select_from(Delivery).where(*its)) or 0,
        failures=row.failures,
        failing_since=row.failing_since,
        last_failed_at=row.last_failed_at,
        last_failure=row.last_failure,
        last_success_at=row.last_success_at,
        probe_at=row.probe_at,
        previous_secret_until=row.previous_until,
        created_by=row.created_by,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
