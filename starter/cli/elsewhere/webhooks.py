"""Webhook endpoints on a platform elsewhere: of the brand that speaks, or by an operator of all."""

from datetime import datetime
from urllib.parse import quote

from domain.parties.actor import ActorKind
from domain.refusals import Refused
from models.api import webhooks as shapes
from starter.cli import webhook, webhooks_read
from starter.cli.elsewhere.speaking import check_named
from starter.cli.report import telling
from starter.remote.client import Client

OWN, EVERY = "/v1/webhooks", "/v1/operations/webhooks"


def list_endpoints(there: Client, brand_id: str, *, as_json: bool) -> None:
    found = there.get(_place(there, brand_id), shapes.Endpoints).endpoints
    whose = f"brand:{brand_id}"
    with telling(as_json=as_json) as report:
        webhooks_read.tell_endpoints(
            report, [(each, each.owner) for each in found if not brand_id or each.owner == whose]
        )


def log(
    there: Client, endpoint: str, state: str, event: str, since: datetime | None, limit: int, *, as_json: bool
) -> None:
    asked = {"state": state, "event": event, "since": since.isoformat() if since else ""}
    found: list[shapes.Delivery] = []
    before = ""
    while len(found) < limit:
        page = {**asked, "before": before, "limit": str(min(limit - len(found), 100))}
        told = there.get(f"{_one(endpoint)}/deliveries", shapes.Deliveries, page)
        found += told.deliveries
        if told.before is None:
            break
        before = str(told.before)
    with telling(as_json=as_json) as report:
        webhooks_read.tell_deliveries(report, found, more=len(found) == limit)


def add(there: Client, url: str, brand_id: str, event: list[str], description: str, operator: str) -> None:
    place = _place(there, brand_id, operator)
    wanted = shapes.NewEndpoint(url=url, description=description, event_types=event)
    if place == EVERY:
        wanted = shapes.NewEndpointOf(**wanted.model_dump(), brand_id=brand_id)
    made = there.post(place, wanted, shapes.EndpointShown, key=None)
    webhook.tell_made(made.id, made.secret)


def change(
    there: Client,
    endpoint: str,
    url: str | None,
    event: list[str] | None,
    description: str | None,
    operator: str,
) -> None:
    check_named(there.me(), operator)
    wanted = shapes.ChangedEndpoint(url=url, description=description, event_types=webhook.types_of(event))
    there.patch(_one(endpoint), wanted, shapes.Endpoint)
    webhook.tell_changed(endpoint)


def rotate(there: Client, endpoint: str, operator: str) -> None:
    check_named(there.me(), operator)
    webhook.tell_rotated(
        there.post(f"{_one(endpoint)}/secret", shapes.Nothing(), shapes.EndpointShown, key=None)
    )


def enable(there: Client, endpoint: str, operator: str) -> None:
    check_named(there.me(), operator)
    there.post(f"{_one(endpoint)}/enable", shapes.Nothing(), shapes.Endpoint)
    webhook.tell_enabled(endpoint)


def disable(there: Client, endpoint: str, operator: str) -> None:
    check_named(there.me(), operator)
    there.post(f"{_one(endpoint)}/disable", shapes.Nothing(), shapes.Endpoint)
    webhook.tell_disabled(endpoint)


def remove(there: Client, endpoint: str, operator: str) -> None:
    check_named(there.me(), operator)
    there.delete(_one(endpoint), shapes.Removed)
    webhook.tell_removed(endpoint)


def redeliver(
    there: Client, endpoint: str, event: int | None, failed_since: datetime | None, operator: str
) -> None:
    check_named(there.me(), operator)
    webhook.check_one(event, failed_since)
    if failed_since is not None:
        since = shapes.FailedSince(since=failed_since)
        done = there.post(f"{_one(endpoint)}/redeliver-failed", since, shapes.AskedForAll)
        webhook.tell_asked(done.asked, done.left)
        return
    there.post(f"{_one(endpoint)}/deliveries/{event}/redeliver", shapes.Nothing(), shapes.Asked)
    webhook.tell_asked(1, 0)


def test(there: Client, endpoint: str, event: str, operator: str) -> None:
    check_named(there.me(), operator)
    there.post(f"{_one(endpoint)}/tests", shapes.TestEvent(event=event), shapes.Asked)
    webhook.tell_tested(event)


def _one(endpoint: str) -> str:
    return f"{OWN}/{quote(endpoint, safe='')}"


def _place(there: Client, brand_id: str, operator: str = "") -> str:
    """Raises Refused: of another brand, and who is neither a brand nor an operator."""
    me = there.me()
    check_named(me, operator)
    if me.kind == ActorKind.OPERATOR:
        return EVERY
    if me.kind != ActorKind.BRAND:
        raise Refused("FORBIDDEN")
    if brand_id and brand_id != me.party_id:
        raise Refused("BRAND_UNKNOWN")
    return OWN
