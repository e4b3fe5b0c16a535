"""Live a webhook endpoint once and keep its histories: `python -m tests.replay.record_webhook`.

Events are delivered, one is answered 500 and tried again, the endpoint is disabled and enabled; words that
mean nothing and a cancel by Temporal come between. What was recorded is never recorded again.
"""

import asyncio
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from domain.parties.actor import at_the_terminal
from domain.parties.sign_in import NOWHERE
from domain.webhooks.endpoint import brand
from gateways.outbox import Announced, Subject, announce
from gateways.sql.database import writing
from services.webhooks import endpoints
from services.webhooks.waking import wake
from tests.replay.record import a_world_of_its_own, keep
from tests.workflows.histories import histories_of
from tests.workflows.world import BRAND, World
from workflows import names

FOLDER = Path(__file__).parent / "webhooks"
NAME = "failed_once_and_disabled"
BY = at_the_terminal("li")
STEPS = count(1)


class Endpoint:
    """It answers with the next of these, and 204 after them."""

    def __init__(self, *answers: int) -> None:
        self._answers = [*answers]
        self.asked = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.asked += 1
        status = self._answers.pop(0) if self._answers else 204
        writer.write(f"HTTP/1.1 {status} -\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async def was_asked(self, times: int) -> None:
        async with asyncio.timeout(60):
            while self.asked < times:  # noqa: ASYNC110  # by another process's clock
                await asyncio.sleep(0.05)


async def story(world: World) -> str:
    """The id of its workflow, which has had two runs."""
    settings, endpoint = world.settings, Endpoint(204, 500)
    async with await asyncio.start_server(endpoint.take, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}/"
        made = endpoints.create_endpoint(world.engine, settings, BY, brand(BRAND), url)
        handle = world.client.get_workflow_handle(names.webhook_id(made.endpoint_id))
        tell(world)
        await endpoint.was_asked(1)
        tell(world)
        await endpoint.was_asked(3)  # the second was answered 500
        await handle.signal("wake", "whatever it says")
        await handle.signal("no such word", {"a": 1})
        await handle.cancel()
        tell(world)
        await endpoint.was_asked(4)
        endpoints.disable_endpoint(world.engine, BY, made.endpoint_id)
        await wake(world.client, settings.queue, made.endpoint_id)
        await handle.result()
        tell(world)
        endpoints.enable(world.engine, BY, made.endpoint_id, NOWHERE, datetime.now(UTC))
        await wake(world.client, settings.queue, made.endpoint_id)
        await endpoint.was_asked(5)
    return handle.id


def tell(world: World) -> None:
    told, now = {"event": "recovered", "reason": ""}, datetime.now(UTC)
    with writing(world.engine) as session:
        step = Announced(Subject.ENDPOINT, "we_1", next(STEPS), "recovered", told, now, brand_id=BRAND)
        announce(session, step)


async def main() -> None:
    if any(FOLDER.glob("*.json")):
        return
    FOLDER.mkdir(exist_ok=True)
    async with a_world_of_its_own(webhook_allow="127.0.0.1") as world:
        keep(NAME, await histories_of(world.client, await story(world)), FOLDER)


if __name__ == "__main__":
    asyncio.run(main())
