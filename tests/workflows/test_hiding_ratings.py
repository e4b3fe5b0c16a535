"""The words of a rating are hidden while the workflow runs and after it is over, by every way in."""

import asyncio

import pytest

from domain.party import Party
from services.app import App, books
from services.commissions.commands import CommandRefused
from tests.workflows.world import BRAND_PHONE, World

TOWN = True

LI = {"actor": "operator:li", "reason": "侮辱性文字"}
INSULT = "骗子"


def app(world: World) -> App:
    opened = books(world.engine)
    return App(
        client=world.client, engine=world.engine, settings=world.settings, skipper=world.skipper, **opened
    )


async def rated(world: World) -> str:
    cid = await world.published()
    await world.send(cid, "settle")
    await world.send(cid, "rate", actor="brand", stars=1, text=INSULT)
    return cid


async def over(world: World) -> str:
    cid = await rated(world)
    await world.send(cid, "rate", actor="creator", stars=5, text="老赖")
    await world.end(cid)
    return cid


async def refused(world: World, cid: str, name: str, **said: str) -> str:
    before = world.record(cid)
    with pytest.raises(CommandRefused) as told:
        await app(world).send(cid, name, **{**LI, **said})
    assert world.record(cid) == before
    return told.value.code


async def test_while_it_runs_an_update_and_a_signal_hide_and_show_words(world: World) -> None:
    cid = await rated(world)
    await world.refused(cid, "NOT_RATED", "hide_rating", **LI, party="creator")
    await world.refused(cid, "WRONG_PARTY", "hide_rating", actor="creator", reason="x", party="brand")
    assert "hide_rating" in (await world.view(cid))["allowed_moves"]

    answer = await world.send(cid, "hide_rating", **LI, party="brand", command_id="h1")
    again = await world.ask(cid, "hide_rating", **LI, party="brand", command_id="h1")

    assert again["seq"] == answer["seq"]
    assert (await world.view(cid))["rated"][0]["words_hidden"] is True
    assert world.last_heard(cid) == {"operator_creator"}
    assert world.last_heard(cid, BRAND_PHONE) == {"operator_brand"}
    for role in ("brand", "creator", "operator"):
        assert INSULT not in str(await world.view(cid, role))
    await world.refused(cid, "ALREADY_HIDDEN", "hide_rating", **LI, party="brand")
    await world.tell(cid, "unhide_rating", actor="operator:li", reason="误判", party="brand")
    assert (await world.view(cid, "brand"))["rated"][0]["shown_because"] == "误判"
    await world.tell(cid, "hide_rating", actor="operator:li", party="creator", reason="x")
    assert world.refusals(cid)[-1] == "NOT_RATED"


async def test_once_it_is_over_the_command_line_hides_words_by_the_books(world: World) -> None:
    cid = await over(world)
    assert (await world.handle(cid).describe()).close_time is not None
    assert await refused(world, cid, "unhide_rating", party="brand") == "NOT_HIDDEN"
    assert await refused(world, cid, "hide_rating", party="brand", reason=" ") == "REASON_NEEDED"
    assert await refused(world, cid, "hide_rating", party="brand", actor="brand") == "WRONG_PARTY"

    answer = await app(world).send(cid, "hide_rating", **LI, party="brand", command_id="h1")

    seen = await app(world).seen(cid, Party.OPERATOR, answer["seq"])
    assert seen["rated"][0]["words_hidden"] is True
    assert await app(world).send(cid, "hide_rating", **LI, party="brand", command_id="h1")
    assert await refused(world, cid, "hide_rating", party="brand") == "ALREADY_HIDDEN"
    assert world.moves(cid)[-1] == "hide_rating"
    assert world.queries.timeline(cid)[-1].at >= world.queries.timeline(cid)[-2].at
    await app(world).tell(cid, "unhide_rating", **LI, party="brand")
    assert not world.record(cid).hidings[-1].hides
    assert await refused(world, cid, "rate", party="brand") == "CLOSED"


async def test_two_operators_at_once_hide_words_of_what_is_over_once(world: World) -> None:
    cid = await over(world)
    two = (app(world).send(cid, "hide_rating", **LI, party="creator") for _ in range(2))

    told = await asyncio.gather(*two, return_exceptions=True)

    assert sorted(getattr(each, "code", "done") for each in told) == ["ALREADY_HIDDEN", "done"]
    assert world.moves(cid).count("hide_rating") == 1


async def test_of_an_unknown_commission_nothing_is_hidden(world: World) -> None:
    with pytest.raises(CommandRefused) as told:
        await app(world).send("qingyou-nothing", "hide_rating", **LI, party="brand")
    assert told.value.code == "COMMISSION_UNKNOWN"
