"""One activation of a workflow, in this process: what a worker's core hands over, without server and worker.

It is the SDK's own instance with our converter and our guard, so what passes here passes there; and its cost
is this process's CPU time alone.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from temporalio.api.common.v1 import Payload, Payloads
from temporalio.bridge.proto.activity_result import ActivityResolution, Success
from temporalio.bridge.proto.workflow_activation import (
    DoUpdate,
    InitializeWorkflow,
    QueryWorkflow,
    ResolveActivity,
    SignalWorkflow,
    WorkflowActivation,
    WorkflowActivationJob,
)
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.bridge.worker import decode_activation
from temporalio.common import Priority, TypedSearchAttributes
from temporalio.worker import (
    UnsandboxedWorkflowRunner,
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowInterceptorClassInput,
    WorkflowRunner,
)
from temporalio.workflow import Info, _Definition

from models.messages.webhook import WebhookStart
from models.messages.work import RefundWatchStart, Start, WithdrawalStart
from workflows import names
from workflows.converter import CONVERTER
from workflows.messages.payload_guard import PayloadGuard

BEGAN = datetime(2026, 11, 30, 1, 30, tzinfo=UTC)
NUMBERS = count(1)


class Run:
    """One run of a workflow. Each `activated` is what one workflow task brings, and gives its commands."""

    def __init__(self, kind: type, start: object, runner: WorkflowRunner | None = None) -> None:
        self._defn = _Definition.must_from_class(kind)
        self._events, self._at = 3, BEGAN
        self._instance = asyncio.run(_made(runner or UnsandboxedWorkflowRunner(), self._defn, start))
        self._first: list[WorkflowActivationJob] = [_initialized(self._defn, start)]

    def activated(
        self, jobs: Iterable[WorkflowActivationJob] = (), *, suggested: bool = False, events: int = 0
    ) -> list[WorkflowCommand]:
        """Raises AssertionError where the workflow task fails."""
        return self.completed(self.decoded(jobs, suggested=suggested, events=events))

    def decoded(
        self, jobs: Iterable[WorkflowActivationJob] = (), *, suggested: bool = False, events: int = 0
    ) -> WorkflowActivation:
        act = WorkflowActivation(
            run_id="run",
            is_replaying=False,
            history_length=events or self._events,
            continue_as_new_suggested=suggested,
        )
        self._at += timedelta(seconds=1)
        self._events += 3
        act.timestamp.FromDatetime(self._at)
        act.jobs.extend([*self._first, *jobs])
        self._first = []
        asyncio.run(decode_activation(act, CONVERTER, False, 1))
        return act

    def completed(self, act: WorkflowActivation) -> list[WorkflowCommand]:
        completion = self._instance.activate(act)
        assert not completion.HasField("failed"), completion.failed.failure.message
        return list(completion.successful.commands)


async def _made(runner: WorkflowRunner, defn: _Definition, start: object) -> WorkflowInstance:
    runner.prepare_workflow(defn)
    return runner.create_instance(_details(defn, start))  # wants a loop that runs; later it runs its own


def own_id(start: object) -> str:
    """A workflow under another's id is turned away."""
    match start:
        case Start():
            return names.workflow_id(start.commission.id)
        case WithdrawalStart():
            return names.withdrawal_workflow_id(start.withdrawal_id)
        case RefundWatchStart():
            return names.refund_watch_id(start.withdrawal.number)
        case WebhookStart():
            return names.webhook_id(start.endpoint_id)
        case _:
            return names.sweep_id("subject")


def signalled(name: str, payloads: Iterable[Payload]) -> WorkflowActivationJob:
    job = SignalWorkflow(signal_name=name, input=payloads, originating_event_id=next(NUMBERS))
    return WorkflowActivationJob(signal_workflow=job)


def updated(name: str, payloads: Iterable[Payload]) -> WorkflowActivationJob:
    number = str(next(NUMBERS))
    job = DoUpdate(id=number, protocol_instance_id=number, name=name, input=payloads, run_validator=True)
    return WorkflowActivationJob(do_update=job)


def answered(number: int, result: object) -> WorkflowActivationJob:
    """What a local activity came back with."""
    (payload,) = CONVERTER.payload_converter.to_payloads([result])
    resolution = ActivityResolution(completed=Success(result=payload))
    return WorkflowActivationJob(
        resolve_activity=ResolveActivity(seq=number, result=resolution, is_local=True)
    )


def queried(name: str, payloads: Iterable[Payload]) -> WorkflowActivationJob:
    job = QueryWorkflow(query_id=str(next(NUMBERS)), query_type=name, arguments=payloads)
    return WorkflowActivationJob(query_workflow=job)


def _initialized(defn: _Definition, start: object) -> WorkflowActivationJob:
    job = InitializeWorkflow(
        workflow_type=defn.name or "",
        workflow_id=own_id(start),
        arguments=CONVERTER.payload_converter.to_payloads([start]),
        randomness_seed=1,
        attempt=1,
    )
    return WorkflowActivationJob(initialize_workflow=job)


def _details(defn: _Definition, start: object) -> WorkflowInstanceDetails:
    found = WorkflowInterceptorClassInput(unsafe_extern_functions={})
    return WorkflowInstanceDetails(
        payload_converter_factory=CONVERTER._new_payload_converter,
        failure_converter_class=CONVERTER.failure_converter_class,
        interceptor_classes=[PayloadGuard().workflow_interceptor_class(found)],
        defn=defn,
        info=_info(defn, start),
        randomness_seed=1,
        extern_functions={"__temporal_assert_local_activity_valid": lambda _name: None},
        disable_eager_activity_execution=True,
        worker_level_failure_exception_types=[],
        patch_activation_callback=None,
        last_completion_result=Payloads(),
        last_failure=None,
    )


def _info(defn: _Definition, start: object) -> Info:
    return Info(
        attempt=1,
        continued_run_id="before" if isinstance(start, Start) and start.commission.seq else None,
        cron_schedule=None,
        execution_timeout=None,
        first_execution_run_id="run",
        headers={},
        namespace="default",
        original_execution_run_id="run",
        parent=None,
        root=None,
        priority=Priority.default,
        raw_memo={},
        retry_policy=None,
        run_id="run",
        run_timeout=None,
        search_attributes={},
        start_time=BEGAN,
        task_queue="queue",
        task_timeout=timedelta(seconds=10),
        typed_search_attributes=TypedSearchAttributes.empty,
        workflow_id=own_id(start),
        workflow_start_time=BEGAN,
        workflow_type=defn.name or "",
    )
