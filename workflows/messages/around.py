"""An instance of a workflow around another one: it answers as the one within does, but where it says else."""

from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.worker import WorkflowInstance
from temporalio.workflow import Info


class Around(WorkflowInstance):
    def __init__(self, within: WorkflowInstance) -> None:
        self._within = within

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        return self._within.activate(act)

    def get_serialization_context(self, command_info: Any) -> Any:
        return self._within.get_serialization_context(command_info)

    def get_external_store_context(self, command_info: Any) -> Any:
        return self._within.get_external_store_context(command_info)

    def get_info(self) -> Info:
        return self._within.get_info()

    def get_thread_id(self) -> int | None:
        return self._within.get_thread_id()
