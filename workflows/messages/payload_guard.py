"""One guard before every handler: it hands on exactly one raw value; the workflow reads it itself."""

from collections.abc import Sequence
from inspect import signature
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.worker import (
    HandleQueryInput,
    HandleSignalInput,
    HandleUpdateInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

with workflow.unsafe.imports_passed_through():
    from pydantic import ValidationError

    from domain.counts import how_many
    from domain.forms import shown, with_offset
    from domain.party import Party
    from domain.placeholders import left_in
    from domain.refusals import Refused
    from models.messages.command import INSTANTS, Command
    from models.messages.sender import claimed
    from workflows.converter import UNREADABLE

EMPTY = RawValue(Payload(metadata={"encoding": b"binary/null"}))
LONGEST = 16_384
"""Of a payload's bytes. No command needs a quarter of it, and 200 may have to be read in one activation."""
NAMED_ERRORS = 3
EITHER = 2
"""Faults of a field that may be one of two things."""
TOO_MANY = RawValue(Payload(metadata={"encoding": UNREADABLE}))


def only(args: Sequence[Any]) -> list[RawValue]:
    """Handlers take one raw value, whatever was sent."""
    if not args:
        return [EMPTY]
    return [args[0]] if len(args) == 1 and isinstance(args[0], RawValue) else [TOO_MANY]


def read(message: RawValue) -> Command:
    """The command in a message; nothing at all is an empty one. Raises Refused("MALFORMED")."""
    payload = message.payload
    encoding = payload.metadata.get("encoding")
    if encoding == b"binary/null" or (encoding == b"json/plain" and payload.data.strip() in (b"null", b"")):
        return Command()
    if encoding != b"json/plain" or b"\\u0000" in payload.data or b"\0" in payload.data:
        raise Refused("MALFORMED")  # PostgreSQL text takes no NUL
    if len(payload.data) > LONGEST:
        raise Refused("MALFORMED", detail=f"> {LONGEST}", quotes=True)
    try:
        return Command.model_validate_json(payload.data)
    except ValidationError as found:
        raise _explained(found) from None
    except (ValueError, RecursionError):
        raise Refused("MALFORMED") from None


def sent_as(by: tuple[Party, ...], message: RawValue) -> Party:
    """As whom a refused message was sent: an operator who may send what a side may is told of its own."""
    try:
        command = read(message)
    except Refused:
        return by[0]
    return claimed(by, command.actor, command.on_behalf_of)


def _explained(found: ValidationError) -> Refused:
    """Of a single fault what to write instead, where that can be told from what was written."""
    if found.error_count() <= EITHER:
        errors = found.errors(include_url=False, include_context=False)
        name, written = str(errors[0]["loc"][0]) if errors[0]["loc"] else "", errors[0]["input"]
        alone = {each["loc"][:1] for each in errors} == {(name,)}
        if alone and name in Command.model_fields and isinstance(written, str):
            if left := left_in(written):
                return Refused("PLACEHOLDER_LEFT", detail=f"{name}: {shown(left)}")
            if name in INSTANTS and (instead := with_offset(written)):
                told = f"{name}: 北京时间写 {instead} · Beijing time is written so"
                return Refused("MALFORMED", detail=told)
    return Refused("MALFORMED", detail=_where(found), quotes=True)


def _where(found: ValidationError) -> str:
    """The fields at fault, or how many: naming thousands takes longer than reading them."""
    if found.error_count() > 10 * NAMED_ERRORS:
        return how_many(found.error_count(), "errors")
    errors = found.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(list(dict.fromkeys(_place(each["loc"]) for each in errors))[:NAMED_ERRORS])


def _place(loc: tuple[int | str, ...]) -> str:
    """The field and the place in it, counted from 0. What else stands there are the reader's own names."""
    field, *rest = loc or ("",)
    return ".".join(str(part) for part in (field, *(each for each in rest if isinstance(each, int))))[:40]


class _Inbound(WorkflowInboundInterceptor):
    """What a name takes, its own workflow says: another type's word is a stranger's here."""

    async def handle_signal(self, input: HandleSignalInput) -> None:  # noqa: A002
        if workflow.get_signal_handler(input.signal):
            input.args = only(input.args)
        await super().handle_signal(input)

    async def handle_query(self, input: HandleQueryInput) -> Any:  # noqa: A002
        if handler := workflow.get_query_handler(input.query):
            input.args = input.args[: len(signature(handler).parameters)]
        return await super().handle_query(input)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:  # noqa: A002
        if workflow.get_update_handler(input.update):
            input.args = only(input.args)
        super().handle_update_validator(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:  # noqa: A002
        if workflow.get_update_handler(input.update):
            input.args = only(input.args)
        return await super().handle_update_handler(input)


class PayloadGuard(Interceptor):
    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002, ARG002  # the SDK's name
    ) -> type[WorkflowInboundInterceptor]:
        return _Inbound
