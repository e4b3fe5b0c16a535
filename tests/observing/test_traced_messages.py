"""Tracing changes nothing: whatever stands in a header, no task fails, and recorded histories replay."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from temporalio.api.common.v1 import Header, Payload, Payloads, WorkflowType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import StartWorkflowExecutionRequest
from temporalio.client import Client
from temporalio.worker import Replayer

from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.server import ServerPlan, embedded_server
from services.tracing import is_wanted
from settings import Settings
from tests.observing.conftest import PLANTED
from tests.replay.test_histories import HISTORIES, read
from tests.workflows.poison import GOOD, HEADERS, PAYLOADS, Wire, encoded, plain
from tests.workflows.stories import shortest_by_signals
from tests.workflows.world import World, furnished
from workflows import names
from workflows.converter import CONVERTER
from workflows.messages.payload_guard import PayloadGuard
from workflows.tracing import HEADER, Tracing, carrier
from workflows.types import WORKFLOW_TYPES

GOOD_TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
BAD: dict[str, Payload] = {
    "no JSON": plain(b"\xff\xfe"),
    "half a JSON": plain('{"traceparent": "'),
    "a list": plain([1]),
    "null": plain("null"),
    "a number": plain('{"traceparent": 5}'),
    "nonsense": plain({"traceparent": "xx", "tracestate": "=,=,"}),
    "an old version": plain({"traceparent": GOOD_TRACE.replace("00-", "ff-", 1)}),
    "a bad state": plain({"traceparent": GOOD_TRACE, "tracestate": "a" * 1_000}),
    "baggage": plain({"baggage": f"phone={PLANTED}", "traceparent": GOOD_TRACE}),
    "deep": plain("[" * 900 + "]" * 900),
    "large": plain({"traceparent": "x" * 10_000}),
    "nothing": Payload(),
    "encrypted": encoded(b"binary/encrypted"),
    "a protobuf": encoded(b"json/protobuf", b"{", messageType=b"\xff"),
}


@pytest_asyncio.fixture
async def traced(tmp_path: Path) -> AsyncIterator[tuple[World, InMemorySpanExporter]]:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    url = f"sqlite:///{tmp_path / 'starmap.db'}"
    with opened(url) as engine:
        migrate(engine)
        settings = Settings(state=tmp_path, database_url=url, queue="traced", first_retry_seconds=0.2)
        async with embedded_server(ServerPlan(tmp_path / "temporal", durable=False)) as server:
            client = await Client.connect(
                server.address, data_converter=CONVERTER, interceptors=[Tracing(provider.get_tracer("test"))]
            )
            async with furnished(client, engine, settings) as world:
                yield world, exporter
                await world.assert_sound()


async def test_no_header_and_no_payload_fails_a_task(traced: tuple[World, InMemorySpanExporter]) -> None:
    world, _ = traced
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))
    headers = [*HEADERS.values(), *({HEADER: payload} for payload in BAD.values())]

    for each in headers:
        await wire.signal("reject", [GOOD], each)
        assert await wire.update("reject", [GOOD], each)
        assert await wire.query("view", [], each)
    for payloads in PAYLOADS.values():
        await wire.signal("reject", payloads, {HEADER: BAD["baggage"]})

    await world.send(cid, "accept")
    assert "accept" in world.moves(cid)


async def test_a_commission_started_with_a_broken_header_lives(
    traced: tuple[World, InMemorySpanExporter],
) -> None:
    world, _ = traced
    for payload in BAD.values():
        workflow_id = f"sweep/{uuid4().hex}"
        await world.client.workflow_service.start_workflow_execution(
            StartWorkflowExecutionRequest(
                namespace=world.client.namespace,
                workflow_id=workflow_id,
                workflow_type=WorkflowType(name=names.SWEEP),
                task_queue=TaskQueue(name=world.settings.queue),
                input=Payloads(payloads=[plain({"name": "daily"})]),
                header=Header(fields={HEADER: payload}),
                request_id=uuid4().hex,
            )
        )
        report = await world.client.get_workflow_handle(workflow_id).result(rpc_timeout=None)
        assert report["counts"] == {"findings": 0}


async def test_who_asks_and_what_it_sets_off_are_one_trace(
    traced: tuple[World, InMemorySpanExporter],
) -> None:
    world, exporter = traced

    cid = await shortest_by_signals(world)

    spans = [span for span in exporter.get_finished_spans() if span.context]
    of_the_start = next(span for span in spans if span.name == "StartWorkflow:Commission")
    begun = next(span for span in spans if span.name == "RunWorkflow:Commission")
    assert begun.parent is not None
    assert begun.parent.span_id == of_the_start.context.span_id
    accepted = next(span for span in spans if span.name == "HandleSignal:accept")
    assert accepted.links
    for span in spans:
        told = span.attributes or {}
        assert told.get("temporalWorkflowID") or cid in str(told.get("temporalActivityID")), span.name


async def test_a_senders_word_is_no_span(traced: tuple[World, InMemorySpanExporter]) -> None:
    world, exporter = traced
    cid = await world.offered()
    wire = Wire(world.client, names.workflow_id(cid))

    await wire.signal(PLANTED, [GOOD], {HEADER: BAD["baggage"]})
    await wire.query(PLANTED, [], {HEADER: BAD["baggage"]})
    await world.quiet(cid)

    assert PLANTED not in str([span.to_json() for span in exporter.get_finished_spans()])


@pytest.mark.parametrize("path", HISTORIES, ids=[path.stem for path in HISTORIES])
async def test_histories_recorded_without_traces_replay_with_them(path: Path) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    replayer = Replayer(
        workflows=WORKFLOW_TYPES,
        data_converter=CONVERTER,
        interceptors=[Tracing(provider.get_tracer("test")), PayloadGuard()],
    )

    await replayer.replay_workflow(read(path))

    assert exporter.get_finished_spans() == ()


@pytest.mark.parametrize("payload", BAD.values(), ids=BAD)
def test_a_header_is_read_or_is_not_there(payload: Payload) -> None:
    assert set(carrier({HEADER: payload})) <= {"traceparent", "tracestate"}


@pytest.mark.parametrize(
    ("env", "wanted"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
        ({"OTEL_SERVICE_NAME": "starmap"}, False),
    ],
)
def test_traces_are_off_unless_a_receiver_is_named(env: dict[str, str], wanted: bool) -> None:  # noqa: FBT001
    assert is_wanted(env) is wanted
