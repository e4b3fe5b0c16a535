"""Webhook endpoints, what each still has to be sent or was, and every attempt. Signing secrets are sealed.

What a receiver is sent holds no personal data; what it answered is kept in short, for a while.
"""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from models.tables import outbox, parties  # noqa: F401  # what it refers to
from models.tables.instants import UTCDateTime

WAITING = text("state = 'waiting'")
UNDONE = text("done_at is null")


class WebhookEndpoint(SQLModel, table=True):
    __tablename__ = "webhook_endpoints"
    __table_args__ = (
        CheckConstraint("owner_kind in ('brand', 'app')", name="ck_webhook_endpoints_owner_kind"),
        CheckConstraint("(owner_kind = 'brand') = (brand_id is not null)", name="ck_webhook_endpoints_owner"),
        CheckConstraint("state in ('enabled', 'disabled', 'deleted')", name="ck_webhook_endpoints_state"),
        Index("ix_webhook_endpoints_brand_id", "brand_id"),
    )

    id: str = Field(primary_key=True)
    owner_kind: str
    """``brand``, or ``app``: the creators' app, which operators look after."""
    brand_id: str | None = Field(default=None, foreign_key="brands.id")
    url: str = Field(repr=False)
    description: str = ""
    event_types: list[str] = Field(sa_type=JSON)
    """None of them: every type."""
    state: str = "enabled"
    reason: str = ""
    """Why it is disabled: a word of ``domain/webhooks/endpoint.py``."""
    secret: str = Field(repr=False)
    previous_secret: str = Field(default="", repr=False)
    previous_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Until then both sign."""
    behind_after: int | None = Field(default=None, sa_type=BigInteger)
    """It has been given the events up to this number; None: all that any endpoint has been given."""
    failures: int = 0
    """In a row, of all its events together."""
    failing_since: datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_failed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_failure: str = ""
    """Its reason, a word of ``domain/webhooks/attempt.py``."""
    last_success_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    probe_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """The breaker is open: one attempt then, and none before. None: it is closed."""
    told_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its owner was last told that it fails."""
    told_failing: bool = False
    """That is what its owner knows; not told yet that it recovered, or was disabled."""
    told_seq: int = 0
    """Of the events that tell about the endpoint itself."""
    sender: str = Field(default="", repr=False)
    """Which batch sends to it: an older one stops when it sees another here."""
    created_by: str
    created_at: datetime = Field(sa_type=UTCDateTime)
    changed_at: datetime = Field(sa_type=UTCDateTime)


class Delivery(SQLModel, table=True):
    """An event that an endpoint still has to be sent, was sent, or that was given up."""

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'delivered', 'failed')", name="ck_deliveries_state"),
        Index(
            "ix_deliveries_waiting",
            "endpoint_id",
            "subject",
            "event_no",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_deliveries_subject", "endpoint_id", "subject", "event_no"),
        Index("ix_deliveries_ended_at", "ended_at"),
    )

    endpoint_id: str = Field(foreign_key="webhook_endpoints.id", primary_key=True)
    event_no: int = Field(sa_type=BigInteger, foreign_key="outbox.event_no", primary_key=True)
    event: str
    """Its type."""
    subject: str
    """``kind:id``. Of one subject an endpoint is sent one event after the other."""
    state: str = "waiting"
    attempt: int = 0
    """Attempts that were made by the schedule."""
    next_at: datetime = Field(sa_type=UTCDateTime)
    previous_missing: bool = False
    """The one before of this subject was given up."""
    status: int | None = None
    """What the last attempt was answered with."""
    reason: str = ""
    body: str | None = Field(default=None, repr=False)
    """The very text that was signed and sent; pruned after a term."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class DeliveryAttempt(SQLModel, table=True):
    """One request to an endpoint, whatever started it."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (
        CheckConstraint(
            "started_by in ('schedule', 'redelivery', 'test')", name="ck_delivery_attempts_started_by"
        ),
        Index("ix_delivery_attempts_endpoint_id", "endpoint_id", "id"),
        Index("ix_delivery_attempts_at", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    endpoint_id: str = Field(foreign_key="webhook_endpoints.id")
    message_id: str
    """The header ``webhook-id``: the same for every attempt of one event."""
    event_no: int | None = Field(default=None, sa_type=BigInteger)
    """None of a test event."""
    event: str
    attempt: int
    started_by: str
    at: datetime = Field(sa_type=UTCDateTime)
    ms: int
    succeeded: bool
    status: int | None = None
    reason: str = ""
    """Empty where it succeeded."""
    answer: str | None = Field(default=None, repr=False)
    """The beginning of what was answered; pruned after a term."""


class DeliveryRequest(SQLModel, table=True):
    """A redelivery or a test event that somebody asked for: one attempt, before all that is due."""

    __tablename__ = "delivery_requests"
    __table_args__ = (
        CheckConstraint("kind in ('redelivery', 'test')", name="ck_delivery_requests_kind"),
        Index(
            "ix_delivery_requests_undone",
            "endpoint_id",
            "id",
            sqlite_where=UNDONE,
            postgresql_where=UNDONE,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    endpoint_id: str = Field(foreign_key="webhook_endpoints.id")
    kind: str
    event_no: int | None = Field(default=None, sa_type=BigInteger)
    event: str
    requested_by: str
    requested_at: datetime = Field(sa_type=UTCDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class EventCursor(SQLModel, table=True):
    """Up to which event one consumer has taken what was numbered."""

    __tablename__ = "event_cursors"

    name: str = Field(primary_key=True)
    event_no: int = Field(sa_type=BigInteger)
