"""A process that sweeps gives events to endpoints and wakes them, whatever becomes of one of them."""

import pytest
from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from domain.webhooks.endpoint import brand
from gateways.outbox import Announced, Subject, announce, number_events
from gateways.sql.database import writing
from gateways.webhooks import endpoints
from runtime import webhook_waking
from runtime.webhook_waking import AT_ONCE, Waking
from tests.gateways.records import NOON, market

BRANDS = 3
EACH = 15
"""Endpoints of one: with those of the others more than are woken at once."""
REFUSED = RPCError("refused", RPCStatusCode.RESOURCE_EXHAUSTED, b"")


class Server:
    """Who was woken; it refuses some."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.woken: list[str] = []
        self.asked: list[str] = []
        self.refuses: set[str] = set()
        monkeypatch.setattr(webhook_waking, "wake", self._wake)

    async def _wake(self, client: Client, queue: str, endpoint_id: str) -> None:  # noqa: ARG002
        self.asked.append(endpoint_id)
        if endpoint_id in self.refuses:
            raise REFUSED
        self.woken.append(endpoint_id)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


@pytest.fixture
def everybody(engine: Engine) -> list[str]:
    """Endpoints that an event is waiting for."""
    catalogue, found = market(engine), []
    for number in range(BRANDS):
        catalogue.add_brand(f"b{number}", "别家", "别家食品", f"1390000010{number}", NOON)
    with writing(engine) as session:
        for number in range(BRANDS):
            owner = brand(f"b{number}")
            for _ in range(EACH):
                url = "https://hooks.example.com/x"
                found.append(endpoints.create(session, owner, url, "member:1", NOON).endpoint_id)
            step = Announced(Subject.WITHDRAWAL, f"w{number}", 1, "paid", {}, NOON, owner.brand_id)
            announce(session, step)
    number_events(engine, 100, holder="a", now=NOON)
    return sorted(found)


async def test_one_that_cannot_be_woken_keeps_no_other_from_it_and_is_tried_again(
    engine: Engine, server: Server, everybody: list[str]
) -> None:
    waking = Waking(None, engine, "queue")  # type: ignore[arg-type]  # nothing is asked of it here
    server.refuses = {everybody[0]}

    with pytest.raises(RPCError):
        await waking.look()
    assert sorted(server.woken) == everybody[1:]

    server.refuses = set()
    await waking.look()
    assert sorted(server.woken) == everybody, "the others are not told twice within a second"


async def test_a_server_that_is_away_is_not_asked_for_each_of_many(
    engine: Engine, server: Server, everybody: list[str]
) -> None:
    server.refuses = set(everybody)

    with pytest.raises(RPCError):
        await Waking(None, engine, "queue").look()  # type: ignore[arg-type]

    assert len(server.asked) == AT_ONCE
