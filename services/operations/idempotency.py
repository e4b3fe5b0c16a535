"""A write under its Idempotency-Key: done once, answered as often as it is asked.

Kept are answers that say it was done. What was refused, or not done for reasons of ours, may be tried again
under the same key.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from domain.refusals import Refused
from gateways.operations.kept_answers import HELD, Claimed, Line, Place, SqlKeptAnswers, nothing
from gateways.refusals import BookRefusal
from services.threads import in_thread

__all__ = ["Claimed", "Place", "answered", "claim", "digest_of", "held", "let_go", "number_of"]

DONE = range(200, 300)
RENEWED_EVERY = HELD / 3


def claim(engine: Engine, place: Place, body: bytes) -> tuple[Claimed, str]:
    """Whether to do it now, or what was answered; and who we are to it.

    Raises Refused: KEY_REUSED for another body, KEY_IN_USE while another is at work on it.
    """
    holder = uuid4().hex
    found = SqlKeptAnswers(engine).claim(place, digest_of(body), holder, datetime.now(UTC))
    if not found.same:
        raise Refused("KEY_REUSED")
    if not found.ours and not found.status:
        raise Refused("KEY_IN_USE")
    return found, holder


def answered(engine: Engine, place: Place, holder: str, status: int, body: str, line: Line = nothing) -> None:
    """``line``: what is noted of it, in the same transaction."""
    kept = SqlKeptAnswers(engine)
    if status in DONE:
        kept.answer(place, holder, status, body, line)
    else:
        kept.let_go(place, holder)


@asynccontextmanager
async def held(
    engine: Engine, place: Place, holder: str, every: timedelta = RENEWED_EVERY
) -> AsyncIterator[None]:
    """As long as the block lasts nobody else takes the key over; of a dead gateway another soon does."""
    renewing = asyncio.create_task(_renewed(engine, place, holder, every))
    try:
        yield
    finally:
        renewing.cancel()
        with suppress(asyncio.CancelledError):
            await renewing


async def _renewed(engine: Engine, place: Place, holder: str, every: timedelta) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        with suppress(SQLAlchemyError, BookRefusal):  # the books are away: what is done twice counts once
            await in_thread(SqlKeptAnswers(engine).renew, place, holder, datetime.now(UTC))


def let_go(engine: Engine, place: Place, holder: str) -> None:
    SqlKeptAnswers(engine).let_go(place, holder)


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def number_of(place: Place) -> str:
    """The number that a write has in the books: of this account and key, whichever gateway it reaches."""
    told = f"{place.account}\n{place.method}\n{place.path}\n{place.key}"
    return f"http-{hashlib.sha256(told.encode()).hexdigest()[:32]}"
