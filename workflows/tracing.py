"""Traces of workflows, with the ids of workflow and run. Headers are read like everything else that was sent:
what cannot be read is as if it were not there.

Only what our own table names is traced: a signal's name is chosen by its sender and could hold anything.
Queries are not traced; pages do not query.
"""

from collections.abc import Mapping
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.contrib.opentelemetry import TracingInterceptor, TracingWorkflowInboundInterceptor
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleQueryInput,
    HandleSignalInput,
    HandleUpdateInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

with workflow.unsafe.imports_passed_through():
    import json

    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    from domain.commissions.moves import MESSAGES

HEADER = "_tracer-data"
LONGEST = 2_000
PROPAGATOR = TraceContextTextMapPropagator()
"""Ids only: the baggage of a sender is none of ours."""


def carrier(headers: Mapping[str, Payload]) -> dict[str, str]:
    """What a header says of the trace it belongs to; empty for anything else than that."""
    payload = headers.get(HEADER)
    if payload is None or payload.metadata.get("encoding") != b"json/plain" or len(payload.data) > LONGEST:
        return {}
    try:
        said = json.loads(payload.data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: said[name] for name in ("traceparent", "tracestate") if isinstance(said.get(name), str)}


def readable(headers: Mapping[str, Payload]) -> Mapping[str, Payload]:
    """The headers, without one that would trip the tracer."""
    if HEADER not in headers or carrier(headers):
        return headers
    return {name: payload for name, payload in headers.items() if name != HEADER}


class _Inbound(TracingWorkflowInboundInterceptor):
    def __init__(self, next: WorkflowInboundInterceptor) -> None:  # noqa: A002  # the SDK's name
        super().__init__(next)
        self.text_map_propagator = PROPAGATOR

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:  # noqa: A002
        input.headers = readable(input.headers)
        return await super().execute_workflow(input)

    async def handle_signal(self, input: HandleSignalInput) -> None:  # noqa: A002
        if input.signal not in MESSAGES:
            return await self.next.handle_signal(input)
        input.headers = readable(input.headers)
        return await super().handle_signal(input)

    async def handle_query(self, input: HandleQueryInput) -> Any:  # noqa: A002
        return await self.next.handle_query(input)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:  # noqa: A002
        input.headers = readable(input.headers)
        super().handle_update_validator(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:  # noqa: A002
        input.headers = readable(input.headers)
        return await super().handle_update_handler(input)

    def _load_workflow_context_carrier(self) -> Any:
        if not self._workflow_context_carrier:
            self._workflow_context_carrier = {**carrier(workflow.info().headers)} or None
        return self._workflow_context_carrier


class Tracing(TracingInterceptor):
    """For clients and workers. Spans have no length, so a commission of weeks is seen while it lives."""

    def __init__(self, tracer: Any) -> None:
        super().__init__(tracer, always_create_workflow_spans=True)
        self.text_map_propagator = PROPAGATOR

    def workflow_interceptor_class(self, input: WorkflowInterceptorClassInput) -> type[_Inbound]:  # noqa: A002
        super().workflow_interceptor_class(input)
        return _Inbound

    def _context_from_headers(self, headers: Mapping[str, Payload]) -> Any:
        said = carrier(headers)
        return self.text_map_propagator.extract(said) if said else None
