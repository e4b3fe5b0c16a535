"""The reference commissions cost what they cost: held, so that a dearer one is noticed (D5)."""

import pytest

from benchmarks.reference import BOUNDS, findings, measured
from tests.workflows.world import World

TOWN = True


@pytest.mark.parametrize("name", BOUNDS)
async def test_a_reference_commission_costs_no_more_than_it_did(world: World, name: str) -> None:
    cost = await measured(world, name)

    assert findings(name, cost) == [], cost
