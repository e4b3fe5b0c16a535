"""The play: a server and a worker of its own, six commissions, and the ledger's last word."""

import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date, datetime, timedelta
from pathlib import Path

from domain.commissions.task_types import TASK_TYPES
from domain.instants import BEIJING
from domain.money.amounts import yuan
from runtime.metrics_address import UNMEASURED
from runtime.server import ServerPlan, embedded_server
from runtime.worker_process import WorkerProcess
from services.app import App, open_app
from services.commissions.commands import handle_of
from services.operations.schema import migrate_database
from services.sandbox.ledger import plant_one_fen
from settings import SANDBOX, VENDORS, Settings
from starter.demo import others, story
from starter.demo.actor import Actor
from starter.demo.cast import PARTS, furnish
from starter.demo.closing import account
from starter.demo.narrator import Narrator

PAUSE_SECONDS = 0.55
QUICK = {"first_retry_seconds": 1.0, "bank_seconds": 4.0}
"""Outside calls are given up sooner than in earnest, so that the killed payout is found quickly."""


async def play(lang: str, *, keep: Path | None, pause: float = PAUSE_SECONDS, plant: bool = False) -> int:
    """Tell the story; the exit code is 0 when the ledger agrees to the fen."""
    narrator = Narrator(lang, pause)
    folder = Path(tempfile.mkdtemp(prefix="starmap-demo-"))
    try:
        async with _stage(folder, lang) as (app, worker):
            return await _six(app, worker, narrator, keep, plant=plant)
    finally:
        if keep:
            _copy_database(folder / "starmap.db", keep / "starmap.db")
            shutil.copy(folder / "data.key", keep)  # what is sealed in it cannot be read without
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def _stage(folder: Path, lang: str) -> AsyncIterator[tuple[App, WorkerProcess]]:
    own = f"sqlite:///{folder / 'starmap.db'}"
    settings = Settings(
        state=folder,
        database_url=own,
        lang=lang,
        queue="commissions",
        data_key_file=None,
        **dict.fromkeys(VENDORS, SANDBOX),
        **QUICK,
    )
    migrate_database(settings)
    async with embedded_server(ServerPlan(folder)) as server:
        worker = WorkerProcess(settings, server.address, folder / "worker.log", UNMEASURED)
        worker.start()
        try:
            async with open_app(settings, server.address, virtual_time=True) as app:
                yield app, worker
        finally:
            worker.stop()


async def _six(app: App, worker: WorkerProcess, narrator: Narrator, keep: Path | None, *, plant: bool) -> int:
    furnish(app)
    monday = coming_monday()
    actors = [Actor(app, part, monday) for part in PARTS]
    await _opening(narrator, monday)
    for actor, tell in zip(actors, (_first(worker), *STORIES), strict=True):
        await _heading(narrator, actor)
        await tell(actor, narrator)
    if plant:
        plant_one_fen(app.engine)
    if keep:
        await _keep_histories(actors, keep)
    agrees = await account(app, actors, narrator)
    await _how_to_go_on(narrator)
    return 0 if agrees else 1


def _first(worker: WorkerProcess):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda actor, narrator: story.first(actor, narrator, worker)


STORIES = (others.second, others.third, others.fourth, others.fifth, others.sixth)


def coming_monday() -> date:
    today = datetime.now(BEIJING).date()
    return today + timedelta(days=7 - today.weekday())


async def _opening(narrator: Narrator, monday: date) -> None:
    await narrator.plain("星图 Starmap", "bold")
    await narrator.note(
        f"真实的 Temporal 服务，虚拟时间从 {monday} 周一 09:30（北京时间）开始；服务费 5%（样例）",
        f"a real Temporal server; virtual time from Monday {monday} 09:30 Beijing; fee 5 % (sample)",
    )


async def _heading(narrator: Narrator, actor: Actor) -> None:
    part = actor.part
    kind = TASK_TYPES[part.task_type]
    amount = yuan(part.price_fen)
    await narrator.title(
        f"{part.number} {kind.zh} {amount} · {part.brand.name} → {part.creator.name}",
        f"{part.number} {kind.zh} ({kind.en}) {amount} · {part.brand.name} → {part.creator.name}",
    )


async def _keep_histories(actors: list[Actor], keep: Path) -> None:
    for actor in actors:
        history = await handle_of(actor.app.client, actor.id).fetch_history()
        text = json.dumps(history.to_json_dict(), ensure_ascii=False, indent=1)
        _write(keep / f"{actor.part.number}-{actor.part.task_type}.json", text)


def _copy_database(source: Path, place: Path) -> None:
    """Whole, with what still stands in its write-ahead log."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(place)) as copy:
        kept.backup(copy)


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


async def _how_to_go_on(narrator: Narrator) -> None:
    ui = f"http://127.0.0.1:{Settings().ui_port}"
    await narrator.note(
        "接着自己试：make up，再另开一个终端",
        "Go on by hand: make up, then in another terminal",
    )
    order = "  ./starmap commission new examples/article.yaml"
    await narrator.note(order, order)
    await narrator.note(
        f"打开 {ui}，点开这条任务，右上 More Actions → Send a Signal，选 accept，内容可空",
        f"open {ui}, the commission, More Actions → Send a Signal → accept",
    )
    sys.stdout.flush()
