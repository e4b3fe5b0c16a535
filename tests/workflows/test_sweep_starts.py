"""A sweep is anybody's to start: a pace of nothing, or days past any calendar, are refused by name."""

import math
from datetime import timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError

from models.messages.sweep import SweepStart
from tests.workflows.activations import Run
from tests.workflows.poison import plain
from tests.workflows.test_unread_starts import Runner
from tests.workflows.world import World
from workflows import names
from workflows.sweep import SweepWorkflow

RANGES = (0, -1, 1e-300, 1e-9, 10**9, 10**12, 86_401, math.inf)


def ended(said: dict[str, Any]) -> str:
    run = Run(SweepWorkflow, SweepStart("daily"), Runner())
    run._first[0].initialize_workflow.arguments[0].CopyFrom(plain(said))
    (last,) = list(run.activated())[-1:]
    return str(last.fail_workflow_execution.failure.application_failure_info.type)


@pytest.mark.parametrize("name", ["daily", "visibility", "reconciliation", "metrics"])
@pytest.mark.parametrize("per_second", RANGES)
def test_a_pace_that_no_setting_can_have_is_not_ours(name: str, per_second: float) -> None:
    assert ended({"name": name, "per_second": per_second}) == "NOT_OURS"


@pytest.mark.parametrize("name", ["daily", "visibility", "reconciliation", "metrics"])
@pytest.mark.parametrize("days", [-1, 36_501, 10**9, 10**12])
def test_days_that_no_calendar_has_are_not_ours(name: str, days: int) -> None:
    assert ended({"name": name, "days": days}) == "NOT_OURS"


@pytest.mark.parametrize("said", [{"per_second": 0.001, "days": 1}, {"per_second": 86_400, "days": 3_650}])
def test_whatever_a_setting_can_have_is_swept(said: dict[str, Any]) -> None:
    assert ended({"name": "metrics", **said}) == ""


async def test_a_sweep_at_any_pace_changes_no_money(world: World) -> None:
    """In a world without items: at the slowest pace each one takes ten seconds."""
    before = world.ledger.balances()
    for per_second in (0.001, 86_400):
        for name in ("visibility", "reconciliation"):
            report = await sweep(world, name, per_second, days=0)
            assert report["name"] == name
    assert world.ledger.balances() == before


async def test_a_sweep_that_no_setting_can_ask_for_is_not_ours_and_changes_no_money(world: World) -> None:
    before = world.ledger.balances()
    for per_second, days in ((0, 3), (-1.0, 3), (10**9, 3), (20, -1)):
        for name in ("visibility", "reconciliation"):
            with pytest.raises(WorkflowFailureError) as refused:
                await sweep(world, name, per_second, days)
            assert isinstance(refused.value.cause, ApplicationError)
            assert refused.value.cause.type == "NOT_OURS"
    assert world.ledger.balances() == before


async def sweep(world: World, name: str, per_second: float, days: int) -> dict[str, Any]:
    """What it reports, of a start that somebody made by hand."""
    report: dict[str, Any] = await world.client.execute_workflow(
        names.SWEEP,
        {"name": name, "per_second": per_second, "days": days},
        id=f"sweep/forged-{name}-{per_second}-{days}",
        task_queue=world.settings.queue,
        execution_timeout=timedelta(seconds=60),
    )
    return report
