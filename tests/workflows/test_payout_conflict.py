"""A withdrawal whose books contradict themselves: no retry can mend that, so a person is told (D5)."""

import pytest
from sqlalchemy import text

from gateways.sandbox.faults import Fault
from gateways.sql.database import writing
from tests.workflows.test_payout import BAD, GOOD
from tests.workflows.world import World


def set_row(world: World, cid: str, **changes: object) -> None:
    """Somebody's hand in the database."""
    columns = ", ".join(f"{name} = :{name}" for name in changes)
    with writing(world.engine) as session:
        session.execute(text(f"update withdrawals set {columns} where id = :id"), {**changes, "id": cid})  # noqa: S608


async def test_a_payout_that_may_not_begin_is_shown_moves_nothing_and_goes_on_once_mended(
    world: World,
) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    with writing(world.engine) as session:
        session.execute(
            text(
                "insert into withdrawals (id, commission_id, creator_id, fen, generation, state, reason,"
                " updated_at) values (:id, :id, :creator, 1, 1, 'under_way', '', '2026-01-01 00:00:00')"
            ),
            {"id": cid, "creator": creator},
        )

    await world.send(cid, "settle")

    await world.until(lambda: world.attention(cid) == ("payout_conflict",), "the attention")
    assert world.record(cid).payout.state == "conflict"
    assert world.ledger.balances()[f"creator:{creator}"] == 285_000
    assert world.transfers(cid) == []

    with writing(world.engine) as session:
        session.execute(text("delete from withdrawals where id = :id"), {"id": cid})
    await world.operate(cid, "retry_payout")

    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert world.attention(cid) == ()
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


@pytest.mark.parametrize("paid", [True, False], ids=["paid", "returned"])
async def test_an_end_the_books_contradict_is_shown_and_asks_the_bank_again_under_the_same_number(
    world: World,
    paid: bool,  # noqa: FBT001
) -> None:
    cid = await world.published()
    creator = world.record(cid).order.creator_id
    world.faults.arm("bank", Fault.LOSE_ANSWER, operation="transfer", match=cid)
    world.faults.arm("bank", Fault.FAIL_BEFORE, operation="find", match=cid, times=1_000)
    world.catalogue.bind_account(creator, GOOD if paid else BAD)
    await world.ask(cid, "settle")
    await world.until(lambda: len(world.queries.withdrawal_lines(cid)) > 1, "the first unknown answer")
    set_row(world, cid, state="returned" if paid else "paid")
    world.faults.clear()

    await world.until(lambda: world.attention(cid) == ("payout_conflict",), "the attention")
    transfers = world.transfers(cid)
    assert [each[2] for each in transfers] == [paid]
    assert world.ledger.balances()[f"transit:{cid}"] == 285_000

    set_row(world, cid, state="under_way")
    await world.operate(cid, "retry_payout")

    ended = "paid" if paid else "waiting"
    await world.until(lambda: world.record(cid).payout.state == ended, "the end of the payout")
    assert world.transfers(cid) == transfers
