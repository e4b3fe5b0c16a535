"""The page of the same thing, at the end of the details that the Temporal Web UI asks for.

It stands in the answer to that query alone. Nothing of it is recorded, so where the pages are may change.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from temporalio.api.common.v1 import Payload
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner
from temporalio.workflow import _Definition

from workflows.converter import CONVERTER
from workflows.messages.around import Around

METADATA = "__temporal_workflow_metadata"
PAGES = {"commission": "cases", "withdrawal": "withdrawals"}
"""By what a workflow's id begins with: the pages of such things."""
WORDS = "在页面上打开 · Open its page"

Address = Callable[[], str]
"""Where people reach the pages, now; empty: nowhere."""


@dataclass(frozen=True)
class LinkingRunner(WorkflowRunner):
    within: WorkflowRunner
    address: Address

    def prepare_workflow(self, defn: _Definition) -> None:
        self.within.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        made, path = self.within.create_instance(det), path_of(det.info.workflow_id)
        return Linked(made, path, self.address) if path else made

    def set_worker_level_failure_exception_types(self, types: Sequence[type[BaseException]]) -> None:
        self.within.set_worker_level_failure_exception_types(types)


def path_of(workflow_id: str) -> str:
    """Empty of what has no page of its own."""
    kind, _, name = workflow_id.partition("/")
    return f"/{PAGES[kind]}/{quote(name, safe='')}" if kind in PAGES and name else ""


class Linked(Around):
    def __init__(self, within: WorkflowInstance, path: str, address: Address) -> None:
        super().__init__(within)
        self._path, self._address = path, address

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        completion = self._within.activate(act)
        asked = {job.query_workflow.query_id for job in act.jobs if job.query_workflow.query_type == METADATA}
        if asked and (address := self._address()):
            for answer in _answers(completion, asked):
                answer.CopyFrom(linked(answer, address.rstrip("/") + self._path))
        return completion


def _answers(completion: WorkflowActivationCompletion, asked: set[str]) -> Iterator[Payload]:
    for command in completion.successful.commands:
        told = command.respond_to_query
        if command.HasField("respond_to_query") and told.query_id in asked and told.HasField("succeeded"):
            yield told.succeeded.response


def linked(answer: Payload, address: str) -> Payload:
    (metadata,) = CONVERTER.payload_converter.from_payloads([answer], [WorkflowMetadata])
    metadata.current_details += f"\n\n[{WORDS}]({address})"
    (told,) = CONVERTER.payload_converter.to_payloads([metadata])
    return told
