"""`starmap commission import`: many orders from one file, and what became of each row."""

import asyncio
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.counts import how_many
from domain.money.amounts import yuan
from domain.refusals import in_words
from services.app import App
from services.books import Books
from services.commissions.bulk import STOPPED, place_all
from services.commissions.import_check import Short, judge_all
from services.commissions.import_results import Results, results_beside, what_to_do
from services.commissions.ordering import Why
from services.commissions.row_verdicts import Outcome, RowResult
from services.files.order_files import OrderRow, read_orders
from services.terms_file import read_terms
from starter.cli.agreeing import tell_agreed
from starter.cli.columns import Column, code, text
from starter.cli.console import called_from, complain, err, pick, with_app, with_books
from starter.cli.exits import INTERRUPTED
from starter.cli.report import Report, reported

SHOWN = 20
MARKS = {
    Outcome.STARTED: "✓",
    Outcome.ALREADY: "=",
    Outcome.REFUSED: "✗",
    Outcome.UNFINISHED: "…",
    Outcome.GOOD: "✓",
}


COLUMNS = (
    Column("row", "行", "row"),
    text("order", "订单号", "order"),
    Column("outcome", "结果", "result", lambda outcome: MARKS[outcome]),
    Column("told", "", "", whole=False),
    code("commission"),
    code("codes"),
)


@reported
def import_orders(
    report: Report,
    orders: Path = typer.Argument(..., metavar="ORDERS.csv"),
    results: Path = typer.Option(
        None, metavar="FILE", help="结果文件，默认 ORDERS.result.csv · where the results go"
    ),
    check: bool = typer.Option(
        False, "--check", help="只逐行检查，不下单，不写结果文件 · judge every row, order nothing"
    ),
) -> None:
    """批量下单；每行给出结果，可随时停止、再次执行 · order many, a result per row, safe to repeat"""
    file = called_from(orders)
    place = place_of(file, results)
    rows = read_orders(file, datetime.now(UTC), read_terms())
    if check:
        _check(report, rows, place if results else None)
        return

    async def act(app: App) -> tuple[Results, Why | None]:
        with Results(place) as kept:
            return kept, await _imported(app, rows, kept)

    kept, ended = with_app(act, limit=None)
    tell_import(report, kept, ended)


def place_of(file: Path, results: Path | None) -> Path:
    """Raises typer.BadParameter."""
    place = called_from(results) if results else results_beside(file)
    if place.resolve() == file.resolve():
        raise typer.BadParameter(
            "--results 不能是订单文件本身 · --results must not be the file of the orders itself"
        )
    return place


def tell_import(report: Report, kept: Results, ended: Why | None = None) -> None:
    """Exit 1 where a row was refused, or by why it ended early."""
    _show(report, kept)
    if ended is not None:
        left = kept.count(Outcome.UNFINISHED)
        exit_code = complain(
            ended.code,
            f"{ended.zh}，{left} 行没有完成；再次运行同一命令即可继续，已下的单不会重复",
            f"{ended.en}, {how_many(left, 'rows')} unfinished; the same command goes on, and "
            "orders nothing twice",
        )
        raise typer.Exit(INTERRUPTED if ended is STOPPED else exit_code)
    if kept.count(Outcome.REFUSED):
        raise typer.Exit(1)


def _check(report: Report, rows: list[OrderRow], place: Path | None) -> None:
    """Exit 1 where a row would be refused, or not all of them could be paid."""

    def act(books: Books) -> tuple[Results, list[Short]]:
        with Results(place) as kept:
            return kept, judge_all(books.engine, rows, kept.tell)

    kept, shorts = with_books(act)
    _show(report, kept)
    report.tell(checked=True, ok=not (shorts or kept.count(Outcome.REFUSED)), balance_short=[])
    for each in shorts:
        _tell_short(report, each)
    if shorts or kept.count(Outcome.REFUSED):
        raise typer.Exit(1)


def _tell_short(report: Report, short: Short) -> None:
    has, new, waiting, lacks = map(yuan, (short.balance_fen, short.new_fen, short.waiting_fen, short.fen))
    report.add(
        "balance_short",
        brand=short.brand,
        balance_fen=short.balance_fen,
        new_fen=short.new_fen,
        waiting_fen=short.waiting_fen,
        short_fen=short.fen,
    )
    code, sums = "BALANCE_NOT_ENOUGH", {"has": has, "new": new, "waiting": waiting, "short": lacks}
    complain(code, *in_words(code, brand=short.brand, **sums))


async def _imported(app: App, rows: list[OrderRow], kept: Results) -> Why | None:
    """Ctrl-C lets the batch under way finish; a second one leaves at once."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopping.set()
        loop.remove_signal_handler(signal.SIGINT)
        err.print(pick("正在停止，请稍候……", "stopping, one moment …"), markup=False)

    if threading.current_thread() is threading.main_thread():  # no other can be interrupted
        loop.add_signal_handler(signal.SIGINT, stop)
        loop.add_signal_handler(signal.SIGTERM, stopping.set)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        bar = progress.add_task(pick("导入", "importing"), total=len(rows))

        def tell(result: RowResult) -> None:
            kept.tell(result)
            progress.advance(bar)

        return await place_all(app, rows, tell, stopping)


def _show(report: Report, kept: Results) -> None:
    """Every row of a short file; of a long one only what needs a person. A program gets them all."""
    told = kept.told
    if len(told) > SHOWN and not report.as_json:
        told = [each for each in told if each.outcome is Outcome.REFUSED]
    most = len(told) if kept.path is None or report.is_kept_whole else SHOWN
    if told:
        report.rows("rows", COLUMNS, map(_row, told[:most]))
    if len(told) > most:
        more = len(told) - most
        report.say(f"……另有 {more} 行未下单，见结果文件", f"… {more} more not ordered: see the results")
    tell_agreed(report, kept.told)
    _sum_up(report, kept)


def _row(result: RowResult) -> tuple[Any, ...]:
    codes = list(dict.fromkeys(why.code for why in result.reasons))
    row = (result.row.number, result.row.order, result.outcome, _told(result))
    return (*row, result.commission_id, codes)


def _told(result: RowResult) -> str:
    codes = " ".join(dict.fromkeys(why.code for why in result.reasons))
    return f"{codes} {pick(*what_to_do(result))}".strip() or result.commission_id


def _sum_up(report: Report, kept: Results) -> None:
    counts = {each.value: kept.count(each) for each in Outcome}
    report.tell(counts=counts)
    if kept.count(Outcome.GOOD) or kept.path is None:
        report.say(
            f"{len(kept.told)} 行：可以下单 {counts['good']}，之前已下 {counts['already']}，"
            f"会被拒绝 {counts['refused']}；只检查，什么也没有改变",
            f"{how_many(len(kept.told), 'rows')}: {counts['good']} would be ordered, "
            f"{counts['already']} ordered before, "
            f"{counts['refused']} would be refused; only checked, nothing was changed",
        )
    else:
        report.say(
            f"{len(kept.told)} 行：新下单 {counts['started']}，之前已下 {counts['already']}，"
            f"未下单 {counts['refused']}，未完成 {counts['unfinished']}",
            f"{how_many(len(kept.told), 'rows')}: {counts['started']} ordered, "
            f"{counts['already']} ordered before, "
            f"{counts['refused']} refused, {counts['unfinished']} unfinished",
        )
    if kept.path is None:
        return
    if kept.lost is None:
        report.say(f"结果：{kept.path}", f"results: {kept.path}", results=str(kept.path))
    else:
        complain("RESULTS_LOST", *in_words("RESULTS_LOST", why=kept.lost.strerror, path=kept.path))
