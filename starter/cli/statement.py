"""An account's statement by hand: what was there, what moved, what is left."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import typer

from domain.counts import how_many
from domain.instants import written
from domain.money.amounts import yuan
from domain.money.statements import Line, Statement
from services.books import Books
from services.files.ledger_csv import Export, amount
from services.money import statements
from services.money.withheld import held_back_of
from starter.cli.columns import at, code, fen, whole
from starter.cli.console import called_from, with_books
from starter.cli.frozen import tell_frozen
from starter.cli.kinds import ACCOUNT, INSTANT, PERIOD_END, TEXT, argument
from starter.cli.report import Report, reported

SHOWN = 200
SINCE = typer.Option(None, "--from", parser=INSTANT, help="从（北京时间） · from, Beijing time")
UNTIL = typer.Option(None, "--to", parser=PERIOD_END, help="到，日期含当天 · to; a day is within")
LINES = (
    at("recorded_at", "记账时间", "recorded"),
    at("legal_at", "生效时间", "legal"),
    whole("entry", "分录", "entry"),
    whole("commission", "任务", "commission"),
    fen("amount", "金额", "amount"),
    fen("balance", "余额", "balance"),
    code("kind"),
)
COLUMNS = (
    *("recorded_at", "legal_at", "entry", "kind", "commission"),
    *("yuan", "fen", "balance_yuan", "balance_fen"),
)


@reported
def statement(
    report: Report,
    account: str = argument(ACCOUNT, "ACCOUNT", "brand:ID | creator:ID | escrow:ID | fee | bank …"),
    since: datetime | None = SINCE,
    until: datetime | None = UNTIL,
    csv: Path | None = typer.Option(None, "--csv", help="全部存为 CSV · all of it as CSV"),
    database: str = typer.Option(
        "", "--database", parser=TEXT, help="另一份数据库 · another database, such as a copy"
    ),
) -> None:
    """一个账户的流水：期初、明细、期末 · one account: opening balance, lines, closing balance"""
    tell_statement(report, account, since, until, csv, database)


def tell_statement(
    report: Report,
    account: str,
    since: datetime | None,
    until: datetime | None,
    csv: Path | None,
    database: str = "",
) -> None:
    def act(books: Books) -> None:
        tell_lines(report, *statements.statement(books.engine, account, since, until), csv)
        tell_frozen(report, held_back_of(books.engine, account), account.partition(":")[2])

    with_books(act, database)


def tell_lines(report: Report, of: Statement, lines: Iterator[Line], csv: Path | None) -> None:
    account, opening, closing = of.account, yuan(of.opening_fen), yuan(of.closing_fen)
    with Export(called_from(csv) if csv else None, COLUMNS) as export:
        shown = list(islice(lines, None if report.is_kept_whole else SHOWN))
        export.tell_all(map(_cells, shown))
        export.tell_all(map(_cells, lines) if csv else ())
    report.tell(account=account, count=of.count)
    report.say(f"{account} 期初 {opening}", f"{account} opening {opening}", opening_fen=of.opening_fen)
    report.rows("lines", LINES, map(_row, shown))
    if of.count > len(shown):
        report.say(
            f"只显示前 {len(shown)} 行，全部 {of.count} 行请用 --csv",
            f"the first {len(shown)} of {how_many(of.count, 'lines')}; --csv keeps all",
        )
    report.say(
        f"{of.count} 行，期末 {closing}",
        f"{how_many(of.count, 'lines')}, closing {closing}",
        closing_fen=of.closing_fen,
    )


def _row(each: Line) -> tuple[Any, ...]:
    return (
        each.recorded_at,
        each.legal_at,
        each.key,
        each.commission or None,
        each.fen,
        each.balance_fen,
        each.kind,
    )


def _cells(line: Line) -> tuple[str | int, ...]:
    instants = (written(line.recorded_at), written(line.legal_at))
    return (*instants, line.key, line.kind, line.commission, *amount(line.fen), *amount(line.balance_fen))
