"""New and revoked keys are told to what is open while a process sweeps. Of several one tells them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client
from temporalio.service import RPCError

from domain.refusals import Refused
from gateways.refusals import BookRefusal
from services.operations.key_news import AT_ONCE, tell_new_keys

PAUSE, SOON = 3.0, 1.0
"""Seconds between two looks, and between two helpings."""


@asynccontextmanager
async def telling_keys(client: Client, engine: Engine) -> AsyncIterator[None]:
    """Its last helping has ended when the block has."""
    stopping = asyncio.Event()
    task = asyncio.create_task(_tell(client, engine, uuid4().hex, stopping))
    try:
        yield
    finally:
        stopping.set()
        await task


async def _tell(client: Client, engine: Engine, holder: str, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        try:
            more = await tell_new_keys(client, engine, holder) == AT_ONCE
        except (SQLAlchemyError, RPCError, BookRefusal, Refused) as failed:  # nothing of it is lost
            structlog.get_logger().warning("key news wait", error=type(failed).__name__)
            more = False
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), SOON if more else PAUSE)
