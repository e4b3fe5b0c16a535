"""How dear a commission is, beside plain Temporal workflows of its shape: `make bench`.

Everything runs on this machine, on the loopback: an embedded server, our worker and the floors' own.
It stops by itself: numbers and time are bounded, and what was not reached is said.
The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import counts, table
from benchmarks.by_http.measured import Gateway, run_gateway
from benchmarks.commands import HELP, Command, run_commands
from benchmarks.growth import Grown, run_growth
from benchmarks.opening import Opening, opened
from benchmarks.place import Place, own_place
from benchmarks.rounds import TEXTBOOK, A, Rounds, idle, nothing_yet, run_rounds
from benchmarks.signed import Signed, run_signed
from benchmarks.table import Row

COMMAND_RUNS = 5


@dataclass
class Found:
    """What has been measured so far."""

    rounds: Rounds = field(default_factory=nothing_yet)
    counted: dict[str, counts.Counted] = field(default_factory=dict)
    commands: list[Command] = field(default_factory=list)
    grown: list[Grown] = field(default_factory=list)
    opening: Opening = field(default_factory=Opening)
    gateway: Gateway = field(default_factory=Gateway)
    signed: Signed = field(default_factory=Signed)

    def ratio(self, kind: str) -> float | None:
        return median(self.rounds.ratios(kind)) if self.rounds.number else None

    def of(self, story: str, what: str) -> float | None:
        return float(getattr(self.counted[story], what)) if story in self.counted else None

    def command(self, *, help_only: bool) -> float | None:
        """The dearest of its kind."""
        spent = [each.ms for each in self.commands if (each.words == HELP) is help_only]
        return max(spent, default=None)

    def growth(self, what: str) -> float | None:
        return next((each.ratio for each in self.grown if each.what == what), None)

    @property
    def rows(self) -> list[Row]:
        opening = self.opening
        return [
            Row("CPU of a commission ÷ floor A", self.ratio(A), 1.25, 2),
            Row("CPU of a commission ÷ textbook", self.ratio(TEXTBOOK), 0.75, 2),
            Row("state transitions by signals, beside looks", self.of(counts.SIGNALS, "beside_looks"), 42),
            Row("state transitions by updates, beside looks", self.of(counts.UPDATES, "beside_looks"), 36),
            Row("billable actions, beside looks", self.of(counts.UPDATES, "actions_beside_looks"), 32),
            Row("history bytes, beside looks", self.of(counts.UPDATES, "bytes_beside_looks"), 18_000),
            Row("worker memory for each open commission", opening.kb_per_open or None, 150, 0, " KB"),
            Row("answer right after many openings ÷ before", opening.ratio or None, 4, 1),
            *(
                Row(f"{what}, of four times the books ÷ once", self.growth(what), 1.5, 1)
                for what in ("due_before without hits", "attention without hits", "gauges of a scrape")
            ),
            Row("./starmap --help, beside bare Python", self.command(help_only=True), 250, 0, " ms"),
            Row("lists from the books, beside bare Python", self.command(help_only=False), 600, 0, " ms"),
            *self.gateway.rows,
            Row("CPU of a signed command ÷ an unsigned one", self.signed.ratio, 1.05, 2),
        ]

    @property
    def last_line(self) -> str:
        names = (
            *("cpu_over_floor_a", "cpu_over_textbook", "transitions_signals", "transitions_updates"),
            *("actions", "history_bytes", "kb_per_open", "answer_after_over_before"),
            *("due_before_growth", "attention_growth", "gauges_growth"),
            *("help_cpu_ms", "list_cpu_ms"),
            *("accept_by_http_p99", "read_of_one", "list_of_fifty", "temporal_calls_of_reads"),
            *("command_cpu_ms", "read_of_one_cpu_ms", "list_of_fifty_cpu_ms"),
            *("desk_of_200_over_empty", "today_of_100_over_empty", "temporal_calls_of_pages"),
            *("desk_of_200_kb", "today_of_100_kb"),
            *("event_by_stream_p99", "event_by_pull_p99", "event_numbering_cpu", "stream_kb"),
            "signed_command_cpu",
        )
        told = {
            name: None if row.found is None else round(row.found, row.digits)
            for name, row in zip(names, self.rows, strict=True)
        }
        return json.dumps(told)

    def lines(self) -> Iterator[str]:
        yield from self.rounds.lines()
        for kind in (A, TEXTBOOK):
            by_round = " ".join(f"{each:.2f}" for each in self.rounds.ratios(kind))
            yield f"{'÷ ' + kind:22}  {by_round}"
        yield ""
        yield from self.gateway.lines()
        yield ""
        yield from counts.lines(self.counted)
        yield ""
        yield from table.lines(self.rows)


class Progress:
    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, text: str) -> None:
        print(f"{time.monotonic() - self._began:6.0f} s  {text}", file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=5, help="of each kind in turn")
    asked.add_argument("--size", type=int, default=20, help="commissions of a kind in a round")
    asked.add_argument(
        "--open", type=int, default=1_000, help="commissions whose memory is measured; 0: none"
    )
    asked.add_argument("--burst", type=int, default=2_500, help="openings before answers are timed again")
    asked.add_argument("--books", type=int, default=500, help="commissions in the books, and four times that")
    asked.add_argument(
        "--commands",
        type=int,
        default=200,
        help="by HTTP, and as many bare updates; 0: none, and no reads and pages",
    )
    asked.add_argument("--minutes", type=float, default=30, help="what was not reached by then is left out")
    return asked.parse_args()


async def everything(chosen: argparse.Namespace, found: Found, say: Callable[[str], None]) -> None:
    found.counted = await counts.counted(say)
    with TemporaryDirectory(prefix="starmap-bench-", ignore_cleanup_errors=True) as folder:
        async with own_place(Path(folder)) as place:
            await _on(place, chosen, found, say)


async def _on(place: Place, chosen: argparse.Namespace, found: Found, say: Callable[[str], None]) -> None:
    await run_rounds(place, chosen.rounds, chosen.size, say, found.rounds)
    say(await idle(place))
    found.commands = await asyncio.to_thread(run_commands, place, COMMAND_RUNS, say)
    found.grown = await asyncio.to_thread(run_growth, place.settings.state, chosen.books, say)
    if chosen.commands:
        await run_gateway(place, chosen.commands, chosen.rounds, say, found.gateway)
    if chosen.commands:
        await run_signed(place, chosen.rounds, say, found.signed)
    if chosen.open:
        await opened(place, chosen.open, chosen.burst, say, found.opening)


async def main(chosen: argparse.Namespace) -> None:
    found, say = Found(), Progress()
    with suppress(TimeoutError):
        async with asyncio.timeout(60 * chosen.minutes) as limit:
            await everything(chosen, found, say)
    if limit.expired():
        say(f"stopped after {chosen.minutes:g} minutes")
    print("\n".join(found.lines()))
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(found.last_line, flush=True)


if __name__ == "__main__":
    asyncio.run(main(options()))
    os._exit(0)  # the SDK may abort at interpreter exit (sdk-python 300)
