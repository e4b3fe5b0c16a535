"""What is written into a message is read before it is judged, whichever way it comes."""

import pytest

from domain.commissions.moves import MESSAGES
from domain.texts import TextFault
from models.messages.command import Command
from services.commissions.commands import CommandRefused
from tests.domain.test_texts import FAULTS
from tests.domain.test_wording import LISTS, TEXTS
from tests.workflows.world import World

TOWN = True
WORST = {fault: texts[0] for fault, texts in FAULTS.items() if fault is not TextFault.NOT_TEXT} | {
    TextFault.NOT_TEXT: "a\ue000"
}
MALFORMED = "command_id"
"""Is printable ASCII by its form already."""


def said(name: str, text: str) -> object:
    return [text] if name in LISTS else text


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {MALFORMED}))
async def test_an_update_with_a_bad_text_is_refused_by_name_and_leaves_nothing(
    world: World, name: str
) -> None:
    cid = await world.offered()
    for fault, text in WORST.items():
        code = "REASON_NEEDED" if name == "reason" and fault is TextFault.BLANK else str(fault)
        await world.refused(cid, code, "accept", **{name: said(name, text)})
    assert world.refusals(cid) == []


async def test_a_signal_with_a_bad_text_is_refused_in_the_timeline_and_moves_nothing(world: World) -> None:
    cid = await world.offered()
    for text in WORST.values():
        await world.tell(cid, "decline", reason=text)
        await world.tell(cid, "accept", title=text)

    assert world.record(cid).stage == "offered"
    assert set(world.refusals(cid)) == {*map(str, WORST), "REASON_NEEDED"}
    told = [line for line in world.queries.timeline(cid) if line.refusal]
    assert all("\x1b" not in line.reason and "\u202e" not in line.reason for line in told)


async def test_what_people_write_is_taken(world: World) -> None:
    cid = await world.outlined()

    await world.send(cid, "reject", reason="第一行：好👨‍👩‍👧\n第二行——「改」")

    assert world.record(cid).outline_rejections == 1


async def test_every_message_has_its_texts_read(world: World) -> None:
    cid = await world.offered()
    for name, message in MESSAGES.items():
        if message.is_fact:
            await world.drop(cid, name, reason="坏\u202e")
            continue
        with pytest.raises(CommandRefused) as refused:
            await world.ask(cid, name, reason="坏\u202e")
        assert refused.value.code == "FORMAT_CHARACTER", name
    await world.quiet(cid)

    facts = sum(message.is_fact for message in MESSAGES.values())
    assert world.refusals(cid) == ["FORMAT_CHARACTER"] * facts


def test_every_text_has_a_bound() -> None:
    schema = Command.model_json_schema()["properties"]
    for name in TEXTS:
        if name not in LISTS and name != "release_at":
            assert "maxLength" in str(schema[name]), name
