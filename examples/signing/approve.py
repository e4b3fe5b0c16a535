import asyncio
import os
import sys

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sign import sign
from temporalio.client import Client, WorkflowUpdateFailedError


async def main():
    with open(os.environ["SIGNING_KEY"], "rb") as pem:
        key, kid = load_pem_private_key(pem.read(), None), os.environ["SIGNING_KID"]
    workflow_id = f"commission/{os.environ['COMMISSION']}"
    client = await Client.connect(os.environ["TEMPORAL_ADDRESS"])
    commission = client.get_workflow_handle(workflow_id)

    command = {"actor": "brand:qingyou", "command_id": "approve-1", "release_at": "now"}
    signed = sign(key, kid, workflow_id, "approve", command)
    answer = await commission.execute_update("approve", signed)
    print(answer["stage"])

    signed["reason"] = "altered on the way"
    try:
        await commission.execute_update("approve", signed)
    except WorkflowUpdateFailedError as failed:
        print(failed.cause.type)


asyncio.run(main())
sys.stdout.flush()
os._exit(0)  # the client's threads may crash Python while it ends (temporalio/sdk-python#300)
