"""Events of a platform elsewhere: those of whom the token is."""

from models.api import events as shapes
from starter.cli import events as local
from starter.cli.report import telling
from starter.remote.client import Client


def listed(there: Client, after: int | None, kind: list[str], limit: int, *, as_json: bool) -> None:
    found = there.events(after, kind, limit)
    with telling(as_json=as_json) as report:
        local.tell_events(report, found.events, found.after, more=found.more)


def types(there: Client, *, as_json: bool) -> None:
    found = there.get("/v1/events/catalogue", shapes.EventCatalogue)
    with telling(as_json=as_json) as report:
        local.tell_types(report, ((each.type, each.zh, each.en, each.told_to) for each in found.types))
