"""A run driven to its end in this process: what it orders is answered, and looked at as the server would."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from temporalio.api.failure.v1 import ActivityFailureInfo, ApplicationFailureInfo, Failure
from temporalio.bridge.proto.activity_result import ActivityResolution, Success
from temporalio.bridge.proto.activity_result import Failure as ActivityFailed
from temporalio.bridge.proto.child_workflow import ChildWorkflowResult
from temporalio.bridge.proto.child_workflow import Success as ChildSuccess
from temporalio.bridge.proto.workflow_activation import (
    FireTimer,
    ResolveActivity,
    ResolveChildWorkflowExecution,
    ResolveChildWorkflowExecutionStart,
    ResolveChildWorkflowExecutionStartSuccess,
    ResolveSignalExternalWorkflow,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import WorkflowCommand

from tests.workflows.activations import Run
from workflows.converter import CONVERTER

BLOB_MAX = 131_072
SUMMARY_MAX, DETAILS_MAX, ATTRIBUTE_MAX = 400, 20_000, 2_048
LONGEST = timedelta(days=365 * 100)
ENDS = ("complete_workflow_execution", "fail_workflow_execution", "continue_as_new_workflow_execution")
FAILS = object()
Answers = Mapping[str, Any]
"""By the activity: what it comes back with. What is not there fails."""


def driven(run: Run, answers: Answers, tasks: int) -> bool:
    """At most so many workflow tasks. Whether it has ended. Raises AssertionError where one fails."""
    jobs: list[WorkflowActivationJob] = []
    for _ in range(tasks):
        commands = run.activated(jobs)
        for each in commands:
            check(each)
        if any(each.WhichOneof("variant") in ENDS for each in commands):
            return True
        jobs = [job for each in commands for job in answered(each, answers)]
    return False


def answered(command: WorkflowCommand, answers: Answers) -> Iterable[WorkflowActivationJob]:
    what = command.WhichOneof("variant")
    if what == "start_timer":
        yield WorkflowActivationJob(fire_timer=FireTimer(seq=command.start_timer.seq))
    if what in ("schedule_activity", "schedule_local_activity"):
        asked = getattr(command, what)
        local = what == "schedule_local_activity"
        result = _result(answers.get(asked.activity_type, FAILS), asked)
        yield WorkflowActivationJob(
            resolve_activity=ResolveActivity(seq=asked.seq, result=result, is_local=local)
        )
    if what == "start_child_workflow_execution":
        seq = command.start_child_workflow_execution.seq
        begun = ResolveChildWorkflowExecutionStartSuccess(run_id="child")
        yield WorkflowActivationJob(
            resolve_child_workflow_execution_start=ResolveChildWorkflowExecutionStart(
                seq=seq, succeeded=begun
            )
        )
        (payload,) = CONVERTER.payload_converter.to_payloads([{"state": "paid", "number": "x-1"}])
        ended = ChildWorkflowResult(completed=ChildSuccess(result=payload))
        yield WorkflowActivationJob(
            resolve_child_workflow_execution=ResolveChildWorkflowExecution(seq=seq, result=ended)
        )
    if what == "signal_external_workflow_execution":
        told = ResolveSignalExternalWorkflow(seq=command.signal_external_workflow_execution.seq)
        yield WorkflowActivationJob(resolve_signal_external_workflow=told)


def _result(answer: Any, asked: Any) -> ActivityResolution:
    if answer is FAILS:
        info = ApplicationFailureInfo(type="VendorRefused", non_retryable=True)
        cause = Failure(message="no", application_failure_info=info)
        wrapped = Failure(message="failed", activity_failure_info=ActivityFailureInfo(), cause=cause)
        local = asked.DESCRIPTOR.name == "ScheduleLocalActivity"
        return ActivityResolution(failed=ActivityFailed(failure=cause if local else wrapped))
    if isinstance(answer, Callable):  # type: ignore[arg-type]
        answer = answer(*CONVERTER.payload_converter.from_payloads(asked.arguments))
    (payload,) = CONVERTER.payload_converter.to_payloads([answer])
    return ActivityResolution(completed=Success(result=payload))


def check(command: WorkflowCommand) -> None:
    """What the server turns down fails the workflow task that asks for it."""
    assert command.ByteSize() < BLOB_MAX, (command.WhichOneof("variant"), command.ByteSize())
    metadata = command.user_metadata
    assert len(metadata.summary.data) <= SUMMARY_MAX, metadata.summary.data[:100]
    assert len(metadata.details.data) <= DETAILS_MAX
    what = command.WhichOneof("variant")
    if what == "start_timer":
        _lasts(command.start_timer.start_to_fire_timeout)
    if what in ("schedule_activity", "schedule_local_activity"):
        asked = getattr(command, what)
        for each in ("schedule_to_close_timeout", "start_to_close_timeout", "heartbeat_timeout"):
            if each in asked.DESCRIPTOR.fields_by_name and asked.HasField(each):
                _lasts(getattr(asked, each))
        assert len(asked.activity_type) <= 1_000
    if what == "upsert_workflow_search_attributes":
        fields = command.upsert_workflow_search_attributes.search_attributes.indexed_fields
        for name, payload in fields.items():
            assert len(payload.data) <= ATTRIBUTE_MAX, name
    if what == "start_child_workflow_execution":
        assert len(command.start_child_workflow_execution.workflow_id) <= 1_000


def _lasts(span: Any) -> None:
    assert timedelta(0) <= span.ToTimedelta() < LONGEST, span
