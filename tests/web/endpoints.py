"""Webhook endpoints of a brand in the books, placed for a page to show: each as it may be."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import col

from domain.webhooks.endpoint import brand
from gateways.sql.database import writing
from gateways.webhooks import endpoints
from models.tables.outbox import OutboxRow
from models.tables.webhooks import Delivery, DeliveryAttempt, WebhookEndpoint

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOW = {
    "healthy": {"last_success_at": -MINUTE},
    "failing": {
        "failures": 2,
        "failing_since": -HOUR,
        "last_failed_at": -MINUTE,
        "last_failure": "status",
        "last_success_at": -2 * HOUR,
    },
    "paused": {
        "failures": 9,
        "failing_since": -DAY,
        "last_failed_at": -MINUTE,
        "last_failure": "timeout",
        "probe_at": 5 * MINUTE,
    },
    "gone": {"state": "disabled", "reason": "gone", "last_failed_at": -DAY, "last_success_at": -2 * DAY},
    "stopped": {"state": "disabled", "reason": "operator"},
    "rotating": {"last_success_at": -MINUTE, "previous_until": 20 * HOUR},
    "new": {},
}
BODY = '{"id":"evt_7","type":"commission.accepted","number":7}'


def endpoint(engine: Engine, name: str, owner: str = "qingyou", **fields: Any) -> str:
    """``fields``: durations are counted from now."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        url = f"https://{name}.example.com/hooks/starmap"
        made = endpoints.create(session, brand(owner), url, "terminal:li", now, description=f"ERP {name}")
        row = session.get(WebhookEndpoint, made.endpoint_id)
        for field, value in {**NOW.get(name, {}), **fields}.items():
            setattr(row, field, now + value if isinstance(value, timedelta) else value)
        return made.endpoint_id


def delivery(engine: Engine, endpoint_id: str, state: str = "delivered", **fields: Any) -> int:
    """Of an event of its own; its number."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        number = (session.scalar(select(func.max(col(OutboxRow.event_no)))) or 0) + 1
        event = OutboxRow(
            subject_kind="commission",
            subject_id="qingyou-S-offered",
            seq=10_000 + number,
            event="accept",
            payload={},
            created_at=now,
            event_no=number,
        )
        session.add(event)
        session.flush()
        told = {
            "endpoint_id": endpoint_id,
            "event_no": number,
            "event": "commission.accepted",
            "subject": "commission:qingyou-S-offered",
            "state": state,
            "attempt": 1,
            "next_at": now + HOUR,
            "body": BODY,
            "created_at": now - HOUR,
            "ended_at": None if state == "waiting" else now - MINUTE,
        }
        session.add(Delivery(**{**told, **fields}))
        return number


def attempt(engine: Engine, endpoint_id: str, **fields: Any) -> None:
    told = {
        "endpoint_id": endpoint_id,
        "message_id": "evt_7",
        "event_no": 7,
        "event": "commission.accepted",
        "attempt": 1,
        "started_by": "schedule",
        "at": datetime.now(UTC),
        "ms": 41,
        "succeeded": True,
        "status": 204,
    }
    with writing(engine) as session:
        session.add(DeliveryAttempt(**{**told, **fields}))


def every_kind(engine: Engine) -> dict[str, str]:
    """By how it is, the id."""
    found = {name: endpoint(engine, name) for name in NOW}
    failing = found["failing"]
    delivery(engine, failing)
    delivery(engine, failing, "failed", attempt=11, reason="status", status=503)
    delivery(engine, failing, "failed", attempt=11, reason="tls", body=None, previous_missing=True)
    delivery(engine, failing, "waiting", attempt=2, reason="status", status=500)
    delivery(engine, found["paused"], "waiting", attempt=0, body=None)
    attempt(engine, failing, started_by="test")
    attempt(engine, failing, succeeded=False, status=500, reason="status", answer="<h1>Internal error</h1>")
    return found
