"""`starmap commission import`: many orders from one file, and what became of each row."""

import asyncio
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from starter.bulk import STOPPED, Outcome, RowResult, place_all
from starter.cli.desk import called_from, complain, err, out, pick, say, table, with_office
from starter.import_results import Results, results_beside, what_to_do
from starter.office import Office
from starter.order_files import OrderRow, read_orders
from starter.ordering import Why
from starter.terms_file import read_terms

SHOWN = 20
INTERRUPTED = 130
MARKS = {
    Outcome.STARTED: "✓",
    Outcome.ALREADY: "=",
    Outcome.REFUSED: "✗",
    Outcome.UNFINISHED: "…",
}


def import_orders(
    orders: Path = typer.Argument(..., metavar="ORDERS.csv"),
    results: Path = typer.Option(
        None, metavar="FILE", help="结果文件，默认 ORDERS.result.csv · where the results go"
    ),
) -> None:
    """批量下单；每行给出结果，可随时停止、再次执行 · order many, a result per row, safe to repeat"""
    file = called_from(orders)
    place = called_from(results) if results else results_beside(file)
    if place.resolve() == file.resolve():
        raise typer.BadParameter("--results: 不能是订单文件本身 · must not be the orders themselves")
    rows = read_orders(file, datetime.now(UTC), read_terms())

    async def act(office: Office) -> tuple[Results, Why | None]:
        with Results(place) as kept:
            return kept, await _imported(office, rows, kept)

    kept, ended = with_office(act, limit=None)
    _show(kept)
    if ended is not None:
        left = kept.count(Outcome.UNFINISHED)
        complain(
            ended.code,
            f"{ended.zh}，{left} 行没有完成；再次运行同一命令即可继续，已下的单不会重复",
            f"{ended.en}, {left} rows unfinished; the same command goes on, and orders nothing twice",
        )
        raise typer.Exit(INTERRUPTED if ended is STOPPED else 1)
    if kept.count(Outcome.REFUSED):
        raise typer.Exit(1)


async def _imported(office: Office, rows: list[OrderRow], kept: Results) -> Why | None:
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
    with Progress(*columns, console=err, transient=True) as progress:
        bar = progress.add_task(pick("导入", "importing"), total=len(rows))

        def tell(result: RowResult) -> None:
            kept.tell(result)
            progress.advance(bar)

        return await place_all(office, rows, tell, stopping)


def _show(kept: Results) -> None:
    """Every row of a short file; of a long one only what needs a person."""
    told = kept.told
    if len(told) > SHOWN:
        told = [each for each in told if each.outcome is Outcome.REFUSED]
    if told:
        shown = table(pick("行", "row"), pick("订单号", "order"), pick("结果", "result"), "")
        for each in told[:SHOWN]:
            shown.add_row(str(each.row.number), each.row.order, MARKS[each.outcome], _told(each))
        out.print(shown)
    if len(told) > SHOWN:
        more = len(told) - SHOWN
        say(f"……另有 {more} 行未下单，见结果文件", f"… {more} more not ordered: see the results")
    _sum_up(kept)


def _told(result: RowResult) -> str:
    codes = " ".join(dict.fromkeys(why.code for why in result.reasons))
    return f"{codes} {pick(*what_to_do(result))}".strip() or result.commission_id


def _sum_up(kept: Results) -> None:
    started, already, refused, unfinished = (kept.count(each) for each in Outcome)
    say(
        f"{len(kept.told)} 行：新下单 {started}，之前已下 {already}，未下单 {refused}，未完成 {unfinished}",
        f"{len(kept.told)} rows: {started} ordered, {already} ordered before, {refused} refused, "
        f"{unfinished} unfinished",
    )
    if kept.lost is None:
        say(f"结果：{kept.path}", f"results: {kept.path}")
    else:
        why = kept.lost.strerror
        complain(
            "RESULTS_LOST",
            f"结果文件没有写完（{why}）：{kept.path}；已下的单不受影响，再次运行同一命令即可得到全部结果",
            f"the results were not written whole ({why}): {kept.path}; what was ordered stands, and the same"
            " command run again tells it all",
        )
