"""The guide and the desk agree: everything quoted works as it stands, in both languages alike."""

import json
import re
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import Client
from typer.main import get_command

from domain.commissions.moves import MESSAGES
from domain.instants import BEIJING
from domain.money.withdrawals.messages import WORDS
from domain.placeholders import left_in
from gateways.ports.work import PayoutAccount
from services.money import withdrawals
from starter.cli.every import app
from tests.desk import guide
from tests.desk.guide import GUIDES
from tests.filling import filled
from tests.workflows.world import World

Scene = Callable[[World], Awaitable[str]]
COMMAND = re.compile(r"\./starmap ([a-z][a-z-]*(?: [a-z][a-z-]*)*)")


async def answered(world: World) -> str:
    cid = await world.complained()
    await world.send(cid, "answer_complaint", reason="第二段已写明")
    return cid


async def frozen(world: World) -> str:
    cid = await world.accepted()
    await world.operate(cid, "freeze", party="creator")
    return cid


async def unpaid(world: World) -> str:
    """Settled, and the bank refused the account."""
    creator = world.new_creator()
    world.catalogue.bind_account(creator, PayoutAccount("alipay", "13800000000", "汤小明"))
    cid = await world.published(creator_id=creator)
    await world.send(cid, "settle")
    await world.until(lambda: world.record(cid).payout.state == "waiting", "the refusal")
    return cid


async def disputed(world: World) -> str:
    """The content was rejected, the creator asked the platform, and the brand has answered."""
    cid = await world.reviewed()
    await world.send(cid, "reject", reason="补充价格")
    await world.send(cid, "escalate", actor="creator", reason="需求单没有要求")
    await world.send(cid, "answer_case", reason="任务里写明")
    return cid


async def left_open(world: World) -> str:
    """The brand has not answered the review, nor the escalation in time."""
    cid = await world.reviewed()
    await world.strike(cid, "review_attention")
    await world.send(cid, "escalate", actor="creator", reason="久未确认")
    await world.send(cid, "answer_case", reason="尚在内部确认")
    return cid


async def record_appealed(world: World) -> str:
    cid = await world.accepted()
    await world.operate(cid, "cancel", fault="creator")
    await world.send(cid, "appeal", actor="creator", reason="已按时提交")
    return cid


async def in_audit(world: World) -> str:
    cid = await world.accepted()
    await world.write(cid)
    await world.stage(cid, "platform_audit")
    return cid


async def proposed(world: World) -> str:
    """Over the amount that one operator decides alone."""
    creator = world.new_creator()
    world.catalogue.quote(creator, "article", OVER_FEN)
    cid = await world.published(creator_id=creator, price_fen=OVER_FEN)
    await world.send(cid, "force_settle", actor="operator:wang", bearer="brand", reason="客户失联")
    return cid


async def rated(world: World) -> str:
    cid = await world.published()
    await world.send(cid, "settle")
    await world.send(cid, "rate", actor="brand", stars=1, text="骗子")
    return cid


async def hidden(world: World) -> str:
    cid = await rated(world)
    await world.operate(cid, "hide_rating", party="brand")
    return cid


OVER_FEN = 1_200_000
SCENES: dict[str, Scene] = {
    "arbitrate uphold_rejection": disputed,
    "arbitrate approve": left_open,
    "arbitrate resume": left_open,
    "arbitrate lift": record_appealed,
    "record_audit": in_audit,
    "second": proposed,
    "accept": World.offered,
    "request_cancel": World.accepted,
    "extend": World.accepted,
    "freeze": World.accepted,
    "unfreeze": frozen,
    "cancel": World.accepted,
    "arbitrate": answered,
    "force_settle": World.published,
    "force_refund": World.accepted,
    "retry_payout": unpaid,
    "hide_rating": rated,
    "unhide_rating": hidden,
}
"""What a commission must stand at, by message, or by message and decision where the decision needs another.
`retry_payout` fits its withdrawal as well.
"""
QUOTED = [(path, *quoted) for path in GUIDES for quoted in guide.payloads(path)]


def quoted(names: Collection[str]) -> pytest.MarkDecorator:
    chosen = [each for each in QUOTED if each[1] in names]
    named = [f"{path.stem}-{name}" for path, name, _ in chosen]
    return pytest.mark.parametrize(("path", "name", "payload"), chosen, ids=named)


@quoted(MESSAGES)
async def test_every_payload_in_the_guide_is_accepted_as_written(
    world: World, path: Path, name: str, payload: str
) -> None:
    decision = f"{name} {json.loads(payload).get('decision')}"
    cid = await SCENES.get(decision, SCENES[name])(world)
    number = world.record(cid).proposal
    words = {"until": await tomorrow(world, cid), "number": str(number.seq) if number else ""}

    await world.send(cid, name, **json.loads(filled(payload, **words)))

    assert name in world.moves(cid), path


async def tomorrow(world: World, cid: str) -> str:
    """A day more than the commission has."""
    later = max(world.record(cid).clocks.values(), default=await world.now(cid)) + timedelta(days=1)
    return later.astimezone(BEIJING).isoformat(timespec="seconds")


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_nothing_in_the_guide_can_be_pasted_with_its_placeholders_left_in(path: Path) -> None:
    for name, payload in guide.payloads(path):
        said = json.loads(payload)
        assert left_in(said["actor"]), name
        assert left_in(said["reason"]), name


@quoted(WORDS)
async def test_every_payload_for_a_payout_is_accepted_by_a_withdrawal_that_waits(
    world: World, path: Path, name: str, payload: str
) -> None:
    cid = await unpaid(world)

    await withdrawals.say(world.client, cid, name, **json.loads(filled(payload)))

    await world.until(lambda: pressed(world, cid) == WORDS[name].event, str(path))


def pressed(world: World, withdrawal_id: str) -> str:
    """What a person last did with it."""
    said = [line for line in world.queries.withdrawal_lines(withdrawal_id) if line.actor == "operator:li"]
    return said[-1].event if said else ""


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
async def test_every_search_in_the_guide_is_understood(desk_client: Client, path: Path) -> None:
    asked = guide.queries(path)

    assert len(asked) >= 6
    for query in asked:
        await desk_client.count_workflows(query)


def test_both_languages_quote_the_same() -> None:
    english, chinese = GUIDES

    assert guide.queries(english) == guide.queries(chinese)
    assert [name for name, _ in guide.payloads(english)] == [name for name, _ in guide.payloads(chinese)]
    named = [Path(each).name for each in guide.pictures(english)]
    assert named == [Path(each).name for each in guide.pictures(chinese)]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_picture_is_there_and_small(path: Path) -> None:
    """A page of the guide loads all of them. One that is over is cropped, or brought down to 256 colours."""
    shown = guide.pictures(path)

    assert len(shown) >= 12
    for each in shown:
        assert 2_000 < (guide.DOCS / each).stat().st_size < 250_000, each


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_command_in_the_guide_exists(path: Path) -> None:
    for words in COMMAND.findall(guide.text(path)):
        command = get_command(app)
        for word in words.split():
            inner = getattr(command, "commands", {})
            if not inner:
                break
            assert word in inner, words
            command = inner[word]


def test_the_payloads_of_the_guide_name_commands_that_exist() -> None:
    assert {name for path in GUIDES for name, _ in guide.payloads(path)} <= {*MESSAGES, *WORDS}
