"""The platform itself: up, status, demo, rulebook, time."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import typer
from rich.cells import set_cell_size

from domain.commissions.rules.rulebook import RULEBOOK, VERSIONS
from domain.commissions.rules.versions import rules
from domain.commissions.views.words import stage_words_of
from domain.counts import how_many
from domain.forms import is_stamp
from domain.instants import written
from domain.refusals import in_words
from runtime import running
from runtime.up import Platform
from services.app import App
from services.commissions import reading
from services.commissions.listing import totals
from services.operations.time_travel import skip
from services.threads import in_thread
from settings import Settings
from starter.cli.console import Voice, called_from, complain, note, out, pick, say, with_app, with_books
from starter.cli.kinds import ANY_WORKFLOW, SECONDS, SPAN, argument, counted, one_of
from starter.cli.report import Report, reported
from starter.cli.spans import written_span
from starter.demo.play import PAUSE_SECONDS, play

travel = typer.Typer(no_args_is_help=True)


def up(
    workers: int | None = typer.Option(
        None, parser=counted(1, 64), help="worker 进程数，每核一个 · worker processes, one per core"
    ),
) -> None:
    settings = Settings() if workers is None else Settings(processes=workers)
    already = running.read(settings)
    if already:
        told = in_words("ALREADY_RUNNING", pid=already.pid, ui=already.ui_url)
        raise typer.Exit(complain("ALREADY_RUNNING", *told))
    asyncio.run(_up(Platform(settings, say)))
    say("已停止；未完成的任务下次启动后继续", "stopped; open commissions go on at the next start")


async def _up(platform: Platform) -> None:
    platform.welcome = _next_steps
    await platform.run()


def _next_steps(ui_url: str) -> None:
    if not ui_url:  # another's server: its accounts and its pages are its own
        return
    out.print(f"\n  Temporal Web UI  {ui_url}\n", style="bold")
    steps = (
        (
            "下单（样例品牌主与创作者已开户）",
            "order (sample accounts exist)",
            "commission new examples/article.yaml",
        ),
        ("看任务、看手机", "the commission, the phone", "commission list   ·   ./starmap phone atang"),
        ("创作者接收", "the creator accepts", "accept COMMISSION"),
        ("跳过时间", "skip time", "time skip 24h"),
        ("全部命令", "every command", "--help"),
    )
    for zh, en, command in steps:
        say(f"  {zh}", f"  {en}", "cyan")
        out.print(f"    ./starmap {command}", markup=False, soft_wrap=True)


LABEL = 14
"""Columns of a screen, of what stands before a value."""


@reported
def status(report: Report) -> None:
    found = running.read(Settings())
    if found is None:
        raise running.NotRunning
    since = _since(found.since)
    for zh, en, value in (
        ("守护进程", "supervisor", f"pid {found.pid}"),
        ("Temporal", "Temporal", f"{found.address} pid {found.server_pid or '-'}"),
        ("Web UI", "Web UI", found.ui_url or "-"),
        ("HTTP 接口", "HTTP interface", found.http_url or "-"),
        ("worker", "worker", "pid " + ", ".join(map(str, found.worker_pids))),
        ("数据库", "database", found.database),
        ("虚拟时间", "virtual time", "✓" if found.virtual_time else "-"),
        ("启动于", "since", written(since) if since else found.since),
        ("重启次数", "restarts", str(found.restarts)),
    ):
        report.line(f"{set_cell_size(pick(zh, en), LABEL)} {value}")
    report.tell(
        pid=found.pid,
        address=found.address,
        server_pid=found.server_pid,
        ui_url=found.ui_url,
        http_url=found.http_url,
        worker_pids=found.worker_pids,
        database=found.database,
        virtual_time=found.virtual_time,
        since=since,
        restarts=found.restarts,
    )

    number, waiting = with_books(lambda books: totals(books.engine))
    report.say(
        f"任务 {number} 条，需要关注 {waiting} 条",
        f"{how_many(number, 'commissions')}, {waiting} in need of attention",
        commissions=number,
        need_attention=waiting,
    )


def _since(text: str) -> datetime | None:
    """As `up` wrote it; a file of another program may say anything."""
    return datetime.fromisoformat(text) if is_stamp(text) else None


def demo(
    keep: Path | None = typer.Option(
        None, help="保留六份事件历史和数据库 · keep the histories and the database here"
    ),
    pause: float = typer.Option(PAUSE_SECONDS, parser=SECONDS, help="每行停顿秒数 · seconds per line"),
    plant: bool = typer.Option(False, "--plant-error", hidden=True),
) -> None:
    code = asyncio.run(play(Voice.lang, keep=called_from(keep) if keep else None, pause=pause, plant=plant))
    if code:
        raise typer.Exit(code)


def rulebook(
    write: bool = typer.Option(False, "--write", help="写入 docs/rulebook.md · write docs/rulebook.md"),
    since: str = typer.Option(
        "",
        "--since",
        parser=one_of(*VERSIONS, optional=True),
        help="自某版规则以来改了什么 · what changed since",
    ),
) -> None:
    from domain.documents import whole_rulebook  # noqa: PLC0415
    from domain.documents.changes import release_note  # noqa: PLC0415
    from starter.documents import rulebook as rulebook_document  # noqa: PLC0415

    if since:
        out.print(release_note(rules(since), RULEBOOK), markup=False, soft_wrap=True)
    elif write:
        rulebook_document.write()
        say("✓ docs/rulebook.md", "✓ docs/rulebook.md")
    else:
        out.print(whole_rulebook(), markup=False, soft_wrap=True)


@travel.command("skip")
def time_skip(
    far: timedelta = argument(SPAN, "SPAN", "24h、7d、1d12h、30m · 24h, 7d, 1d12h, 30m"),
    only: str = typer.Option("", "--only", parser=ANY_WORKFLOW, help="只跳这条任务 · this commission only"),
) -> None:
    """跳过时间，途中到期的都会发生 · skip time; what falls due on the way happens"""

    async def act(app: App) -> None:
        moved = await skip(app, far, only)
        note(moved=moved, seconds=int(far.total_seconds()))
        for commission_id in moved[:20]:
            now = await app.now(commission_id)
            state = await in_thread(reading.commission, app.engine, commission_id)
            stage = pick(*stage_words_of(state.order.task_type, state.stage))
            out.print(f"{commission_id} {written(now)} {stage}", markup=False)
        say(
            f"✓ {len(moved)} 条任务的时间已跳过 {written_span(far, 'zh')}",
            f"✓ {how_many(len(moved), 'commissions')} moved on by {written_span(far, 'en')}",
        )

    with_app(act, limit=None)  # each has its own
