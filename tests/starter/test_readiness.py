"""What a Temporal server of somebody else's lacks is named; what may be made is made, once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Engine, text
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, RemoveSearchAttributesRequest
from temporalio.client import Client

from runtime.readiness import RETENTION, described, lacking_in_temporal, prepare, require
from runtime.server import SEARCH_ATTRIBUTES, ServerPlan, embedded_server
from runtime.signal_limit import warnings_of
from services.failures import NotReady
from tests.deploy.cluster import limits, stock_server


@pytest_asyncio.fixture(scope="module")
async def limited() -> AsyncIterator[str]:
    """A server of somebody else's that was given our dynamic configuration."""
    async with stock_server(*limits()) as address:
        yield address


async def codes(client: Client) -> set[str]:
    return {each.code for each in await lacking_in_temporal(client)}


async def prepared(address: str, namespace: str) -> Client:
    client = await Client.connect(address, namespace=namespace)
    await prepare(client)
    return client


async def test_a_missing_namespace_is_named_and_prepared_once(limited: str) -> None:
    client = await Client.connect(limited, namespace="fresh")
    assert await codes(client) == {"NAMESPACE_MISSING"}

    first, again = await prepare(client), await prepare(client)

    assert all(made for _, made in first)
    assert not any(made for _, made in again)
    assert await codes(client) == set()
    found = await described(client)
    assert found is not None
    assert found.config.workflow_execution_retention_ttl.ToTimedelta() == RETENTION


async def test_a_search_attribute_that_is_missing_is_named_and_made(limited: str) -> None:
    client = await prepared(limited, "one-short")
    request = RemoveSearchAttributesRequest(namespace=client.namespace, search_attributes=["Deadline"])
    await client.operator_service.remove_search_attributes(request)
    (lack,) = await lacking_in_temporal(client)
    assert lack.code == "SEARCH_ATTRIBUTE_MISSING"
    assert "Deadline" in lack.zh

    made = dict(await prepare(client))

    assert made == {"namespace one-short": False, **dict.fromkeys(SEARCH_ATTRIBUTES, False), "Deadline": True}
    assert await codes(client) == set()


async def test_a_search_attribute_of_another_type_is_named(limited: str) -> None:
    client = await Client.connect(limited, namespace="other-type")
    await prepare(await Client.connect(limited, namespace="other-type"))
    gone = RemoveSearchAttributesRequest(namespace=client.namespace, search_attributes=["AmountFen"])
    await client.operator_service.remove_search_attributes(gone)
    kind = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    other = AddSearchAttributesRequest(namespace=client.namespace, search_attributes={"AmountFen": kind})
    await client.operator_service.add_search_attributes(other)

    assert await codes(client) == {"SEARCH_ATTRIBUTE_TYPE"}


async def test_a_server_without_the_payload_limit_is_found_out() -> None:
    async with stock_server() as address:
        client = await prepared(address, "starmap")

        assert await codes(client) == {"PAYLOAD_LIMIT"}


async def test_a_limit_without_its_lower_warning_is_no_limit_and_is_found_out() -> None:
    async with stock_server("--dynamic-config-value", "limit.blobSize.error=131072") as address:
        client = await prepared(address, "starmap")

        assert await codes(client) == {"PAYLOAD_LIMIT"}


async def test_the_embedded_server_lacks_nothing(tmp_path: Path) -> None:
    async with embedded_server(ServerPlan(tmp_path, durable=False)) as server:
        client = await Client.connect(server.address)
        assert await codes(client) == set()
        assert await warnings_of(client) == []


async def test_a_server_that_keeps_any_number_of_signals_is_warned_of() -> None:
    async with stock_server() as address:
        client = await prepared(address, "starmap")

        (warning,) = await warnings_of(client)

        assert warning.code == "SIGNAL_LIMIT"
        assert "history.maximumSignalsPerExecution" in warning.zh
        assert not [each async for each in client.list_workflows("ExecutionStatus = 'Running'")]


async def test_all_that_is_lacking_is_told_at_once(limited: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
        connection.execute(text("update schema_floor set revision = '9999'"))

    with pytest.raises(NotReady) as told:
        await require(await Client.connect(limited, namespace="nowhere"), engine)

    assert [each.code for each in told.value.complaints] == ["DATABASE_AHEAD", "NAMESPACE_MISSING"]
