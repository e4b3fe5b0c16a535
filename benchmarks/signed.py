"""What a signature adds to a command's whole life: signed, sent, verified, decided, recorded, answered."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from benchmarks.batches import Books, creators, placed
from benchmarks.place import Place
from benchmarks.processes import cpu_ms, own_cpu_ms
from domain.process.trust import Trust
from services.commissions import commands as commissions
from services.signing_client import signing_client

COMMANDS, TURNS = 10, 4
"""To each of the two commissions at a turn, and turns of a round."""
WARM = 5
LOOK_EVERY = 0.2


@dataclass
class Signed:
    ratios: list[float] = field(default_factory=list)
    plain_ms: float = 0
    signed_ms: float = 0

    @property
    def ratio(self) -> float | None:
        return median(self.ratios) if self.ratios else None


async def run_signed(place: Place, rounds: int, say: Callable[[str], None], kept: Signed) -> None:
    """By turns, so that what else happens on the machine falls on both."""
    kinds = {trust: await _ready(place, trust) for trust in (Trust.CLUSTER, Trust.SIGNED)}
    for number in range(rounds):
        spent = dict.fromkeys(kinds, 0.0)
        for turn in range(TURNS):
            for trust, (of, cid) in kinds.items():
                spent[trust] += await _spent(of, cid, number * TURNS + turn) / TURNS
        kept.plain_ms, kept.signed_ms = spent[Trust.CLUSTER], spent[Trust.SIGNED]
        kept.ratios.append(kept.signed_ms / kept.plain_ms)
        say(f"a command takes {kept.plain_ms:.1f} ms of CPU, signed {kept.signed_ms:.1f}")


async def _ready(place: Place, trust: Trust) -> tuple[Place, str]:
    """A commission that is offered, under this trust, and has taken a few commands."""
    settings = place.settings.model_copy(update={"trust": trust.value})
    of = replace(place, settings=settings, client=signing_client(place.client, place.engine, settings))
    (creator,) = await asyncio.to_thread(creators, of, 1)
    cid = await placed(of, creator)
    books = Books(of, [cid])
    try:
        while not books.at("offered")():  # noqa: ASYNC110  # no bell rings
            await asyncio.sleep(LOOK_EVERY)
    finally:
        books.close()
    for number in range(WARM):
        await _extended(of, cid, number)
    return of, cid


async def _spent(of: Place, cid: str, turn: int) -> float:
    """CPU of the sender, the server and the worker, for one command."""
    before = _cpu(of)
    for number in range(COMMANDS):
        await _extended(of, cid, WARM + turn * COMMANDS + number)
    return (_cpu(of) - before) / COMMANDS


def _cpu(of: Place) -> float:
    return own_cpu_ms() + cpu_ms(of.server) + cpu_ms(of.worker)


async def _extended(of: Place, cid: str, number: int) -> None:
    """An operator moves the acceptance deadline by another minute."""
    said: dict[str, Any] = {"actor": "operator:li", "reason": "平台故障", "clock": "accept_by"}
    until = datetime.now(UTC) + timedelta(hours=25, minutes=number)
    await commissions.send(of.client, cid, "extend", until=until.isoformat(), **said)
