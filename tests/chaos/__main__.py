"""`make chaos`: kill, take away, then count the money. `python -m tests.chaos [KILLS]`, 50 at each point.

KEEP=FILE keeps the database.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from tests.chaos.arena import Arena, arena
from tests.chaos.points import POINTS
from tests.chaos.report import Figures, kept, of_the_money, printed

KILLS = 50
SERVER_KILLS = 10
AWAY_SECONDS = 60.0
out = Console()


async def main(kills: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="starmap-chaos-"))
    started = time.monotonic()
    try:
        async with arena(folder) as made:
            with Progress(console=out) as progress:
                await _kill(made, progress, kills)
            await made.all_paid()
            kept(out, folder / "starmap.db")
            return printed(out, _figures(made), await made.violations(), time.monotonic() - started)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _kill(made: Arena, progress: Progress, kills: int) -> None:
    servers = min(SERVER_KILLS, kills)
    bar = progress.add_task("kills", total=kills * len(POINTS) + servers + 1)
    for _ in range(kills):
        for kill in POINTS.values():
            await kill(made)
            progress.advance(bar)
    for _ in range(servers):
        cid = await made.published()
        await made.kill_server()
        await made.send(cid, "settle")
        progress.advance(bar)
    await _database_away(made, AWAY_SECONDS if kills >= KILLS else 12)
    progress.advance(bar)


async def _database_away(made: Arena, seconds: float) -> None:
    """A reply means the commission decided; the table follows when the database is back."""
    cid = await made.published()
    with made.database_away():
        await made.send(cid, "settle")
        await asyncio.sleep(seconds)


def _figures(made: Arena) -> Figures:
    kills: Figures = [(f"kills {point}", count) for point, count in made.kills.items()]
    return [*kills, ("commissions", len(made.ordered)), *of_the_money(made.app)]


if __name__ == "__main__":
    code = asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
    sys.stdout.flush()
    os._exit(code)
