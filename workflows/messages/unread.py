"""A start that nobody can read, or that says what cannot be: its run ends and says so, before anything of the
workflow is made.

Else its tasks would fail for ever. Only a first run ends so: what a run of ours handed on to the next is read
again by whichever program comes. A start that another version of the program wrote is lost in the open: the
daily sweep and `health` find it, and the books revive it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.workflow_activation import InitializeWorkflow, WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import encode_typed_search_attribute_value
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    UnsandboxedWorkflowRunner,
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowRunner,
)
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from temporalio.workflow import _Definition

from domain.commissions.ordering.opening import FOREIGN
from domain.commissions.ordering.possible import is_possible
from domain.refusals import in_words
from models.messages.work import WithdrawalStart
from workflows import names
from workflows.converter import CONVERTER
from workflows.messages.around import Around
from workflows.messages.foreign import goes_on

CODE = "NOT_OURS"
ATTENTION = encode_typed_search_attribute_value(names.ATTENTION, [FOREIGN])


@dataclass(frozen=True)
class ReadingRunner(WorkflowRunner):
    """Over the SDK's own. Its sandbox loads the code anew for each workflow and watches what it calls."""

    within: WorkflowRunner

    def prepare_workflow(self, defn: _Definition) -> None:
        self.within.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        made = self.within.create_instance(det)
        return made if goes_on(det.info) else Reading(made, det.defn.arg_types or [])

    def set_worker_level_failure_exception_types(self, types: Sequence[type[BaseException]]) -> None:
        self.within.set_worker_level_failure_exception_types(types)


def reading_runner(*, sandbox: bool) -> ReadingRunner:
    return ReadingRunner(SandboxedWorkflowRunner() if sandbox else UnsandboxedWorkflowRunner())


class Reading(Around):
    """An instance that is told its start only where it can read it."""

    def __init__(self, within: WorkflowInstance, kinds: Iterable[type]) -> None:
        super().__init__(within)
        self._kinds = list(kinds)
        self._unread = False

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        for job in act.jobs:
            if job.HasField("initialize_workflow"):
                self._unread = not _readable(job.initialize_workflow, self._kinds)
        return _ended(act) if self._unread else self._within.activate(act)


def _readable(start: InitializeWorkflow, kinds: list[type]) -> bool:
    """As many as are wanted, each of its kind: some encodings are read as whatever they please."""
    if len(start.arguments) != len(kinds):
        return False
    try:
        read = CONVERTER.payload_converter.from_payloads(start.arguments, kinds)
    except Exception:  # noqa: BLE001  # whatever a sender made of it, a reader may raise
        return False
    return all(
        isinstance(each, kind) and is_possible(each) and not _brings_a_past(each)
        for each, kind in zip(read, kinds, strict=True)
    )


def _brings_a_past(start: object) -> bool:
    """As only a run does that continues another. A commission's is judged where it stands (foreign.py)."""
    if not isinstance(start, WithdrawalStart):
        return False
    return bool(start.lines or start.applied or start.until or start.refused or start.used)


def _ended(act: WorkflowActivation) -> WorkflowActivationCompletion:
    """Found by its attention like every other that is not ours. Whoever asks it later is told the same."""
    completion = WorkflowActivationCompletion()
    completion.successful.SetInParent()
    for job in act.jobs:
        if job.HasField("query_workflow"):
            answer = completion.successful.commands.add().respond_to_query
            answer.query_id = job.query_workflow.query_id
            _refuse(answer.failed)
        if job.HasField("initialize_workflow"):
            listed = completion.successful.commands.add().upsert_workflow_search_attributes.search_attributes
            listed.indexed_fields[names.ATTENTION.name].CopyFrom(ATTENTION)
            _refuse(completion.successful.commands.add().fail_workflow_execution.failure)
    return completion


def _refuse(failure: Failure) -> None:
    zh, en = in_words(CODE)
    said = f"{CODE}: {zh}（输入无法读取，或不可能如此） / {en} (its input cannot be read, or cannot be so)"
    refused = ApplicationError(said, type=CODE, non_retryable=True)
    CONVERTER.failure_converter.to_failure(refused, CONVERTER.payload_converter, failure)
