"""Run every race and count: ``python -m tests.races [--rounds 200] [--backend sqlite|postgresql|both]``."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gateways.sql.data_keys import DataKeys
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from tests.conftest import BACKENDS, create_database, keys_in, new_database
from tests.postgres import postgres
from tests.races import RACES
from tests.races.ground import AT_ONCE, ground
from tests.races.race import Tally, rounds

ROUNDS, SHOWN = 200, 20
out = Console(width=None if sys.stdout.isatty() else 160)


def main(many: int, backends: tuple[str, ...]) -> int:
    tallies: list[tuple[str, Tally]] = []
    started = time.monotonic()
    with ExitStack() as until_the_end, Progress(console=out) as progress:
        bar = progress.add_task("rounds", total=many * len(RACES) * len(backends))
        for backend in backends:
            template = until_the_end.enter_context(_template(backend))
            for race in RACES:
                with _database(template) as (url, keys), ground(url, keys) as here:
                    tally = rounds(race, here, many, after_each=lambda: progress.advance(bar))
                tallies.append((backend, tally))
                out.print(f"{backend}: {race.name}: {tally.rounds} rounds, {tally.moved} successes")
    return _report(tallies, time.monotonic() - started)


@contextmanager
def _template(backend: str) -> Iterator[str]:
    """A migrated database, which is copied for every race."""
    with ExitStack() as stack:
        if backend == "sqlite":
            folder = tempfile.mkdtemp(prefix="starmap-races-")
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            url = f"sqlite:///{folder}/template.db"
        else:
            url = create_database(stack.enter_context(postgres()).url, "")
        with opened(url) as engine:
            migrate(engine)
        yield url


@contextmanager
def _database(template: str) -> Iterator[tuple[str, DataKeys]]:
    with (
        tempfile.TemporaryDirectory(prefix="starmap-race-") as folder,
        new_database(template, Path(folder)) as url,
    ):
        yield url, keys_in(Path(folder))


def _report(tallies: list[tuple[str, Tally]], seconds: float) -> int:
    columns: dict[str, Callable[[Tally], object]] = {
        "rounds": lambda tally: tally.rounds,
        "requests": lambda tally: tally.requests,
        "successes": lambda tally: tally.moved,
        "doubles": lambda tally: tally.doubles,
        "difference (fen)": lambda tally: tally.difference,
        "seconds": lambda tally: f"{tally.seconds:.0f}",
        "told": lambda tally: ", ".join(f"{word} {count}" for word, count in tally.words()),
    }
    table = Table("database", "race", *columns, box=None)
    for backend, tally in tallies:
        table.add_row(backend, tally.race, *(str(of(tally)) for of in columns.values()))
    out.print(table)
    violations = [each for _, tally in tallies for each in tally.violations]
    requests = sum(tally.requests for _, tally in tallies)
    out.print(
        f"{requests:,} requests, {AT_ONCE} at a time; {len(violations)} violations; {seconds:.0f} seconds"
    )
    for each in violations[:SHOWN]:
        out.print(f"✗ {each}", style="red", markup=False)
    return 1 if violations else 0


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="50 requests at the same instant, again and again")
    words.add_argument("--rounds", type=int, default=ROUNDS)
    words.add_argument("--backend", choices=(*BACKENDS, "both"), default="both")
    asked = words.parse_args()
    sys.exit(main(asked.rounds, BACKENDS if asked.backend == "both" else (asked.backend,)))
