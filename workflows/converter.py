"""How payloads are read. Whatever a sender puts into a message, reading it never fails a workflow task."""

from collections.abc import Sequence
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.common import RawValue
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter, PydanticPayloadConverter
from temporalio.converter import DataConverter, DefaultFailureConverter, PayloadConverter
from temporalio.exceptions import ApplicationError

from domain.refusals import REFUSALS
from gateways.ports.work import NeverSent, OutcomeUnknown, VendorRefused
from models.messages.thin import STARTS, thin

UNREADABLE = b"binary/unreadable"
UNREAD = Payload(metadata={"encoding": UNREADABLE})
ARGUMENTS_MAX = 8
"""Nothing of ours has more than one. A message of 128 KB can have thousands, which takes seconds to read."""


class _ThinStarts(PydanticJSONPlainPayloadConverter):
    """The start of a workflow says only what is its own."""

    def to_payload(self, value: Any) -> Payload | None:
        return super().to_payload(thin(value) if isinstance(value, STARTS) else value)


JSON = _ThinStarts()
"""One for all: every workflow makes a converter of its own, and to learn our types takes 25 ms."""


class _LenientPayloads(PydanticPayloadConverter):
    """Arguments in a number nobody asked for stay raw: the guard judges them, the SDK does not trip."""

    def __init__(self) -> None:
        super().__init__()
        self.converters = {**self.converters, JSON.encoding.encode(): JSON}

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:
        if type_hints is None and len(payloads) > 1:
            return [RawValue(payload) for payload in payloads]
        return super().from_payloads(payloads, type_hints)


class _GuardedConverter(DataConverter):
    """A payload that claims to be stored elsewhere fails the task before any public hook (TMPRL1105)."""

    async def _decode_reference_payload_sequence(self, payloads: Sequence[Payload]) -> list[Payload]:
        if len(payloads) > ARGUMENTS_MAX:
            return [UNREAD, UNREAD]
        if any(_claims(payload) for payload in payloads):
            return [UNREAD if _claims(payload) else payload for payload in payloads]
        return payloads  # type: ignore[return-value]  # itself: hundreds of 120 KB are not copied


def _claims(payload: Payload) -> bool:
    """To be stored elsewhere."""
    return bool(
        "__temporal_external_storage_reference" in payload.metadata
        or payload.external_payloads
        or payload.metadata.get("encoding") == b"json/external-storage-reference"
        or b"ExternalStorageReference" in payload.metadata.get("messageType", b"")
    )


class _PlainRefusals(DefaultFailureConverter):
    """A refusal, ours or a provider's, is an answer read in the Web UI: it carries no lines of our code."""

    def to_failure(
        self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure
    ) -> None:
        refused = isinstance(exception, ApplicationError) and exception.type in REFUSALS
        if refused or isinstance(exception, (NeverSent, OutcomeUnknown, VendorRefused)):
            exception = exception.with_traceback(None)  # to write it out takes longer than to refuse
        super().to_failure(exception, payload_converter, failure)


CONVERTER = _GuardedConverter(
    payload_converter_class=_LenientPayloads, failure_converter_class=_PlainRefusals
)
