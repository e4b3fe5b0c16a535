"""A Temporal client that signs whatever is said to a commission or a withdrawal: no way out leaves it out.

Commands of people that came in by the gateway, what sweeps and relays report, what is signalled with a start.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine
from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    SignalWorkflowInput,
    StartWorkflowInput,
    StartWorkflowUpdateInput,
    StartWorkflowUpdateWithStartInput,
    WorkflowHandle,
    WorkflowUpdateHandle,
)

from services.keyring import Keyring
from services.signing import signed
from services.threads import in_thread
from settings import Settings

BY_THE_ROOT = "keys"
"""The signal that the root key has signed itself."""


def signing_client(client: Client, engine: Engine, settings: Settings) -> Client:
    """The same connection. One that signs already is left as it is."""
    config = client.config()
    if any(isinstance(each, Signing) for each in config["interceptors"]):
        return client
    config["interceptors"] = [*config["interceptors"], Signing(Keyring(engine, settings.trust))]
    return Client(**config)


class Signing(Interceptor):
    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002 - the SDK's name
        return _Signing(next, self.keyring)


class _Signing(OutboundInterceptor):
    def __init__(self, next: OutboundInterceptor, keyring: Keyring) -> None:  # noqa: A002
        super().__init__(next)
        self._keyring = keyring

    async def signal_workflow(self, input: SignalWorkflowInput) -> None:  # noqa: A002
        args = await self._signed(input.id, input.signal, input.args)
        await super().signal_workflow(replace(input, args=args))

    async def start_workflow_update(self, input: StartWorkflowUpdateInput) -> WorkflowUpdateHandle[Any]:  # noqa: A002
        args = await self._signed(input.id, input.update, input.args)
        return await super().start_workflow_update(replace(input, args=args))

    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:  # noqa: A002
        if input.start_signal:
            args = await self._signed(input.id, input.start_signal, input.start_signal_args)
            input = replace(input, start_signal_args=args)  # noqa: A001
        return await super().start_workflow(input)

    async def start_update_with_start_workflow(
        self,
        input: StartWorkflowUpdateWithStartInput,  # noqa: A002
    ) -> WorkflowUpdateHandle[Any]:
        asked = input.update_workflow_input
        args = await self._signed(input.start_workflow_input.id, asked.update, asked.args)
        input.update_workflow_input = replace(asked, args=args)
        return await super().start_update_with_start_workflow(input)

    async def _signed(self, workflow_id: str, name: str, args: Sequence[Any]) -> Sequence[Any]:
        """A message of ours is one mapping, or nothing."""
        if name == BY_THE_ROOT or len(args) > 1 or not all(isinstance(each, dict) for each in args):
            return args
        signer = await in_thread(self._keyring.signer, workflow_id)
        if signer is None:
            return args
        return [await in_thread(signed, signer, workflow_id, name, args[0] if args else {})]
