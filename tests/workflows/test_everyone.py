"""Every workflow type is given every name of every type: nobody wedges another.

The whole product is driven through the guard in this process. On a server, one of each type hears every
name as every kind of message, and then does what it is for.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.bridge.proto.workflow_activation import WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.client import WorkflowHandle

from tests.workflows.activations import Run, own_id, queried, signalled, updated
from tests.workflows.everyone import EVERY_NAME, LIVES, handled
from tests.workflows.histories import failed_tasks, histories_of
from tests.workflows.poison import GOOD, PAYLOADS, Wire, plain
from tests.workflows.test_floods import flood
from tests.workflows.test_withdrawing import BAD, earned, state, withdraw
from tests.workflows.test_withdrawing import GOOD as MENDED
from tests.workflows.world import World
from worker import working
from workflows import names
from workflows.types import WORKFLOW_TYPES

Said = Callable[[str, Iterable[Payload]], WorkflowActivationJob]
KINDS: dict[str, Said] = {"signal": signalled, "update": updated, "query": queried}
WAITS = {("a withdrawal", "begun")}
"""For its reservation, which no activity makes here."""
UNREADABLE = ("two good ones", "bytes", "stored elsewhere")
every_life = pytest.mark.parametrize("life", LIVES)


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    """What cannot be read is logged, thousands of times here."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def begun(life: str) -> Run:
    run = Run(*LIVES[life])
    run.activated()
    return run


def answers(commands: Iterable[WorkflowCommand]) -> int:
    """Updates that were refused or done, and queries that were answered or refused."""
    return sum(
        each.respond_to_query.HasField("succeeded") or each.respond_to_query.HasField("failed")
        if each.HasField("respond_to_query")
        else not each.update_response.HasField("accepted")
        for each in commands
        if each.HasField("respond_to_query") or each.HasField("update_response")
    )


def page(run: Run) -> str:
    (answer,) = run.activated([queried("__temporal_workflow_metadata", [])])
    return answer.respond_to_query.succeeded.response.data.decode()


def test_no_workflow_type_is_left_out() -> None:
    assert {kind for kind, _ in LIVES.values()} == set(WORKFLOW_TYPES)


@pytest.mark.parametrize("kind", KINDS)
@every_life
def test_no_name_with_no_payload_fails_a_task(life: str, kind: str) -> None:
    """A run for each name takes all payloads at once; every update and query has its answer."""
    say = KINDS[kind]
    for name in EVERY_NAME:
        run = begun(life)
        commands = run.activated([say(name, payloads) for payloads in PAYLOADS.values()])

        if kind != "signal" and (life, name) not in WAITS:
            assert answers(commands) == len(PAYLOADS), name
        assert run.activated([queried("__temporal_workflow_metadata", [])]), name


@every_life
def test_a_signal_that_is_no_word_of_this_type_is_counted_on_its_page(life: str) -> None:
    foreign = [name for name in EVERY_NAME if name not in handled(LIVES[life][0])]
    run = begun(life)

    run.activated([signalled(name, payloads) for name in foreign for payloads in ([], [GOOD], [GOOD] * 2)])

    if life == "a commission":
        (answer,) = run.activated([queried("view", [plain({"role": "operator"})])])
        assert f'"refused":{3 * len(foreign)}' in answer.respond_to_query.succeeded.response.data.decode()
    else:
        assert f"Refused messages**: {3 * len(foreign)}" in page(run)


async def stormed(world: World, workflow_id: str, life: str) -> None:
    """Every name as every kind of message: unreadable, and in order where the type does not know the name."""
    wire = Wire(world.client, workflow_id)
    strange = set(EVERY_NAME) - handled(LIVES[life][0])
    said = [(name, PAYLOADS[what]) for name in EVERY_NAME for what in UNREADABLE]
    said += [(name, payloads) for name in sorted(strange) for payloads in ([], [GOOD])]
    await flood([wire.signal(*each) for each in said])
    assert all(await flood([wire.update(*each) for each in said if each[0] != "begun"]))
    assert all(await flood([wire.query(*each) for each in said]))


async def test_a_commission_hears_every_name_and_then_its_creator(world: World) -> None:
    cid = await world.offered()

    await stormed(world, names.workflow_id(cid), "a commission")

    await world.send(cid, "accept")
    assert await world.stage(cid, "content_drafting")


async def test_a_withdrawal_hears_every_name_and_then_that_the_account_was_mended(world: World) -> None:
    creator, _ = await earned(world)
    world.catalogue.bind_account(creator, BAD)
    await withdraw(world, creator, 100_000, "k1")
    await state(world, f"{creator}.k1", "waiting")

    await stormed(world, names.withdrawal_workflow_id(f"{creator}.k1"), "a withdrawal")

    world.catalogue.bind_account(creator, MENDED)
    await Wire(world.client, names.withdrawal_workflow_id(f"{creator}.k1")).signal("account_changed", [])
    await state(world, f"{creator}.k1", "paid")
    history = await histories_of(world.client, names.withdrawal_workflow_id(f"{creator}.k1"))
    assert not failed_tasks(history)


async def test_what_hears_nobody_hears_every_name_and_then_ends_as_it_should(world: World) -> None:
    """Nobody does their activities meanwhile, so they wait."""
    lonely = world.settings.model_copy(
        update={"queue": f"{world.settings.queue}-lonely", "roles": ("workflows",)}
    )
    lives = {
        life: own_id(start)
        for life, (_, start) in LIVES.items()
        if life not in ("a commission", "a withdrawal")
    }
    handles: dict[str, WorkflowHandle[Any, Any]] = {}
    async with working(world.client, world.engine, lonely):
        for life, workflow_id in lives.items():
            kind, start = LIVES[life]
            if life == "a watch for a refund":
                start = replace(start, paid_at=datetime.now(UTC), days=(1,))
            handles[life] = await world.client.start_workflow(
                kind.run, start, id=workflow_id, task_queue=lonely.queue
            )
            await stormed(world, workflow_id, life)

    async with working(world.client, world.engine, lonely.model_copy(update={"roles": world.settings.roles})):
        await world.skipper.fast_forward(handles["a watch for a refund"], timedelta(days=2))
        ends = [await asyncio.wait_for(each.result(), 60) for each in handles.values()]

    print(ends)
    assert not failed_tasks(await histories_of(world.client, *lives.values()))
