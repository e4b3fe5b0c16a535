"""Two stores, one truth: what is open in the books runs at the server, and what runs there is in the books.

It asks and changes nothing. The server's lists are a moment late: what they lack is asked about by itself.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.money.withdrawals.steps import WATCH_DAYS
from domain.operations.findings import Finding
from gateways.ports.lives import Expected, Life, LifeStore, Page, Server

PAGE = 500
OVER_FOR = timedelta(hours=1)
"""A workflow that is over in the books ends within moments; its last notices may take some minutes."""
TURNED_AWAY_SINCE = timedelta(days=2)
SECOND_LOOK = 2.0
"""Seconds: an order is taken, and its workflow begun just now."""


@dataclass(frozen=True)
class CrossCheck:
    books: LifeStore
    server: Server
    second_look: float = SECOND_LOOK

    async def findings(self, now: datetime) -> AsyncIterator[Finding]:
        lives = [life async for life in self.server.running()]
        async for each in self._lost(_begun(lives, now), now):
            yield each
        async for each in self._strangers(lives, now):
            yield each
        async for each in self.foreign(now):
            yield each

    async def foreign(self, now: datetime) -> AsyncIterator[Finding]:
        """What somebody began past every door, and it moved nothing."""
        for subject, stage in await asyncio.to_thread(self.books.unordered):
            yield Finding("unordered", subject, stage)
        async for life in self.server.running():
            if await self._waits_unknown(life, now):
                yield Finding("stranger", life.workflow_id, f"{life.kind} {life.begins_at:%Y-%m-%d}")
        async for life in self.server.turned_away(now - TURNED_AWAY_SINCE):
            yield Finding("not_ours", life.workflow_id, life.kind)

    async def lost(self, now: datetime) -> AsyncIterator[Finding]:
        """Books → server alone."""
        lives = [life async for life in self.server.running()]
        async for each in self._lost(_begun(lives, now), now):
            yield each

    async def _lost(self, running: set[str], now: datetime) -> AsyncIterator[Finding]:
        suspects = [
            each
            async for each in self._expected(now)
            if each.workflow_id not in running and await self._missing(each) is not None
        ]
        if suspects:
            await asyncio.sleep(self.second_look)
        for each in suspects:
            state = await self._missing(each)
            if state is not None:
                yield Finding(each.finding, each.subject, f"{each.detail} {state or '?'}")

    async def _expected(self, now: datetime) -> AsyncIterator[Expected]:
        since = now - timedelta(days=max(WATCH_DAYS))
        for ask in (
            self.books.commissions,
            self.books.withdrawals,
            lambda after, limit: self.books.watches(since, after, limit),
        ):
            async for each in _each(ask):
                yield each

    async def _missing(self, each: Expected) -> str | None:
        """How it stands at the server instead, empty where it is not known there; None where all is well."""
        state = await self.server.state(each.workflow_id)
        well = state == "running" or (each.may_be_done and state == "completed")
        return None if well else state

    async def _strangers(self, lives: list[Life], now: datetime) -> AsyncIterator[Finding]:
        odd = {"unknown": "stranger", "over": "outlived"}
        suspects = [
            life for life in lives if await self._standing(life, now) in odd and life.begins_at <= now
        ]
        if suspects:
            await asyncio.sleep(self.second_look)
        for life in suspects:
            standing = await self._standing(life, now)
            if standing in odd and await self.server.state(life.workflow_id) in ("running", "stranger"):
                yield Finding(odd[standing], life.workflow_id, life.kind)

    async def _waits_unknown(self, life: Life, now: datetime) -> bool:
        """Started for later, under an id that may become an order's, and in no store."""
        if life.begins_at <= now or await self._standing(life, now) != "unknown":
            return False
        return await self.server.state(life.workflow_id) == "stranger"

    async def _standing(self, life: Life, now: datetime) -> str:
        return await asyncio.to_thread(self.books.standing, life, now - OVER_FOR)


def _begun(lives: Iterable[Life], now: datetime) -> set[str]:
    """One that was started for later is asked about by itself: it runs where time was skipped, waits, or
    comes back by a cron.
    """
    begun = (life for life in lives if life.fits_its_id and life.begins_at <= now and not life.delayed)
    return {life.workflow_id for life in begun}


async def _each(ask: Callable[[str, int], Page]) -> AsyncIterator[Expected]:
    after = ""
    while True:
        page = await asyncio.to_thread(ask, after, PAGE)
        for each in page.expected:
            yield each
        if not page.after:
            return
        after = page.after
