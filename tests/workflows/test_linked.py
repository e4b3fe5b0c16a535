"""The details in the Temporal Web UI lead to the page of the same thing."""

from urllib.parse import quote

from sqlalchemy import Engine
from temporalio.client import Client, WorkflowHandle

from settings import Settings
from tests.workflows.world import furnished
from workflows.messages.linked import METADATA, path_of

PAGES = "https://starmap.example.com"


async def details(handle: WorkflowHandle[object, object]) -> str:
    return str((await handle.query(METADATA)).current_details)  # type: ignore[attr-defined]


async def test_the_details_lead_to_the_page_and_no_history_says_where_the_pages_are(
    client: Client, engine: Engine, settings: Settings
) -> None:
    linking = settings.model_copy(update={"pages_address": f"{PAGES}/"})
    async with furnished(client, engine, linking) as world:
        cid = await world.published()
        await world.send(cid, "settle")

        assert (await details(world.handle(cid))).endswith(f"({PAGES}/cases/{cid})")
        assert (await details(world.withdrawal(cid))).endswith(f"({PAGES}/withdrawals/{cid})")

        events = [event for each in await world.histories(cid) for event in each.events]
        assert events
        assert not [event for event in events if b"starmap.example.com" in event.SerializeToString()]
        await world.assert_sound()


async def test_where_nobody_says_where_the_pages_are_the_details_have_no_link(
    client: Client, engine: Engine, settings: Settings
) -> None:
    async with furnished(client, engine, settings) as world:
        cid = await world.offered()

        assert "/cases/" not in await details(world.handle(cid))


def test_what_stands_in_an_id_is_no_part_of_the_address() -> None:
    odd = "a b/../)](?"
    assert path_of(f"commission/{odd}") == f"/cases/{quote(odd, safe='')}"
    assert path_of("withdrawal/b.qingyou.7") == "/withdrawals/b.qingyou.7"
    assert path_of("refund-watch/1") == path_of("daily") == path_of("commission/") == ""
