"""A platform where nothing plain counts: it lives whole, and keys change while it does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.client import Client

from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from domain.parties.actor import at_the_terminal
from domain.process.trust import Key, KeySet
from gateways.commissions import key_news
from gateways.commissions.orders import SqlOrders
from gateways.sql.database import reading
from models.messages import signing
from models.messages.work import Start
from models.tables.signing import PinnedKeys
from services.access import signing_keys
from services.commissions import commands
from services.operations.key_news import tell_new_keys
from services.signing_client import signing_client
from settings import Settings
from tests.http.asgi import Caller
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.workflows.test_over_http import Stage
from tests.workflows.world import BRAND, PRICE, World
from workflows import names

LI = at_the_terminal("li")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"trust": "signed"})


@pytest.fixture
def outside(world: World) -> Client:
    """Whoever has a Temporal client and nothing of the platform's."""
    return world.client


@pytest.fixture
def signed(world: World) -> World:
    return replace(world, client=signing_client(world.client, world.engine, world.settings))


@pytest.fixture
async def on(signed: World) -> Stage:
    creator = signed.new_creator()
    api = gateway_over(signed.engine, signed.settings, signed.client, signed.skipper)
    speaking = Caller(api, token_of(signed.engine, f"creator-{creator}"))
    opened = await speaking.post("/v1/creator/types/article", {"fen": 300_000}, method="PUT")
    assert opened.status == 200, opened
    brand, operator = (Caller(api, token_of(signed.engine, who)) for who in (f"brand-{BRAND}", "operator-li"))
    return Stage(signed, api, creator, brand, speaking, operator)


async def accepted(world: World) -> str:
    """On the wall's clock: nobody skips time where commands are signed outside."""
    cid = await world.order()
    await world.stage(cid, "offered")
    await world.send(cid, "accept", actor="creator")
    return cid


def version(world: World, cid: str) -> int:
    with reading(world.engine) as session:
        row = session.get(PinnedKeys, f"commission:{cid}")
        assert row is not None
        return row.version


async def told(world: World) -> int:
    """A round of what a process that sweeps does every few seconds, and what comes of it."""
    await tell_new_keys(world.client, world.engine, "test")
    return len(key_news.due(world.engine, 10, holder="test", now=datetime.now(UTC)))


async def test_a_commission_lives_from_the_order_to_the_payout_by_http(on: Stage) -> None:
    cid = await on.order(outline=True)
    await on.world.stage(cid, "offered")
    await on.given(on.creator, cid, "accept")
    await on.given(on.creator, cid, "submit", ref="outline-1")
    await on.given(on.brand, cid, "approve")
    await on.world.hand_in(cid)
    await on.given(on.brand, cid, "approve", release_at="now")
    await on.world.stage(cid, "published")
    await on.given(on.brand, cid, "settle")
    await on.world.until(
        lambda: [each.state for each in on.world.queries.withdrawals(cid)] == ["paid"], "paid", patience=30
    )

    assert on.world.refusals(cid) == []


async def test_what_a_temporal_client_says_moves_nothing(signed: World, outside: Client) -> None:
    cid = await accepted(signed)
    before = signed.record(cid)

    handle = outside.get_workflow_handle(names.workflow_id(cid))
    await handle.signal("cancel", {"actor": "operator:li", "reason": "x", "fault": "brand"})
    await handle.cancel()
    await signed.quiet(cid)

    assert signed.record(cid).stage == before.stage
    assert {each.refusal for each in signed.queries.timeline(cid) if each.refusal} == {"SIGNATURE_NEEDED"}


@pytest.mark.parametrize("use", ["gateway", "root"])
async def test_life_goes_on_while_the_platforms_keys_are_replaced(signed: World, use: str) -> None:
    cid = await accepted(signed)
    signing_keys.rotate_platform_key(signed.engine, LI, use)

    await signed.hand_in(cid)  # it knows nothing of the new key yet
    left = await told(signed)
    await signed.send(cid, "approve", actor="brand", release_at="now")
    signing_keys.rotate_platform_key(signed.engine, LI, use)
    again = await told(signed)
    await signed.stage(cid, "published")
    await signed.send(cid, "settle", actor="brand")

    assert (left, again) == (0, 0)
    assert signed.refusals(cid) == []


async def test_a_brands_key_counts_once_it_was_told_and_no_more_once_it_is_revoked(
    signed: World, outside: Client
) -> None:
    cid = await accepted(signed)
    await signed.hand_in(cid)
    private = Ed25519PrivateKey.generate()
    made = signing_keys.register_signing_key(signed.engine, LI, BRAND, "ERP", signing.public_of(private))

    async def rejects(reason: str) -> None:
        workflow_id, iat = names.workflow_id(cid), int(datetime.now(UTC).timestamp())
        command = {"actor": f"brand:{BRAND}", "command_id": uuid4().hex, "reason": reason}
        said = signing.sign(private, made.id, workflow_id, "reject", command, iat, iat + 3600)
        await outside.get_workflow_handle(workflow_id).signal("reject", said)
        await signed.quiet(cid)

    await rejects("too early")
    await told(signed)
    await rejects("in time")
    signing_keys.revoke_signing_key(signed.engine, LI, BRAND, made.id)
    await told(signed)
    await rejects("too late")

    assert signed.moves(cid).count("reject") == 1
    refused = [each.refusal for each in signed.queries.timeline(cid) if each.refusal]
    assert refused == ["SIGNATURE_KEY_UNKNOWN"] * 2


async def test_a_round_that_was_killed_before_it_was_noted_is_told_again(
    signed: World,
) -> None:
    cid = await accepted(signed)
    signing_keys.rotate_platform_key(signed.engine, LI, "root")
    before = version(signed, cid)
    (news,) = key_news.due(signed.engine, 10, holder="test", now=datetime.now(UTC))
    await signed.handle(cid).signal("keys", news.set)  # and then the process dies

    left = await told(signed)
    await signed.hand_in(cid)

    assert left == 0
    assert version(signed, cid) > before
    assert signed.refusals(cid) == []


def weaker(start: Start) -> Start:
    return replace(start, trust="cluster", keys=None)


def with_own_keys(start: Start) -> Start:
    private = Ed25519PrivateKey.generate()
    own = Key("mine", signing.public_of(private), "gateway", 0)
    return replace(start, keys=KeySet(own.public, 1, f"brand:{BRAND}", (own,)))


def with_a_key_more(start: Start) -> Start:
    assert start.keys is not None
    own = Key("mine", signing.public_of(Ed25519PrivateKey.generate()), "gateway", 0)
    return replace(start, keys=replace(start.keys, keys=(*start.keys.keys, own)))


@pytest.mark.parametrize("changed", [weaker, with_own_keys, with_a_key_more])
async def test_a_start_that_says_other_trust_or_keys_than_the_books_is_not_ours(
    signed: World, outside: Client, changed: Callable[[Start], Start]
) -> None:
    order = Order(BRAND, signed.new_creator(), "青柚茶饮", "阿汤说茶", "article", "夏日新品测评", PRICE)
    taken = SqlOrders(signed.engine).register(commands.new_order(order, uuid4().hex[:12], "-", "signed"))
    assert taken.pinned is not None
    start = Start(Commission(taken.commission_id, order), trust="signed", keys=taken.pinned.keys)
    cid = taken.commission_id

    told = await outside.execute_workflow(
        names.COMMISSION,
        changed(start),
        id=names.workflow_id(cid),
        task_queue=signed.settings.queue,
        result_type=dict,
        execution_timeout=timedelta(seconds=30),
    )

    assert "NOT_OURS" in str(told)
    assert signed.record(cid).seq == 0
