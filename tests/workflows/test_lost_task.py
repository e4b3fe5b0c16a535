"""A workflow task that is lost after it recorded and before it completed: what it recorded stands."""

from datetime import timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.engine import decide
from domain.commissions.state.stages import Stage
from domain.commissions.views.view import shown
from domain.party import Party
from gateways.commissions.store import SqlCommissionStore
from gateways.operations.audit.checking import check_ledger
from gateways.ports.work import Batch
from services.commissions.records import RECORD
from tests.workflows.world import World


async def test_an_expiry_recorded_by_a_lost_task_stands_against_a_later_accept(world: World) -> None:
    cid = await world.order()
    await world.stage(cid, "offered")
    state = world.record(cid)
    deadline = state.clocks["accept_by"]

    await world.worker_down()
    expiry = decide(state, Move("accept_by", Party.CLOCK, deadline, deadline + timedelta(seconds=5)))
    record = RECORD.dump_python(expiry.commission, mode="json")
    SqlCommissionStore(world.engine).record(
        Batch(cid, (expiry.transition,), shown(expiry.commission), record)
    )
    in_time = deadline - timedelta(hours=1)
    await world.drop(cid, "accept", command_id="since", received_at=in_time.isoformat())
    await world.worker_up()
    await world.until(lambda: "record_conflict" in world.moves(cid))

    assert await world.stage(cid, "expired") == Stage.EXPIRED
    lines = [(line.move, line.refusal) for line in world.queries.timeline(cid)][2:5]
    assert lines == [("accept_by", ""), ("accept", "ORDER_EXPIRED"), ("record_conflict", "")]
    sums = world.ledger.commission_sums([cid])[cid]
    assert (sums.refunded, sums.still_held, sums.difference) == (300_000, 0, 0)
    assert check_ledger(world.engine).ok
