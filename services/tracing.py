"""Where traces go: to the OTLP receiver that the standard OTEL_… variables name; else nowhere."""

import os
from collections.abc import Mapping, Sequence

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status
from temporalio.client import Interceptor

from workflows.tracing import Tracing

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
FLUSH_MS = 5_000
_providers: list[TracerProvider] = []


def is_wanted(env: Mapping[str, str] = os.environ) -> bool:
    off = env.get("OTEL_SDK_DISABLED", "").lower() == "true" or env.get("OTEL_TRACES_EXPORTER") == "none"
    return not off and any(env.get(name) for name in ENDPOINTS)


def tracing(service: str, env: Mapping[str, str] = os.environ) -> list[Interceptor]:
    """For a client, and so for its workers. OTEL_SERVICE_NAME wins over the name given."""
    if not is_wanted(env):
        return []
    named = {} if env.get("OTEL_SERVICE_NAME") else {SERVICE_NAME: service}
    provider = TracerProvider(resource=Resource.create(named))
    provider.add_span_processor(BatchSpanProcessor(Reticent(OTLPSpanExporter())))
    _providers.append(provider)
    return [Tracing(provider.get_tracer("starmap"))]


def hand_over() -> None:
    """Send what is still waiting, before a process that traces ends. It waits a few seconds at most."""
    while _providers:
        provider = _providers.pop()
        provider.force_flush(FLUSH_MS)


class Reticent(SpanExporter):
    """Says of an exception only its type: its text may quote a payload or a row."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([_reticent(span) for span in spans])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = FLUSH_MS) -> bool:
        return self._exporter.force_flush(timeout_millis)


def _reticent(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=span.attributes,
        events=[_event(event) for event in span.events],
        links=span.links,
        kind=span.kind,
        instrumentation_scope=span.instrumentation_scope,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
    )


def _event(event: Event) -> Event:
    said = {name: value for name, value in (event.attributes or {}).items() if name == "exception.type"}
    return Event(event.name, said, event.timestamp)
