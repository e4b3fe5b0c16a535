"""Starts that nobody can read, of every workflow type: each ends by name, and no task of any fails."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowHandle
from temporalio.common import RawValue, RetryPolicy
from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowInstance, WorkflowInstanceDetails
from temporalio.workflow import _Definition

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from models.messages.work import Start
from tests.workflows.activations import Run, queried
from tests.workflows.everyone import LIVES
from tests.workflows.histories import failed_tasks, histories_of
from tests.workflows.poison import PAYLOADS, plain
from tests.workflows.test_strangers import an_order
from tests.workflows.world import World
from workflows import names
from workflows.messages.unread import Reading

TOWN = True
STARTS: dict[str, list[Payload]] = {
    **PAYLOADS,
    "nothing in it": [plain({})],
    "half of one": [plain({"commission": {"id": "c-1"}, "withdrawal": {"id": "w-1"}, "withdrawal_id": 5})],
}
ON_A_SERVER = ("nothing", "a list", "two good ones", "protobuf of another type", "stored elsewhere", "bytes")


class Runner(UnsandboxedWorkflowRunner):
    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return Reading(super().create_instance(det), det.defn.arg_types or [])


@pytest.mark.parametrize("life", LIVES)
def test_no_start_that_cannot_be_read_fails_a_task(life: str) -> None:
    for what, payloads in STARTS.items():
        run = Run(*LIVES[life], Runner())
        (job,) = run._first
        del job.initialize_workflow.arguments[:]
        job.initialize_workflow.arguments.extend(payloads)

        listed, ended = run.activated()
        (told,) = run.activated([queried("view", [])])

        assert listed.HasField("upsert_workflow_search_attributes"), what
        assert ended.fail_workflow_execution.failure.application_failure_info.type == "NOT_OURS", what
        assert "NOT_OURS" in told.respond_to_query.failed.message, what


@pytest.mark.parametrize("life", LIVES)
def test_a_start_of_ours_is_read_as_before(life: str) -> None:
    run, plain_run = Run(*LIVES[life], Runner()), Run(*LIVES[life])

    commands = [str(each).partition("{")[0] for each in run.activated()]
    assert commands == [str(each).partition("{")[0] for each in plain_run.activated()]


async def test_on_a_server_they_end_and_are_found_by_their_attention(world: World) -> None:
    kinds = {life: kind for life, (kind, _) in LIVES.items()}
    ids = [f"unread/{life}/{what}" for life in kinds for what in ON_A_SERVER]
    for workflow_id in ids:
        _, life, what = workflow_id.split("/")
        await _started(world, kinds[life], workflow_id, STARTS[what])

    for workflow_id in ids:
        told = await _ended(world.client.get_workflow_handle(workflow_id))
        assert told.typed_search_attributes.get(names.ATTENTION) == ["not_ours"], workflow_id
    assert not failed_tasks(await histories_of(world.client, *ids))


@pytest.mark.parametrize("how", ["cron", "retry"])
async def test_a_run_that_a_cron_or_a_retry_makes_is_believed_no_more_than_the_first(
    world: World, how: str
) -> None:
    """Either makes a second run with the first one's input, and it continues the first."""
    order = an_order(world)
    cid, before = f"again-{how}-{order.creator_id}", world.ledger.balances()
    made_up = {"nonsense": datetime.now(UTC)}
    forged = Start(Commission(cid, order, Stage.PUBLISHED, 9, held=True, clocks=made_up))
    handle = await world.client.start_workflow(
        names.COMMISSION,
        forged,
        id=names.workflow_id(cid),
        task_queue=world.settings.queue,
        cron_schedule="@every 1s" if how == "cron" else "",
        retry_policy=RetryPolicy(initial_interval=timedelta(milliseconds=10)) if how == "retry" else None,
    )
    await asyncio.sleep(4)

    if how == "cron":
        await handle.terminate()
    told = await histories_of(world.client, handle.id)
    assert len(told) > 1 or how == "retry"
    assert not failed_tasks(told)
    assert world.ledger.balances() == before
    assert not world.queries.known([cid])


async def _started(world: World, kind: type, workflow_id: str, payloads: list[Payload]) -> None:
    await world.client.start_workflow(
        _Definition.must_from_class(kind).name or "",
        args=[RawValue(each) for each in payloads],
        id=workflow_id,
        task_queue=world.settings.queue,
    )


async def _ended(handle: WorkflowHandle[Any, Any]) -> Any:
    for _ in range(200):
        told = await handle.describe()
        if told.status and told.status.name == "FAILED":
            return told
        await asyncio.sleep(0.1)
    raise AssertionError(handle.id)
