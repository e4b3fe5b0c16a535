"""How fast orders are taken in bulk: `python -m benchmarks.import_orders` (`--rows`, `--without-worker`).

A thousand orders by an invented brand to invented creators go to an embedded server of their own, with the
platform's worker beside it, as on a machine that runs `make up`. Then the same file again: nothing is new.
"""

import argparse
import asyncio
import csv
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.server import ServerPlan, embedded_server
from runtime.worker_process import WorkerProcess
from services.app import App, open_app
from services.commissions.bulk import Outcome, place_all
from services.commissions.import_results import Results, results_beside
from services.files.order_files import OrderRow, read_orders
from services.parties.sample import Player, add_brand, add_creator
from settings import Settings

BRAND = Player("yunxi", "云溪文具", "13900000021")
CREATORS = tuple(
    Player(f"writer{number:02}", f"写手{number:02}号", f"138000002{number:02}") for number in range(20)
)
PRICE_FEN = 50_000
COLUMNS = ("order", "brand", "creator", "task_type", "title", "goal", "product", "price", "submit_by")


def write_orders(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            creator = CREATORS[number % len(CREATORS)].id
            what = (
                f"一支好写的笔 之{number}",
                "让学生读者愿意试写",
                "云溪中性笔",
                f"{PRICE_FEN // 100}",
                "+7d",
            )
            writer.writerow((f"YX-{number:05}", BRAND.id, creator, "micro_post", *what))


@asynccontextmanager
async def platform(folder: Path, *, worker: bool) -> AsyncIterator[App]:
    settings = Settings(state=folder, database_url=f"sqlite:///{folder / 'starmap.db'}")
    with opened(settings.database, keys=settings.data_keys) as engine:
        migrate(engine)
    async with embedded_server(ServerPlan(folder)) as server:
        working = WorkerProcess(settings, server.address, folder / "worker.log")
        if worker:
            working.start()
        try:
            async with open_app(settings, server.address, virtual_time=False) as app:
                yield app
        finally:
            await asyncio.to_thread(working.stop)


def open_accounts(app: App, rows: int) -> None:
    now = datetime.now(UTC)
    add_brand(app.catalogue, app.cashier, BRAND, rows * PRICE_FEN, now)
    for creator in CREATORS:
        add_creator(app.catalogue, creator, {"micro_post": PRICE_FEN}, now)


async def imported(app: App, rows: Sequence[OrderRow], path: Path) -> tuple[float, Counter[Outcome]]:
    began = time.perf_counter()
    with Results(results_beside(path)) as kept:
        ended = await place_all(app, rows, kept.tell, asyncio.Event())
    assert ended is None, ended
    return time.perf_counter() - began, Counter(each.outcome for each in kept.told)


async def main(rows: int, *, worker: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        write_orders(path, rows)
        began = time.perf_counter()
        read = read_orders(path, datetime.now(UTC))
        print(f"{'read':12}{time.perf_counter() - began:8.2f} s")
        async with platform(Path(folder), worker=worker) as app:
            open_accounts(app, rows)
            for run in ("first run", "second run"):
                seconds, outcomes = await imported(app, read, path)
                told = ", ".join(f"{outcomes[each]} {each}" for each in Outcome)
                print(f"{run:12}{seconds:8.2f} s{rows / seconds:8.1f} orders/s   {told}", flush=True)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000)
    options.add_argument("--without-worker", action="store_true", help="what taking orders costs by itself")
    chosen = options.parse_args()
    asyncio.run(main(chosen.rows, worker=not chosen.without_worker))
    os._exit(0)  # the SDK may abort at interpreter exit (sdk-python 300)
