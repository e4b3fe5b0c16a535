"""`starmap commission …`: order one or many, list, show, watch."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import Engine

from domain.commissions.ordering.brief import BadBrief
from domain.commissions.ordering.silence import agreed
from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.seen_in_words import lines_of
from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.view import summary, view
from domain.commissions.views.words import stage_words_of
from domain.copies import replace
from domain.counts import how_many
from domain.party import Party
from domain.refusals import in_words
from domain.texts import harmless
from services.app import App
from services.books import Books
from services.commissions import reading
from services.commissions.commands import Pending
from services.commissions.ordering import order
from services.commissions.reading import TimelineLine
from services.commissions.reviving import check_it_runs
from services.files.brief_files import read_brief_file
from services.terms_file import read_terms
from services.threads import in_thread
from starter.cli import billing, explaining, finding, many, paper, reviving
from starter.cli.agreeing import print_agreed
from starter.cli.books_told import tell_money
from starter.cli.console import (
    Voice,
    called_from,
    complain,
    err,
    moment,
    note,
    out,
    pick,
    say,
    with_app,
    with_books,
)
from starter.cli.importing import import_orders
from starter.cli.kinds import COMMISSION, ROLE, ROLES
from starter.cli.report import Report, reported
from starter.cli.seen import facts_of_line, facts_of_view, tell_books, tell_judgements

group = typer.Typer(no_args_is_help=True)


group.command("list")(finding.list_commissions)
group.command("explain")(explaining.explain)
group.command("replay")(explaining.replay)
group.command("cancel-open")(many.cancel_open)
group.command("bill")(billing.bill)
group.command("quote")(billing.quote)
group.command("revive")(reviving.revive_commission)


def problems(bad: BadBrief) -> int:
    count = len(bad.problems)
    exit_code = complain(
        "BAD_BRIEF", *in_words("BAD_BRIEF", count=count, problems=how_many(count, "problems"))
    )
    for each in bad.problems:
        err.print(f"  {each.field}: {f'{each.code} ' * bool(each.code)}{each.zh} / {each.en}", markup=False)
    return exit_code


@group.command("new")
def new(brief: Path = typer.Argument(..., metavar="BRIEF.yaml")) -> None:
    """按需求单下单 · order from a brief"""
    try:
        read = read_brief_file(called_from(brief), datetime.now(UTC), read_terms())
    except BadBrief as bad:
        raise typer.Exit(problems(bad)) from None

    async def act(app: App) -> None:
        placed = await order(app, read)
        if not placed.new:
            await check_it_runs(app, placed.commission_id)
        tell_ordered(placed.commission_id, new=placed.new)
        state = await in_thread(reading.commission, app.engine, placed.commission_id)
        print_agreed(agreed(state))
        tell_where(placed.commission_id)

    with_app(act)


def tell_where(commission_id: str) -> None:
    said = f"./starmap commission show {commission_id}"
    say(f"  查看：{said}", f"  look: {said}")


def tell_ordered(commission_id: str, *, new: bool) -> None:
    note(id=commission_id, already=not new)
    if new:
        say(f"✓ 已下单 {commission_id}", f"✓ ordered: {commission_id}")
    else:
        say(f"＝ 这一订单已存在 {commission_id}", f"= already ordered: {commission_id}")


group.command("import")(import_orders)


@group.command("show")
@reported
def show(
    report: Report,
    commission_id: str = COMMISSION,
    role: str = typer.Option("operator", parser=ROLE, help=ROLES),
) -> None:
    """现在在哪、为什么、接下来、能做什么 · where, why, what next, what is possible"""

    async def act(app: App) -> None:
        state = await in_thread(reading.commission, app.engine, commission_id)
        now = await app.now(commission_id)
        sums = await in_thread(reading.money, app.engine, state)
        state = replace(state, sums=sums)
        report.line(summary(state, Voice.lang), "bold", role=role)
        seen = view(state, Party(role), now)
        if role == "operator":
            _show_details(report, details(state, now, Voice.lang, limit=None))
            report.tell(**facts_of_view(seen))
        else:
            for said in lines_of(seen, state, Reader(state.order, Voice.lang, now, names=False)):
                report.line(said)
            report.tell(**facts_of_view(seen))
        under_way = await reading.under_way(app, commission_id)
        report.events("under_way", [_waiting(each) for each in under_way])
        tell_money(report, sums, state, Party(role))
        await in_thread(tell_books, report, app.engine, commission_id, Party(role))
        await in_thread(tell_judgements, report, app.engine, state, Party(role))

    with_app(act)


def _show_details(report: Report, told: str) -> None:
    """A file or a program gets the text itself."""
    from rich.markdown import Markdown  # noqa: PLC0415

    told = harmless(told, lines=True)
    report.show(Markdown(told) if out.is_terminal else told)


def _waiting(each: Pending) -> tuple[str, dict[str, Any]]:
    """What is being tried at a provider right now, and what it last answered."""
    zh = f"外部操作进行中：{each.name}，第 {each.attempt} 次，上次：{each.failure or '-'}"
    en = f"under way outside: {each.name}, attempt {each.attempt}, last answer: {each.failure or '-'}"
    return pick(zh, en), {"name": each.name, "attempt": each.attempt, "failure": each.failure}


@group.command("timeline")
@reported
def timeline(report: Report, commission_id: str = COMMISSION) -> None:
    """全部事件 · every event"""

    def act(books: Books) -> None:
        report.tell(commission=commission_id)
        report.events("events", (line[:2] for line in _lines(books.engine, commission_id, 0)))

    with_books(act)


def _lines(engine: Engine, commission_id: str, after: int) -> Iterator[tuple[str, dict[str, Any], int]]:
    state = reading.commission(engine, commission_id)
    reader = Reader(state.order, Voice.lang, datetime.now(UTC))
    for line in reading.timeline(engine, commission_id, after):
        yield line_told(line, reader), facts_of_line(line), line.seq


def line_told(line: TimelineLine, reader: Reader) -> str:
    said = f"{line.seq:>4} {moment(line.at)} {told(Event.of(line), reader)}"
    stage = pick(*stage_words_of(reader.order.task_type, Stage(line.to_stage)))
    return said if line.refusal else f"{said} → {stage}"


@group.command("watch")
def watch(commission_id: str = COMMISSION) -> None:
    """跟随新的事件，Ctrl-C 结束 · follow new events until Ctrl-C"""

    async def act(app: App) -> None:
        after = 0
        while not paper.is_unread():
            for line, _, seq in await in_thread(list, _lines(app.engine, commission_id, after)):
                out.print(harmless(line))
                after = seq
            await asyncio.sleep(0.5)

    with_app(act, limit=None)  # until Ctrl-C
