"""The database is away: replies still come, everything continues, and in the end every line is there."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from gateways.commissions.store import SqlCommissionStore
from tests.workflows.world import World


class Away:
    """While it is set, every record fails."""

    def __init__(self) -> None:
        self.attempts = 0
        self.left = 0

    def now(self, attempts: int) -> None:
        self.left = attempts


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Away:
    state, record = Away(), SqlCommissionStore.record

    def failing(self: SqlCommissionStore, batch: Any) -> Any:
        if state.left > 0:
            state.left -= 1
            state.attempts += 1
            raise OperationalError("insert into timeline", {}, Exception("database is away"))
        return record(self, batch)

    monkeypatch.setattr(SqlCommissionStore, "record", failing)
    return state


async def test_a_sick_database_holds_no_reply_and_loses_no_line(world: World, away: Away) -> None:
    cid = await world.outlined()
    away.now(attempts=3)

    began = time.monotonic()
    rejected = await world.ask(cid, "reject", reason="太短")
    took = time.monotonic() - began
    submitted = await world.ask(cid, "submit", ref="outline-2")
    approved = await world.ask(cid, "approve")

    assert took < 3
    assert [each["stage"] for each in (rejected, submitted, approved)] == [
        "outline_drafting",
        "outline_review",
        "content_drafting",
    ]
    assert world.queries.commission(cid).stage == "outline_review"  # the table follows
    await world.stage(cid, "content_drafting")
    await world.quiet(cid)
    assert away.attempts == 3
    assert world.moves(cid)[-3:] == ["reject", "submit", "approve"]
    assert sorted(world.heard(cid)[-2:]) == ["outline_confirmed", "outline_rejected"]
    assert world.brand_heard(cid) == ["accepted", "outline_review", "outline_review"]


async def test_away_over_a_deadline_the_money_still_moves_once_and_as_of_the_deadline(
    world: World, away: Away
) -> None:
    cid = await world.published()
    deadline = world.clock(cid, "settle_by")
    await world.before(cid, "settle_by")
    away.now(attempts=5)

    await world.skip(cid, timedelta(minutes=10))

    await world.stage(cid, "settled")
    await world.until(lambda: world.record(cid).payout.state == "paid", "the payout")
    assert away.attempts == 5
    assert world.record(cid).settled_at == deadline
    assert world.transfers(cid) == [(f"{cid}-1", 285_000, True)]


async def test_away_when_an_order_comes_in_nobody_is_told_before_the_money_is_held(
    world: World, away: Away
) -> None:
    away.now(attempts=2)
    cid = await world.order()
    await asyncio.sleep(0.5)
    assert world.heard(cid) == []

    await world.stage(cid, "offered")
    await world.quiet(cid)

    assert world.heard(cid) == ["offer"]
    assert world.money(cid).held == 300_000
