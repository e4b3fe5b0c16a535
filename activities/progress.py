"""How far a sweep has come, told to the server beside the work: whoever takes over goes on from there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from domain.operations.findings import Finding, line
from domain.operations.sweeps import COUNTS, summed_up
from gateways.ports.sweeps import FindingStore
from models.messages.sweep import SweepInput, SweepReport

PAGE = 100
SHOWN = 20
BEAT_SECONDS = 2
NOWHERE: Mapping[str, int] = {}


@dataclass
class Progress:
    """What a heartbeat carries: how far this sweep has come."""

    done: list[str] = field(default_factory=list)
    """Questions that are answered for all commissions."""
    after: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, word: str, by: int = 1) -> None:
        self.counts[word] = self.counts.get(word, 0) + by


@asynccontextmanager
async def under_way(*words: str) -> AsyncIterator[Progress]:
    """From the beginning, or from where an earlier attempt came to; told to the server every few seconds."""
    told = activity.info().heartbeat_details
    progress = Progress(**told[0]) if told else Progress(counts=dict.fromkeys(words, 0))
    beating = asyncio.create_task(_beat(progress))
    try:
        yield progress
    finally:
        beating.cancel()


async def _beat(progress: Progress) -> None:
    """Beside the work: a platform that takes its time to answer is not a worker that died."""
    while True:
        activity.heartbeat(asdict(progress))
        await asyncio.sleep(BEAT_SECONDS)


def leave_if_the_worker_stops(progress: Progress) -> None:
    """A sweep may take hours: whoever takes over goes on from here."""
    if activity.is_worker_shutdown():
        activity.heartbeat(asdict(progress))
        raise ApplicationError(
            "the worker stops; another goes on from here",
            category=ApplicationErrorCategory.BENIGN,
            next_retry_delay=timedelta(seconds=1),
        )


async def ask(
    store: FindingStore,
    question: str,
    given: SweepInput,
    progress: Progress,
    page: Callable[[str, int], Sequence[Finding]],
) -> None:
    """All answers to one question, kept page by page."""
    while question not in progress.done:
        found = await asyncio.to_thread(page, progress.after, PAGE)
        if found:
            await asyncio.to_thread(store.keep, given.sweep_id, found, given.at)
            progress.after = found[-1].subject
        else:
            progress.done.append(question)
            progress.after = ""
        leave_if_the_worker_stops(progress)


async def count_findings(store: FindingStore, given: SweepInput, progress: Progress) -> list[str]:
    """Of all that were kept; the first of them, a line each."""
    progress.counts["findings"], first = await asyncio.to_thread(store.found, given.sweep_id, SHOWN)
    return [f"{line(each, 'zh')} / {line(each, 'en')}" for each in first]


async def conclude(
    store: FindingStore,
    given: SweepInput,
    progress: Progress,
    at: datetime,
    findings: Sequence[str] = (),
    place: Mapping[str, int] = NOWHERE,
) -> SweepReport:
    """The sweep came to its end, and this is what it says."""
    name, counts = given.start.name, {word: n for word, n in progress.counts.items() if word in COUNTS}
    await asyncio.to_thread(store.conclude, given.sweep_id, name, {**counts, **place}, given.at, at)
    return SweepReport(
        name, counts, tuple(findings), summed_up(name, counts, "zh"), summed_up(name, counts, "en")
    )
