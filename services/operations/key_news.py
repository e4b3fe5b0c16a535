"""A changed set of keys reaches every open commission and withdrawal within a minute, and in order.

Safe to kill and to repeat: what was told is noted afterwards, and the same set again changes nothing.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from gateways.commissions import key_news
from gateways.commissions.key_news import News
from services.threads import in_thread
from workflows import names

AT_ONCE = 200
"""Of one round; the next one begins a second after."""
SIDE_BY_SIDE = 20
PATIENCE = timedelta(seconds=5)


async def tell_new_keys(client: Client, engine: Engine, holder: str) -> int:
    """The next ones; how many were tried. While another process tells them, none."""
    found = await in_thread(key_news.due, engine, AT_ONCE, holder=holder, now=datetime.now(UTC))
    room = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(news: News) -> bool:
        async with room:
            return await _told(client, news)

    reached = await asyncio.gather(*(one(each) for each in found))
    if found:
        told = [news for news, did in zip(found, reached, strict=True) if did]
        absent = [news for news, did in zip(found, reached, strict=True) if not did]
        await in_thread(key_news.note, engine, told, absent, datetime.now(UTC))
    return len(found)


async def _told(client: Client, news: News) -> bool:
    kind, _, id_ = news.subject.partition(":")
    name = names.workflow_id(id_) if kind == "commission" else names.withdrawal_workflow_id(id_)
    try:
        handle = client.get_workflow_handle(name)
        await handle.signal("keys", news.set, rpc_timeout=PATIENCE)
    except RPCError as failed:
        if failed.status in (RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED):
            raise
        return False
    return True
