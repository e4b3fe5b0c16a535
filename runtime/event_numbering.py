"""Events get their public numbers while a process sweeps. Of several one gives them, as long as it lives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.operations.events import number_waiting, stop_numbering
from services.threads import in_thread

PAUSE = 0.25
"""Seconds between two looks: what is committed has its number after so long. A look reads two indexes."""


@asynccontextmanager
async def numbering_events(engine: Engine) -> AsyncIterator[None]:
    """Its last look has ended when the block has: nothing is asked of a database that is being closed."""
    stopping = asyncio.Event()
    task = asyncio.create_task(_number(engine, uuid4().hex, stopping))
    try:
        yield
    finally:
        stopping.set()
        await task


async def _number(engine: Engine, holder: str, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        try:
            more = await in_thread(number_waiting, engine, holder)
        except SQLAlchemyError as failed:  # also where no connection is free
            structlog.get_logger().warning("events wait", error=type(failed).__name__)
            more = False
        if not more:
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), PAUSE)
    with suppress(SQLAlchemyError):  # another waits for the lease to run out, as after a kill
        await in_thread(stop_numbering, engine, holder)
