"""200 open commissions while versions change and parts die: ``python -m tests.chaos.rolling``.

Worker N−1 → N → N−1 → N, both at once at each change; in every quarter kill -9 of the worker and of the
Temporal server and a restart of PostgreSQL. Then the money is counted. ``--previous`` is N−1's commit.
"""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID
from temporalio.client import WorkflowHistory
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig

from gateways.operations.audit.checking import check_ledger
from gateways.outbox import LEASED, Subject, events_after, number_events
from settings import ROOT
from tests.chaos.arena import Arena, arena
from tests.chaos.lives import Life, lives
from tests.chaos.report import Figures, of_the_money, printed
from tests.chaos.versions import Version, checked_out, one_before, tasks
from tests.postgres import Postgres, postgres
from tests.workflows.histories import failed_tasks, histories

COMMISSIONS = 200
AT_ONCE = 24
EVERY = 1_000_000
QUARTERS = 4
SECONDS_BETWEEN_BLOWS = 4.0
out = Console()


@dataclass
class Trial:
    arena: Arena
    postgres: Postgres
    versions: tuple[Version, Version]
    lives: list[Life]
    pause: float = SECONDS_BETWEEN_BLOWS
    quarters: int = QUARTERS
    restarts: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Every life has come as far as it should in this quarter."""

    async def run(self) -> None:
        with Progress(console=out) as progress:
            bar = progress.add_task("lives", total=self.quarters * len(self.lives))
            for number in range(self.quarters):
                await self.quarter(number, progress, bar)
        for life in self.lives:
            if life.ends_at == "settled":
                await self.arena.until(lambda cid=life.cid: self.arena.paid(cid), every=0.2)  # type: ignore[misc]

    async def quarter(self, number: int, progress: Progress, bar: TaskID) -> None:
        """A share of every life, the coming version beside the leaving one for the first few seconds."""
        coming, leaving = self.versions[number % 2], self.versions[1 - number % 2]
        await asyncio.to_thread(coming.start)
        villain = asyncio.create_task(self._strike_again_and_again(coming, leaving))
        room = asyncio.Semaphore(AT_ONCE)

        async def told(life: Life) -> None:
            async with room:
                await life.tell((number + 1) / self.quarters)
            progress.advance(bar)

        everybody = asyncio.gather(*(told(life) for life in self.lives))
        await asyncio.wait({everybody, villain}, return_when=asyncio.FIRST_COMPLETED)
        if not everybody.done():
            everybody.cancel()
            villain.result()  # a part did not come back
        self.over.set()
        await villain
        everybody.result()

    async def _strike_again_and_again(self, coming: Version, leaving: Version) -> None:
        """Both versions, then the coming one alone; a blow every few seconds, each part in its turn."""
        self.over.clear()
        await asyncio.sleep(self.pause)
        async with self.arena.calm:
            await asyncio.to_thread(leaving.worker.stop)
        blows = (lambda: asyncio.to_thread(coming.kill), self.arena.kill_server, self._restart)
        for number in count():
            async with self.arena.calm:
                await blows[number % len(blows)]()
            if number >= len(blows) - 1 and self.over.is_set():
                return
            await asyncio.sleep(self.pause)

    async def _restart(self) -> None:
        """As if the plug were pulled: every connection is cut, what was committed is there again."""
        await asyncio.to_thread(self.postgres.stop, signal.SIGQUIT)
        await asyncio.to_thread(self.postgres.start)
        self.restarts += 1

    async def told(self) -> dict[str, list[WorkflowHistory]]:
        return {life.cid: await histories(self.arena.app.client, life.cid) for life in self.lives}

    def violations(self, told: dict[str, list[WorkflowHistory]]) -> list[str]:
        found = [f"{cid}: a workflow task failed" for cid, each in told.items() if failed_tasks(each)]
        for life in self.lives:
            stage = self.arena.stage(life.cid)
            if stage not in (life.ends_at, "completed"):
                found.append(f"{life.cid}: stands at {stage}, not at {life.ends_at}")
        report = check_ledger(self.arena.app.engine)
        if not report.ok:
            found.append(f"ledger: {report}")
        return found + self._payments() + self._events()

    def _payments(self) -> list[str]:
        """The bank's own log against the ledger, commission by commission."""
        paid: Counter[str] = Counter()
        for each in self.arena.app.bank.log():
            if each.paid:
                paid[each.number.rsplit("-", 1)[0]] += each.fen
        sums = self.arena.app.ledger.commission_sums([life.cid for life in self.lives])
        return [
            f"{cid}: the bank paid {paid[cid]}, the ledger says {each.to_creators}"
            for cid, each in sums.items()
            if paid[cid] != each.to_creators
        ]

    def _events(self) -> list[str]:
        """Who reads on from number to number has every line of a commission, whichever version wrote it, and
        each subject in its order.
        """
        engine, read = self.arena.app.engine, defaultdict[tuple[str, str], list[int]](list)
        lines = {
            life.cid: [each.seq for each in self.arena.app.queries.timeline(life.cid)] for life in self.lives
        }
        number_events(engine, EVERY, holder="trial", now=datetime.now(UTC) + LEASED)
        for each in events_after(engine, 0, EVERY):
            read[each.kind, each.subject_id].append(each.seq)
        found = [
            f"{kind} {name}: told as {seqs}" for (kind, name), seqs in read.items() if seqs != sorted(seqs)
        ]
        return found + [
            f"{cid}: {len(read[Subject.COMMISSION, cid])} events of {len(seqs)} lines"
            for cid, seqs in lines.items()
            if read[Subject.COMMISSION, cid][: len(seqs)] != seqs
        ]


@asynccontextmanager
async def trial(folder: Path, previous: str, many: int) -> AsyncIterator[Trial]:
    root = checked_out(previous or one_before(), folder / "previous")
    with postgres() as database:
        async with arena(folder, database.url, root=root) as made:
            made.worker.kill()  # the arena's own: here every worker has a version
            versions = (Version.of("N-1", root, made.worker), Version.of("N", ROOT, made.worker))
            try:
                yield Trial(made, database, versions, lives(made, many))
            finally:
                for version in versions:
                    await asyncio.to_thread(version.worker.kill)


async def main(previous: str, many: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="starmap-rolling-"))
    started = time.monotonic()
    try:
        async with trial(folder, previous, many) as on:
            await on.run()
            return await report(on, time.monotonic() - started)
    except Exception:  # noqa: BLE001  # what is still being insisted on would keep the process
        out.print_exception()
        sys.stdout.flush()
        os._exit(1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def report(on: Trial, seconds: float) -> int:
    told = await on.told()
    by_version = {cid: tasks(each, list(on.versions)) for cid, each in told.items()}
    figures: Figures = [("commissions", len(on.lives))]
    for version in on.versions:
        done = sum(each[version.name] for each in by_version.values())
        figures.append((f"workflow tasks by version {version.name}", done))
        figures.append((f"kill -9 of version {version.name}", version.kills))
    both = sum(len(each.keys() - {"?"}) > 1 for each in by_version.values())
    figures += [
        ("commissions both versions worked on", both),
        ("kill -9 of the Temporal server", on.arena.kills.get("server", 0)),
        ("restarts of PostgreSQL", on.restarts),
        ("failed workflow tasks", sum(bool(failed_tasks(each)) for each in told.values())),
        *of_the_money(on.arena.app),
    ]
    return printed(out, figures, on.violations(told), seconds)


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("--previous", default="")
    words.add_argument("--commissions", type=int, default=COMMISSIONS)
    asked = words.parse_args()
    quiet = LoggingConfig(filter="ERROR")  # a part that is away is no news here
    Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=quiet)))
    code = asyncio.run(main(asked.previous, asked.commissions))
    sys.stdout.flush()
    os._exit(code)
