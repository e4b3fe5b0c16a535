"""Who works on a key has it to himself for as long as he is alive, and hardly longer."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from gateways.operations.kept_answers import HELD, Place, SqlKeptAnswers
from models.tables.gateway import KeptAnswer
from services.operations import idempotency

NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)
PLACE = Place("key:ak_1", "POST", "/v1/commissions", "order-1")
KEY = (PLACE.account, PLACE.method, PLACE.path, PLACE.key)


def test_what_a_dead_gateway_had_claimed_another_takes_over_after_seconds(engine: Engine) -> None:
    kept = SqlKeptAnswers(engine)
    kept.claim(PLACE, "digest", "dead", NOON)

    early = kept.claim(PLACE, "digest", "other", NOON + HELD - timedelta(milliseconds=1))
    late = kept.claim(PLACE, "digest", "other", NOON + HELD)

    assert (early.ours, late.ours) == (False, True)
    assert timedelta(seconds=20) > HELD
    kept.answer(PLACE, "dead", 200, "late")
    assert kept.claim(PLACE, "digest", "third", NOON + HELD).status == 0, "it is not the dead one's any more"


def test_a_claim_that_is_renewed_is_not_taken_over(engine: Engine) -> None:
    kept = SqlKeptAnswers(engine)
    kept.claim(PLACE, "digest", "slow", NOON)

    kept.renew(PLACE, "slow", NOON + HELD / 2)
    kept.renew(PLACE, "other", NOON + 9 * HELD)

    assert not kept.claim(PLACE, "digest", "other", NOON + HELD).ours
    assert kept.claim(PLACE, "digest", "other", NOON + 1.5 * HELD).ours


async def test_as_long_as_the_work_lasts_its_claim_is_renewed_and_no_longer(engine: Engine) -> None:
    _, holder = idempotency.claim(engine, PLACE, b"{}")
    begun = held_until(engine)

    async with idempotency.held(engine, PLACE, holder, every=timedelta(milliseconds=5)):
        async with asyncio.timeout(20):
            while held_until(engine) == begun:  # noqa: ASYNC110  # the books tell nobody
                await asyncio.sleep(0.005)
    ended = held_until(engine)
    await asyncio.sleep(0.05)

    assert held_until(engine) == ended > begun


def held_until(engine: Engine) -> datetime:
    with Session(engine) as session:
        row = session.get(KeptAnswer, KEY)
        assert row is not None
        return row.held_until
