"""What goes wrong outside has a name; a fault of ours has none, and is told as what it is."""

import pytest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from gateways.refusals import DatabaseUnusable
from services.failures import named


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(RuntimeError) as failed:
        await Client.connect("127.0.0.1:1")

    assert [each.code for each in named(failed.value)] == ["TEMPORAL_UNREACHABLE"]


def test_a_server_that_refuses_is_unreachable() -> None:
    failed = RPCError("no", RPCStatusCode.UNAVAILABLE, b"")

    assert [each.code for each in named(failed)] == ["TEMPORAL_UNREACHABLE"]


@pytest.mark.parametrize("said", ["dictionary changed size during iteration", "Event loop is closed", ""])
def test_a_fault_of_ours_is_no_outage(said: str) -> None:
    assert named(RuntimeError(said)) == []
    assert named(RecursionError(said)) == []
    assert named(NotImplementedError(said)) == []


def test_a_database_that_is_not_usable_has_a_name() -> None:
    assert [each.code for each in named(DatabaseUnusable("x"))] == ["DATABASE_UNAVAILABLE"]
