"""Logs: one JSON object a line, made so that no personal data can stand in it.

What is printed is chosen, not cleaned: a fixed set of fields, the first line of a message, and of an
exception its type, its code and where it came from. Its text may quote a row or a payload, so it is never
printed. Numbers and mail addresses in a message are masked all the same. Replay is silent.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.types import EventDict, Processor
from temporalio import activity, workflow

FIELDS = {
    "actor_kind", "address", "error", "by", "method", "moves", "move", "ms", "queue", "queues", "refusal",
    "request_id", "roles", "route", "row", "seconds", "seq", "stage", "status", "sweep",
}  # fmt: skip
PLACE = ("workflow_id", "workflow_type", "run_id", "activity_type", "attempt", "task_queue")
LONGEST = 300
FRAMES = 5
LIBRARIES = {"temporalio": logging.INFO, "sqlalchemy": logging.WARNING, "opentelemetry": logging.WARNING}
"""Below these they quote payloads and statements."""
PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w-])\+?\d[\d -]{9,22}\d(?![\w-])")
CODE = re.compile(r"[A-Z][A-Z0-9_]{1,60}")


def log_as_json(level: str, stream: TextIO | None = None) -> None:
    """Everything of this process, libraries and the SDK's core included. Uncaught exceptions too."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=_type_of),
            ],
            foreign_pre_chain=[_from_record, *_chain()],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library, least in LIBRARIES.items():
        logging.getLogger(library).setLevel(max(least, logging.getLogger().level))
    logging.captureWarnings(capture=True)
    workflow.logger.workflow_info_on_message = False
    activity.logger.activity_info_on_message = False
    structlog.configure(
        processors=[_of_our_own, *_chain(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_a_thread


def _chain() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _exception_without_its_text,
        _first_line,
    ]


def _from_record(_: Any, __: str, event: EventDict) -> EventDict:
    """Of a record of the standard library: the fields we know, and where Temporal says it was written."""
    record = event["_record"]
    event["logger"] = record.name.partition("-sdk_core::")[0]
    event.update({name: value for name, value in vars(record).items() if name in FIELDS})
    core = getattr(record, "temporal_log", None)
    for said in (
        getattr(record, "temporal_workflow", {}),
        getattr(record, "temporal_activity", {}),
        core.fields if core is not None else {},
    ):
        event.update(_place(said))
    return event


def _of_our_own(_: Any, __: str, event: EventDict) -> EventDict:
    """Of a structlog call: the same fields, and where it is. Dropped while a workflow is replayed."""
    kept = {name: event[name] for name in event if name in FIELDS or name in ("event", "exc_info")}
    if activity.in_activity():
        info = activity.info()
        return kept | _place({name: getattr(info, name, None) for name in PLACE})
    if workflow.in_workflow():
        if workflow.unsafe.is_replaying_history_events():
            raise structlog.DropEvent
        return kept | _place({name: getattr(workflow.info(), name, None) for name in PLACE})
    return kept


def _place(said: Any) -> dict[str, Any]:
    return {name: said[name] for name in PLACE if isinstance(said, dict) and said.get(name)}


def _exception_without_its_text(_: Any, __: str, event: EventDict) -> EventDict:
    found = event.pop("exc_info", None)
    record = event.get("_record")
    if record is not None:
        found = found or record.exc_info
        record.exc_info = record.exc_text = record.stack_info = None  # else the formatter would append it
    failed = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(failed, BaseException):
        event["exception"] = [_told(each) for each in _causes(failed)]
    return event


def _causes(failed: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    each: BaseException | None = failed
    while each is not None and each not in seen and len(seen) < FRAMES:
        seen.append(each)
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _told(failed: BaseException) -> dict[str, Any]:
    kind = type(failed)
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    code = getattr(failed, "code", None) or getattr(failed, "type", None)
    if isinstance(code, str) and CODE.fullmatch(code):
        told["code"] = code
    frames = traceback.extract_tb(failed.__traceback__)[-FRAMES:]
    told["at"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return told


def _first_line(_: Any, __: str, event: EventDict) -> EventDict:
    """What follows the first line of a message is a quotation: of a payload, a failure or a stack."""
    said = str(event.get("event", "")).split("\n", 1)[0][:LONGEST]
    event["event"] = PERSONAL.sub("…", said)
    return event


def _type_of(value: object) -> str:
    return f"<{type(value).__name__}>"


def _uncaught(kind: type[BaseException], failed: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger("starmap").critical("uncaught", exc_info=(kind, failed, trace))


def _uncaught_in_a_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _uncaught(told.exc_type, told.exc_value, told.exc_traceback)
