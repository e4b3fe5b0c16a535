"""Live 微头条 once where nothing plain counts, and keep its history: `python -m tests.replay.record_signed`.

Unsigned words come between, and another gateway key half way. It goes by the wall's clock, by which its
commands are signed. What was recorded is never recorded again: it is the proof that signed lives replay.
"""

import asyncio
from dataclasses import replace
from pathlib import Path

from domain.parties.actor import at_the_terminal
from services.access import signing_keys
from services.operations.key_news import tell_new_keys
from services.signing_client import signing_client
from tests.replay.record import a_world_of_its_own, keep
from tests.workflows.world import World

FOLDER = Path(__file__).parent / "signed"
NAME = "signed_throughout"


async def story(world: World) -> str:
    settings = world.settings.model_copy(update={"trust": "signed"})
    client = signing_client(world.client, world.engine, settings)
    of = replace(world, settings=settings, client=client)
    cid = await of.order(task_type="micro_post")
    await of.stage(cid, "offered")
    await world.tell(cid, "accept", actor="creator")
    await world.tell(cid, "cancel", actor="operator:li", reason="平台故障", fault="platform")
    await of.tell(cid, "accept", actor="creator")
    await of.hand_in(cid)
    signing_keys.rotate_platform_key(of.engine, at_the_terminal("li"), "gateway")
    await tell_new_keys(of.client, of.engine, "a story")
    await world.tell(cid, "keys", ref="forged")
    await of.send(cid, "approve", actor="brand", release_at="now")
    await of.stage(cid, "published")
    await of.send(cid, "settle", actor="brand")
    await of.end(cid)
    return cid


async def main() -> None:
    if any(FOLDER.glob("*.json")):
        return
    FOLDER.mkdir(exist_ok=True)
    async with a_world_of_its_own() as world:
        keep(NAME, (await world.histories(await story(world)))[:1], FOLDER)


if __name__ == "__main__":
    asyncio.run(main())
