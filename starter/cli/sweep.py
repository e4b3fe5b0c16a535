"""The sweeps by hand: run one now, show what the last one found."""

import typer

from domain.instants import written
from domain.operations.finding_answers import todo
from domain.operations.findings import line
from domain.operations.sweeps import SWEEPS, summed_up
from runtime.schedules import PATIENCE, is_sweeping, sweep_now
from services.app import App
from services.books import Books
from services.operations.sweeps import Swept, last_sweep
from services.threads import in_thread
from services.waiting import LONGEST
from starter.cli.console import Voice, pick, with_app, with_books
from starter.cli.findings import facts_of
from starter.cli.kinds import one_of
from starter.cli.report import Report, reported

group = typer.Typer(no_args_is_help=True)
NAME = typer.Argument("daily", parser=one_of(*SWEEPS), metavar="[NAME]", help=" | ".join(SWEEPS))


@group.command("run")
@reported
def run(report: Report, name: str = NAME) -> None:
    """立即巡查一次并显示结果 · sweep now and show the result"""

    async def act(app: App) -> None:
        if await is_sweeping(app.client, app.settings, name):
            typer.echo(
                pick(
                    f"sweep/{name} 已有一次在进行，等它结束，最多 {PATIENCE:.0f} 秒…",
                    f"sweep/{name} is under way: waiting for its end, {PATIENCE:.0f} s at most…",
                ),
                err=True,
            )
        await sweep_now(app.client, app.settings, name)
        tell_swept(report, name, await in_thread(last_sweep, app.engine, name))

    with_app(act, limit=PATIENCE + LONGEST)


@group.command("show")
@reported
def show(report: Report, name: str = NAME) -> None:
    """最近一次巡查的结果 · what the last sweep found"""

    def act(books: Books) -> None:
        tell_swept(report, name, last_sweep(books.engine, name))

    with_books(act)


def tell_swept(report: Report, name: str, last: Swept | None) -> None:
    report.tell(name=name)
    if last is None:
        report.say(
            f"还没有巡查过；立即巡查：./starmap sweep run {name}",
            f"not swept yet; now: ./starmap sweep run {name}",
            finished_at=None,
        )
        return
    summed = summed_up(name, last.counts, Voice.lang)
    report.line(f"{written(last.finished_at)} {summed}", finished_at=last.finished_at, counts=last.counts)
    report.events(
        "findings",
        ((f"  {line(each, Voice.lang)} {todo(each, Voice.lang)}", facts_of(each)) for each in last.findings),
    )
