"""What a hostile or broken sender can put on the wire, past the typed client: through the service stub."""

import asyncio
import gzip
import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from temporalio.api.common.v1 import Header, Payload, Payloads, WorkflowExecution
from temporalio.api.query.v1 import WorkflowQuery
from temporalio.api.update.v1 import Input, Meta, Request, WaitPolicy
from temporalio.api.workflowservice.v1 import (
    QueryWorkflowRequest,
    SignalWorkflowExecutionRequest,
    UpdateWorkflowExecutionRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

AT_THE_DOOR = (RPCStatusCode.RESOURCE_EXHAUSTED, RPCStatusCode.INVALID_ARGUMENT)
PATIENCE = timedelta(seconds=30)
CLOSING = "workflow is closing"
"""Another run begins just now: the typed client asks again by itself."""
Headers = dict[str, Payload]
COMPLETED = 3  # of the stages an update's caller can wait for


def plain(data: bytes | str | object, **metadata: bytes) -> Payload:
    """A payload that says it is JSON."""
    if not isinstance(data, bytes | str):
        data = json.dumps(data, ensure_ascii=False)
    return encoded(b"json/plain", data.encode() if isinstance(data, str) else data, **metadata)


def encoded(encoding: bytes, data: bytes = b"x", **metadata: bytes) -> Payload:
    return Payload(metadata={"encoding": encoding, **metadata}, data=data)


def _outside(*sizes: int) -> Payload:
    payload = plain("{}")
    for size in sizes:
        payload.external_payloads.add().size_bytes = size
    return payload


GOOD = plain('{"reason": "标题与产品不符"}')
REFERENCE = json.dumps({"driverName": "s3", "claimData": {"key": "value"}}).encode()
REFERENCE_TYPE = b"temporal.api.sdk.v1.ExternalStorageReference"
DEEP = 15_000

PAYLOADS: dict[str, list[Payload]] = {
    # nothing, and too much
    "nothing": [],
    "an empty payload": [Payload()],
    "null": [plain("null")],
    "binary null": [encoded(b"binary/null", b"")],
    "no data": [plain("")],
    "two good ones": [GOOD, GOOD],
    "three, all unreadable": [encoded(b"binary/encrypted"), plain("{"), encoded(b"zz")],
    "one and a null": [GOOD, encoded(b"binary/null", b"")],
    "fifty": [GOOD] * 50,
    "ten thousand": [Payload()] * 10_000,
    # not JSON, or not quite
    "bytes": [encoded(b"binary/plain", b"\0\1\xff")],
    "half a JSON text": [plain('{"reason": "a')],
    "two JSON texts": [plain("{}{}")],
    "a trailing comma": [plain('{"reason": "a",}')],
    "single quotes": [plain("{'reason': 'a'}")],
    "a byte order mark": [plain(b"\xef\xbb\xbf{}")],
    "UTF-16": [plain('{"reason": "a"}'.encode("utf-16"))],
    "no UTF-8": [plain(b'{"reason": "\xff\xfe"}')],
    "gzip": [plain(gzip.compress(b"{}"))],
    "XML": [plain("<command/>")],
    "NaN": [plain('{"round": NaN}')],
    "infinity": [plain('{"round": -Infinity}')],
    "a huge integer": [plain('{"round": ' + "9" * 5_000 + "}")],
    "a huge exponent": [plain('{"round": 1e999999}')],
    "deep lists": [plain('{"reason": ' + "[" * DEEP + "]" * DEEP + "}")],
    "deep objects": [plain('{"a":' * 5_000 + "1" + "}" * 5_000)],
    "deep and open": [plain("[" * DEEP)],
    "a lone surrogate": [plain('{"reason": "\\ud800"}')],
    "a surrogate as UTF-8": [plain(b'{"reason": "\xed\xa0\x80"}')],
    "a NUL": [plain('{"reason": "a\\u0000b"}')],
    "a raw NUL": [plain(b'{"reason": "a\0b"}')],
    "a NUL in a name": [plain('{"\\u0000": 1}')],
    # JSON of another shape
    "a list": [plain("[]")],
    "a list of commands": [plain('[{"reason": "a"}]')],
    "a string": [plain('"reject"')],
    "a command in a string": [plain(json.dumps('{"reason": "a"}'))],
    "a number": [plain("1")],
    "true": [plain("true")],
    "an unknown field": [plain({"reason": "a", "sudo": True})],
    "an empty name": [plain({"": 1})],
    "a private name": [plain({"__class__": "Command", "model_config": {}})],
    "thousands of fields": [plain({f"field{number}": number for number in range(3_000)})],
    "10,000 pieces of evidence": [plain({"evidence": ["a"] * 10_000})],
    "evidence of the wrong kind": [plain({"evidence": [1, None, {}, []] * 20})],
    "40 KB of text": [plain({"reason": "长" * 13_300})],
    "two payloads of 24 KB": [plain({"reason": "a" * 24_000})] * 2,
    # other encodings
    "an unknown encoding": [encoded(b"weird/encoding")],
    "no encoding": [Payload(data=b"{}")],
    "an encoding that is no text": [encoded(b"\xff\xfe")],
    "a longer encoding": [encoded(b"json/plain; charset=utf-8", b"{}")],
    "a long encoding": [encoded(b"x" * 20_000)],
    "much metadata": [plain("{}x", **{f"key{number}": b"x" for number in range(500)})],
    "encrypted": [encoded(b"binary/encrypted", b"\x8f" * 100)],
    "compressed": [encoded(b"binary/zlib", b"\x78\x9c")],
    "protobuf of no type": [encoded(b"json/protobuf", b"{}")],
    "protobuf of an unknown type": [encoded(b"json/protobuf", b"{}", messageType=b"no.such.Type")],
    "protobuf of a type that is no text": [encoded(b"json/protobuf", b"{}", messageType=b"\xff")],
    "protobuf of another type": [
        encoded(b"json/protobuf", b"{}", messageType=b"temporal.api.common.v1.WorkflowExecution")
    ],
    "binary protobuf": [
        encoded(b"binary/protobuf", b"\xff", messageType=b"temporal.api.common.v1.WorkflowExecution")
    ],
    # "it is stored elsewhere", in every spelling
    "stored elsewhere": [encoded(b"json/external-storage-reference", REFERENCE)],
    "stored elsewhere, not said where": [encoded(b"json/external-storage-reference", b"")],
    "marked as stored elsewhere": [plain("{}", __temporal_external_storage_reference=b"true")],
    "marked as not": [plain("{}", __temporal_external_storage_reference=b"")],
    "a reference as JSON": [encoded(b"json/protobuf", REFERENCE, messageType=REFERENCE_TYPE)],
    "a reference as bytes": [encoded(b"binary/protobuf", b"", messageType=REFERENCE_TYPE)],
    "parts stored elsewhere": [_outside(5)],
    "many parts stored elsewhere": [_outside(*range(100))],
    "stored elsewhere among others": [GOOD, encoded(b"json/external-storage-reference", REFERENCE), GOOD],
}

HEADERS: dict[str, dict[str, Payload]] = {
    "stored elsewhere": {"x": encoded(b"json/external-storage-reference", REFERENCE)},
    "marked": {"_tracer-data": plain("{}", __temporal_external_storage_reference=b"true")},
    "unreadable": {"_tracer-data": encoded(b"zz"), "": Payload()},
    "protobuf": {"h": encoded(b"json/protobuf", b"{", messageType=b"\xff")},
    "many": {f"header{number}": plain("1") for number in range(300)},
}

NAMES = {
    "unknown": "nosuch",
    "of a stage": "published_",
    "of a clock": "accept_by",
    "of the system": "payout_paid",
    "with a space": "accept ",
    "in capitals": "ACCEPT",
    "Chinese": "接收任务",
    "of a method": "__init__",
    "of Temporal": "__temporal_workflow_metadata",
    "of no Temporal": "__temporal_nosuch",
    "of the stack": "__stack_trace",
    "in code": "'; drop table commission; --",
    "900 characters": "x" * 900,
}

REFUSED_BY_THE_SERVER = {
    "132 KB": [plain({"reason": "a" * 132_000})],
    "2 MB": [plain({"reason": "a" * 2_000_000})],
}


@dataclass(frozen=True)
class Wire:
    """The three doors of one workflow. Each returns within its patience, or the test fails."""

    client: Client
    workflow_id: str

    async def signal(self, name: str, payloads: list[Payload], headers: Headers | None = None) -> None:
        request = SignalWorkflowExecutionRequest(
            namespace=self.client.namespace,
            workflow_execution=self._execution,
            signal_name=name,
            input=_arguments(payloads),
            header=Header(fields=headers or {}),
            request_id=uuid4().hex,
        )
        await self.client.workflow_service.signal_workflow_execution(request, retry=True, timeout=PATIENCE)

    async def update(
        self,
        name: str,
        payloads: list[Payload],
        headers: Headers | None = None,
        update_id: str = "",
    ) -> str:
        """Why it was refused, by the commission or by the server; nothing when it was applied."""
        request = UpdateWorkflowExecutionRequest(
            namespace=self.client.namespace,
            workflow_execution=self._execution,
            wait_policy=WaitPolicy(lifecycle_stage=COMPLETED),  # type: ignore[arg-type]  # an enum's number
            request=Request(
                meta=Meta(update_id=update_id or uuid4().hex),
                input=Input(name=name, args=_arguments(payloads), header=Header(fields=headers or {})),
            ),
        )
        async with asyncio.timeout(PATIENCE.total_seconds()):
            while True:
                try:
                    answer = await self.client.workflow_service.update_workflow_execution(
                        request, timeout=PATIENCE
                    )
                    break
                except RPCError as failed:
                    if failed.status in AT_THE_DOOR and CLOSING not in str(failed):
                        return f"at the door: {failed}"
                    if failed.status not in AT_THE_DOOR:
                        raise
                await asyncio.sleep(0.1)
        assert answer.HasField("outcome"), "the caller was left waiting"
        return answer.outcome.failure.message

    async def query(self, name: str, payloads: list[Payload], headers: Headers | None = None) -> str:
        """The answer, or why there was none."""
        query = WorkflowQuery(
            query_type=name, query_args=_arguments(payloads), header=Header(fields=headers or {})
        )
        request = QueryWorkflowRequest(
            namespace=self.client.namespace, execution=self._execution, query=query
        )
        try:
            answer = await self.client.workflow_service.query_workflow(request, timeout=PATIENCE)
        except RPCError as failed:
            if failed.status is RPCStatusCode.DEADLINE_EXCEEDED:
                raise
            return str(failed)
        return answer.query_result.payloads[0].data.decode()

    @property
    def _execution(self) -> WorkflowExecution:
        return WorkflowExecution(workflow_id=self.workflow_id)


def _arguments(payloads: list[Payload]) -> Payloads | None:
    return Payloads(payloads=payloads) if payloads else None
