"""Workers that carry a build id: the current one gets the tasks, and an open commission changes over."""

import asyncio
from contextlib import suppress

from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.client import Client
from temporalio.service import RPCError

from tests.workflows.world import World
from workflows import names


async def current(client: Client, deployment: str, build_id: str) -> None:
    """As `temporal worker deployment set-current-version` does; the server knows a worker by its polls."""
    wanted = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace,
        deployment_name=deployment,
        build_id=build_id,
        ignore_missing_task_queues=True,
    )
    async with asyncio.timeout(60):
        while True:
            with suppress(RPCError):
                await client.workflow_service.set_worker_deployment_current_version(wanted)
                return
            await asyncio.sleep(0.2)


async def version_of(world: World, cid: str) -> str:
    description = await world.client.get_workflow_handle(names.workflow_id(cid)).describe()
    info = description.raw_description.workflow_execution_info.versioning_info
    return info.deployment_version.build_id


async def test_an_open_commission_goes_on_with_the_version_that_is_current(world: World) -> None:
    unversioned = world.settings
    deployment = f"starmap-{world.settings.queue}"
    await world.worker_down()
    world.settings = unversioned.model_copy(update={"build_id": "b1", "deployment": deployment})
    await world.worker_up()
    await current(world.client, deployment, "b1")
    cid = await world.offered()
    assert await version_of(world, cid) == "b1"
    (phone,) = world.creators.values()
    await world.until(lambda: world.phones.inbox(phone), "an SMS, which is an activity of its own")

    await world.worker_down()
    world.settings = unversioned.model_copy(update={"build_id": "b2", "deployment": deployment})
    await world.worker_up()
    await current(world.client, deployment, "b2")
    await world.send(cid, "accept")

    assert await world.stage(cid, "content_drafting")
    assert await version_of(world, cid) == "b2"
    assert not await world.failed_tasks(cid)
