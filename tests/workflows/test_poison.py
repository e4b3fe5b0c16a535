"""Whatever is sent: no workflow task fails, no caller is left waiting, and the next good command works."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.service import RPCError, RPCStatusCode

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.ordering.opening import opened
from domain.commissions.ordering.order import Order
from domain.commissions.rules.admission import REFUSALS_SHOWN_PER_DAY
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.commissions.views import details, view
from domain.party import Party
from domain.refusals import Refused, Repeated
from gateways.sandbox.faults import Fault
from models.messages.command import Command, to_move
from tests.filling import said as said_example
from tests.workflows.poison import GOOD, HEADERS, NAMES, PAYLOADS, REFUSED_BY_THE_SERVER, Wire, plain
from tests.workflows.world import World
from workflows import names
from workflows.messages.payload_guard import LONGEST, read

COUNTERS = ("seq", "recent", "refused_day", "refused_today", "refused_in_all")
CHANGED_BY_EXTEND = ("clocks", "effects", "applied", "extended")
AT_ONCE = 8  # the server takes 10 updates of one commission at a time

NOW = datetime(2026, 11, 30, 1, 30, tzinfo=UTC)

ACTORS = {
    "ourselves": "system",
    "a clock": "clock",
    "the outside": "outside",
    "another creator": "creator:somebody",
    "the brand": "brand",
    "an operator without a name": "operator",
    "an operator with half a name": "operator:",
    "nobody": ":atang",
    "in capitals": "CREATOR",
    "with a space": " creator",
    "turned round": "\u202ecreator",
    "full width": "ｃｒｅａｔｏｒ",
}

WRONG: dict[str, list[Any]] = {
    "text": [1, True, ["a"], {}, 1.5, "x" * 5_000, "a\0b"],
    "instant": [
        0,
        -1,
        1e18,
        True,
        "",
        "tomorrow",
        "2026-11-30",
        "2026-11-30T09:00:00",
        "2026-13-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-08:00",
        "2019-12-31T15:59:59Z",
        "2100-01-01T00:00:00Z",
        "+12026-01-01T00:00:00Z",
        "9" * 400,
        [],
    ],
    "number": [True, "1", 1.5, 1.0, -101, 10**16, 10**400, [], "一"],
    "truth": [0, 1, "true", "yes", "是", [], {}],
    "texts": ["a", [1], [None], ["x" * 201], ["a"] * 60, {"a": "b"}],
}
STRANGE: dict[str, list[Any]] = {
    "text": ["", " ", "\u3000", "\u202e", "🦊" * 30, "\uffff", "x" * 101, "operator:x", "creator", "brand"],
    "instant": [
        "2020-01-01T00:00:00Z",
        "2099-12-31T23:59:59.999999-12:00",
        "2026-12-01T00:00:00+23:59",
        None,
    ],
    "number": [0, 1, 9_999, 10_000, 10**12, None],
    "truth": [True, False, None],
    "texts": [[], [""], ["a"] * 10, ["a"] * 11, ["a"] * 50],
}
KINDS = {
    "round": "number",
    "creator_bps": "number",
    "creator_percent": "number",
    "creator_fen": "number",
    "quoted_fen": "number",
    "stars": "number",
    "linked": "truth",
    "agree": "truth",
    "passed": "truth",
    "public": "truth",
    "marked_as_ad": "truth",
    "outside_window": "truth",
    "received_at": "instant",
    "release_at": "instant",
    "submit_by": "instant",
    "happened_at": "instant",
    "until": "instant",
    "hashtags": "texts",
    "evidence": "texts",
}


@asynccontextmanager
async def unharmed(world: World, cid: str) -> AsyncIterator[None]:
    """The commission stands as it stood, but for its counters, its money lies still, and it obeys."""
    before, money = world.record(cid), world.money(cid)
    yield
    assert world.money(cid) == money
    later = before.clocks["accept_by"] + timedelta(hours=1)
    await world.operate(cid, "extend", clock="accept_by", until=later)
    assert _but_for(world.record(cid), COUNTERS + CHANGED_BY_EXTEND) == _but_for(
        before, COUNTERS + CHANGED_BY_EXTEND
    )
    assert world.clock(cid, "accept_by") == later
    await world.send(cid, "accept")
    assert await world.stage(cid, "content_drafting")


def _but_for(commission: Commission, fields: tuple[str, ...]) -> Commission:
    """Facts at the wrong time may ask for attention: they are noted, whatever else they are."""
    return replace(commission, **{field: getattr(Commission, field, None) for field in fields}, attention=())


async def _at_once(sent: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(each: Coroutine[Any, Any, Any]) -> Any:
        async with gate:
            return await each

    return await asyncio.gather(*(one(each) for each in sent))


def _wrong_fields() -> list[tuple[str, Payload]]:
    """Every message with each of its fields in a wrong type."""
    found = []
    for message in MESSAGES.values():
        for field in (*message.needs, *message.may, "received_at", "round", "actor"):
            wrong = WRONG[KINDS.get(field, "text")]
            found += [
                (message.name, plain({**said_example(message.example), field: value}))
                for value in wrong[:: len(wrong) // 3]
            ]
    return found


@pytest.mark.parametrize("field", sorted(Command.model_fields))
def test_a_field_of_another_type_is_malformed(field: str) -> None:
    for value in WRONG[KINDS.get(field, "text")]:
        with pytest.raises(Refused, match="MALFORMED"):
            read(RawValue(plain({field: value})))


def test_of_two_fields_of_one_name_the_last_counts() -> None:
    assert read(RawValue(plain('{"decision": "refund", "decision": "settle"}'))).decision == "settle"


def test_one_instant_is_one_instant_however_it_is_written() -> None:
    west, east = "2026-11-30T01:30:00-08:00", "2026-11-30T17:30:00+08:00"
    read_as = {read(RawValue(plain({"release_at": at}))).digest() for at in (west, east)}
    assert len(read_as) == 1


def test_a_stamp_before_the_order_is_the_order_itself() -> None:
    """It existed for nobody before, and a window cannot have ended before it began."""
    opening = opened("c", Order("b", "c", "", "", "article", "", 300_000), NOW).commission
    early = NOW - timedelta(days=900)
    move = to_move("published", Command(item="mp-1", received_at=early, happened_at=early), opening, NOW)
    assert (move.at, move.happened_at) == (NOW, NOW)


@pytest.mark.parametrize("seed", range(24))
def test_no_command_makes_the_rules_stumble(seed: int) -> None:
    """Random lives: allowed moves with a field turned wrong or strange. Refused, or applied."""
    rng, now = Random(seed), NOW
    commission = opened("c", Order("b", "c", "", "", "article", "夏日新品", 300_000), now).commission
    for _ in range(60):
        now += timedelta(seconds=rng.choice((0, 1, 60, 3_600)))
        with suppress(Refused, Repeated):
            move, now = _anything(rng, commission, now)
            commission = decide(commission, move).commission
        details.details(commission, now, "zh")
        view.view(commission, Party.OPERATOR, now)
        view.shown(commission)


def _anything(rng: Random, commission: Commission, now: datetime) -> tuple[Move, datetime]:
    if commission.clocks and rng.random() < 0.08:
        name, at = min(commission.clocks.items(), key=lambda item: item[1])
        now = max(now, CLOCKS[name].strikes(at))
        return Move(name, Party.CLOCK, at, now), now
    if commission.stage is Stage.AWAITING_PAYMENT:
        return Move("held", Party.SYSTEM, now, now), now
    people = (Party.CREATOR, Party.BRAND, Party.OPERATOR)
    allowed = [name for party in people for name in view.view(commission, party, now)["allowed_moves"]]
    facts = [message.name for message in MESSAGES.values() if message.is_fact]
    message = MESSAGES[rng.choice([*allowed, *facts, *rng.sample(sorted(MESSAGES), 3)])]
    fields = {"actor": message.by[0].value, **said_example(message.example)}
    fields |= {"passed": True} if message.name == "audited" else {}
    fields |= (
        {"clock": rng.choice(sorted(commission.clocks))} if "clock" in fields and commission.clocks else {}
    )
    for field in rng.sample(sorted({*message.needs, *message.may, "received_at", "actor", "round"}), 1):
        fields[field] = rng.choice([*WRONG[KINDS.get(field, "text")], *STRANGE[KINDS.get(field, "text")]])
    return to_move(message.name, read(RawValue(plain(fields))), commission, now), now


async def test_a_signal_is_recorded_and_counted(world: World) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    async with unharmed(world, cid):
        sent = [wire.signal("reject", payloads) for payloads in PAYLOADS.values()]
        sent += [wire.signal("submitted", payloads) for payloads in PAYLOADS.values()]
        sent += [wire.signal("reject", [GOOD], headers) for headers in HEADERS.values()]
        sent += [wire.signal(name, [GOOD]) for name in NAMES.values()]
        sent += [wire.signal(name, PAYLOADS["stored elsewhere"]) for name in NAMES.values()]
        sent += [wire.signal("accept", [plain({"actor": actor})]) for actor in ACTORS.values()]
        sent += [wire.signal(name, [payload]) for name, payload in _wrong_fields()]
        await _at_once(sent)

        await _until_refused(world, cid, len(sent))
        refused = world.refusals(cid)
        assert len(refused) == REFUSALS_SHOWN_PER_DAY
        assert set(refused) <= {"MALFORMED", "REASON_NEEDED", "NOT_NOW", "FIELD_NEEDED", "UNKNOWN_COMMAND"}


async def _until_refused(world: World, cid: str, count: int) -> None:
    async with asyncio.timeout(20):
        while await _refused(world, cid) != count:  # noqa: ASYNC110  # only the server knows
            await asyncio.sleep(0.1)


async def _refused(world: World, cid: str) -> int | None:
    """None while a new run has not had its first task: the server answers no query before."""
    try:
        seen = await world.view(cid)
    except RPCError as failed:
        if failed.status is not RPCStatusCode.FAILED_PRECONDITION:
            raise
        return None
    return int(seen["refused"])


async def test_an_update_is_refused_and_leaves_nothing(world: World) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    events = (await world.histories(cid))[0].events
    async with unharmed(world, cid):
        for payloads in PAYLOADS.values():
            assert await wire.update("reject", payloads)
        sent = [wire.update("reject", [GOOD], headers) for headers in HEADERS.values()]
        sent += [wire.update(name, [GOOD]) for name in NAMES.values()]
        sent += [wire.update("accept", [plain({"actor": actor})]) for actor in ACTORS.values()]
        sent += [
            wire.update(name, [payload]) for name, payload in _wrong_fields() if not MESSAGES[name].is_fact
        ]
        assert all(await _at_once(sent))
        assert (await world.histories(cid))[0].events == events
        assert (await world.view(cid))["refused"] == 0


async def test_a_query_is_answered_or_refused(world: World) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    async with unharmed(world, cid):
        for name in ("view", "timeline", "allowed_moves", "nosuch", "__temporal_workflow_metadata"):
            sent = [wire.query(name, payloads) for payloads in PAYLOADS.values()]
            sent += [wire.query(name, [GOOD], headers) for headers in HEADERS.values()]
            assert all(await _at_once(sent))
        assert all(await _at_once([wire.query(name, [GOOD]) for name in NAMES.values()]))


@pytest.mark.parametrize("what", REFUSED_BY_THE_SERVER)
async def test_what_is_too_large_is_refused_by_the_server(world: World, what: str) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    async with unharmed(world, cid):
        with pytest.raises(RPCError, match="size exceeds limit"):
            await wire.signal("reject", REFUSED_BY_THE_SERVER[what])
        assert (await wire.update("reject", REFUSED_BY_THE_SERVER[what])).startswith("at the door")
        await wire.query("view", REFUSED_BY_THE_SERVER[what])


async def test_a_name_of_5000_characters_is_refused_by_the_server(world: World) -> None:
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    async with unharmed(world, cid):
        with pytest.raises(RPCError, match="length exceeds limit"):
            await wire.signal("x" * 5_000, [GOOD])
        assert await wire.update("x" * 5_000, [GOOD])
        assert await wire.update("accept", [plain({"actor": "brand"})], update_id="x" * 5_000)
        assert await wire.query("x" * 5_000, [GOOD])


async def test_bulky_signals_are_read_within_one_activation(world: World) -> None:
    """200 may have to be read before anything else happens; the SDK fails what takes 2 s."""
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    bulky = [PAYLOADS[what] for what in ("thousands of fields", "10,000 pieces of evidence", "40 KB of text")]
    worst = [[plain({"evidence": [1] * 5_000})], [plain({f"f{n}": n for n in range(1_200)})]]
    assert all(len(payloads[0].data) <= LONGEST for payloads in worst)
    async with unharmed(world, cid):
        await world.worker_down()
        sent = [wire.signal("reject", payloads) for payloads in (*bulky, *worst) for _ in range(60)]
        await _at_once(sent)
        await world.worker_up()
        await _until_refused(world, cid, len(sent))


async def test_a_temporal_cancel_with_any_reason_is_the_operators_cancel(world: World) -> None:
    """The Web UI's batch action; what is written there is cut to length and cleaned."""
    for reason in ("", "平台清理", "x" * 30_000, "a\0b", "\u202e", " "):
        cid = await world.offered()
        await world.handle(cid).cancel(reason=reason)
        assert await world.stage(cid, "cancelled")
        assert world.money(cid).refunded == world.money(cid).held
        assert "\0" not in str(world.queries.commission(cid).record)


async def test_a_payout_is_not_to_be_poisoned(world: World) -> None:
    """It listens to nobody: not to signals, not to updates, and a cancel leaves no money on the way."""
    cid = await world.published()
    world.faults.arm("bank", Fault.SLOW, operation="transfer", seconds=6)
    skipping = asyncio.create_task(world.skip(cid, timedelta(days=9)))
    await world.until(lambda: world.transfers(cid), "the bank's transfer")
    wire = Wire(world.client, names.withdrawal_workflow_id(cid))
    poison = list(PAYLOADS.values())[::3]

    await _at_once([wire.signal("transfer", payloads) for payloads in poison])
    assert all(await _at_once([wire.update("transfer", payloads) for payloads in poison]))
    assert all(await _at_once([wire.query("view", payloads) for payloads in poison]))
    await world.client.get_workflow_handle(names.withdrawal_workflow_id(cid)).cancel()

    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]
    await skipping
