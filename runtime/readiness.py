"""Is everything there that a worker needs? And making what may be made: the namespace, the search attributes.

Each thing that is lacking has a name and says, in both languages, what to do.
"""

import asyncio
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from sqlalchemy import Engine
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    DescribeNamespaceResponse,
    RegisterNamespaceRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from domain.bounds import BadTerms
from gateways.personal.keys import check as check_keys
from gateways.refusals import BookRefusal
from gateways.sql.database import reads_only
from gateways.sql.schema import check
from runtime.server import LIMITS, SEARCH_ATTRIBUTES
from services.failures import Complaint, NotReady, bad_terms, no_namespace
from services.terms_file import read_published
from services.terms_in_force import check as check_terms

RETENTION = timedelta(days=30)
PATIENCE = 60.0
BLOB_MAX = int(LIMITS["limit.blobSize.error"])
KINDS = {
    kind: IndexedValueType.Value(f"INDEXED_VALUE_TYPE_{name}")
    for kind, name in (
        ("Keyword", "KEYWORD"),
        ("KeywordList", "KEYWORD_LIST"),
        ("Datetime", "DATETIME"),
        ("Int", "INT"),
    )
}


TOO_LARGE = Complaint.of("PAYLOAD_LIMIT", most=BLOB_MAX)


READ_ONLY = Complaint.of("DATABASE_READ_ONLY")


async def require(client: Client, engine: Engine) -> None:
    """Raises NotReady with all that is lacking at once, so that it is mended at once."""
    lacks = [*lacking_in_database(engine), *await lacking_in_temporal(client)]
    if lacks:
        raise NotReady(lacks)


def lacking_in_database(engine: Engine) -> list[Complaint]:
    try:
        check(engine)
        check_keys(engine)
        check_terms(engine, read_published())
    except BookRefusal as refused:
        return [Complaint(refused.code, refused.zh, refused.en)]
    except BadTerms as bad:
        return [bad_terms(bad)]
    return [READ_ONLY] if reads_only(engine) else []


async def lacking_in_temporal(client: Client) -> list[Complaint]:
    if await described(client) is None:
        return [no_namespace(client.namespace)]
    known = await _attributes(client)
    lacks = [_no_attribute(name) for name in SEARCH_ATTRIBUTES if name not in known]
    lacks += [
        _other_kind(n) for n, kind in SEARCH_ATTRIBUTES.items() if known.get(n, KINDS[kind]) != KINDS[kind]
    ]
    return lacks + ([TOO_LARGE] if await _takes_too_large(client) else [])


async def prepare(client: Client) -> list[tuple[str, bool]]:
    """Make what is missing; each name, and whether it was made now. Again: nothing is made."""
    done = [(f"namespace {client.namespace}", await _make_namespace(client))]
    known = await _attributes(client)
    missing = {name: KINDS[kind] for name, kind in SEARCH_ATTRIBUTES.items() if name not in known}
    if missing:
        request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        await client.operator_service.add_search_attributes(request)
    return done + [(name, name in missing) for name in SEARCH_ATTRIBUTES]


async def described(client: Client) -> DescribeNamespaceResponse | None:
    try:
        request = DescribeNamespaceRequest(namespace=client.namespace)
        return await client.workflow_service.describe_namespace(request)
    except RPCError as failed:
        if failed.status == RPCStatusCode.NOT_FOUND:
            return None
        raise


async def _make_namespace(client: Client) -> bool:
    """Returns when the whole cluster has heard of it: its parts look for new namespaces every few seconds."""
    made = await described(client) is None
    if made:
        await _register(client)
    async with asyncio.timeout(PATIENCE):
        while not await _is_known(client):  # noqa: ASYNC110  # it is the server that must hear of it
            await asyncio.sleep(0.2)
    return made


async def _is_known(client: Client) -> bool:
    try:
        await _attributes(client)
    except RPCError as failed:
        if failed.status == RPCStatusCode.NOT_FOUND:
            return False
        raise
    return True


async def _register(client: Client) -> None:
    kept = Duration()
    kept.FromTimedelta(RETENTION)
    request = RegisterNamespaceRequest(namespace=client.namespace, workflow_execution_retention_period=kept)
    try:
        await client.workflow_service.register_namespace(request)
    except RPCError as failed:
        if failed.status != RPCStatusCode.ALREADY_EXISTS:  # somebody else prepared it just now
            raise


async def _attributes(client: Client) -> dict[str, int]:
    request = ListSearchAttributesRequest(namespace=client.namespace)
    found = await client.operator_service.list_search_attributes(request)
    return dict(found.custom_attributes)


async def _takes_too_large(client: Client) -> bool:
    """Asked with a signal to nobody: the size is judged before the recipient is looked for.

    The limit that `describe` tells is not enough: the server judges only what is above the limit of warning.
    """
    try:
        await client.get_workflow_handle("starmap-size-probe").signal("probe", "x" * BLOB_MAX)
    except RPCError as refused:
        return refused.status == RPCStatusCode.NOT_FOUND
    return True


def _no_attribute(name: str) -> Complaint:
    return Complaint.of("SEARCH_ATTRIBUTE_MISSING", name=name)


def _other_kind(name: str) -> Complaint:
    return Complaint.of("SEARCH_ATTRIBUTE_TYPE", name=name, type=SEARCH_ATTRIBUTES[name])
