"""Fifty requests for one withdrawal at the same instant, by HTTP and on PostgreSQL: one leaves."""

import asyncio

import pytest

from services.money import withdrawals_read
from tests.workflows.test_over_http import Stage, on

__all__ = ["on"]

AT_ONCE = 50
POSTGRESQL = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


async def earned(on: Stage) -> None:
    """One commission settled, and its money on the creator's balance."""
    answer = await on.creator.post("/v1/creator/payout-by-hand", {"by_hand": True}, method="PUT")
    assert answer.status == 200, answer
    cid = await on.order()
    await on.world.stage(cid, "offered")
    await on.given(on.creator, cid, "accept")
    await on.world.hand_in(cid)
    await on.given(on.brand, cid, "approve", release_at="now")
    await on.world.stage(cid, "published")
    await on.given(on.brand, cid, "settle")
    await on.world.stage(cid, "settled")


@POSTGRESQL
@pytest.mark.parametrize("keys", [1, AT_ONCE])
async def test_what_is_on_the_balance_is_withdrawn_once(on: Stage, keys: int) -> None:
    await earned(on)

    answers = await asyncio.gather(
        *(
            on.creator.post("/v1/creator/withdrawals", {"fen": 0}, key=f"k{number % keys}")
            for number in range(AT_ONCE)
        )
    )

    done = [each for each in answers if each.status == 200]
    assert len({each.body for each in done}) == 1, answers[0]
    refused = {each.code for each in answers if each.status != 200}
    assert refused <= ({"KEY_IN_USE"} if keys == 1 else {"NOTHING_TO_WITHDRAW", "NO_ANSWER_YET"})
    rows, _ = withdrawals_read.withdrawals(on.world.engine, creator_id=on.creator_id)
    assert [each.fen for each in rows if each.state != "refused"] == [285_000]
