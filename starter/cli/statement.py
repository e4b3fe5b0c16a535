"""An account's statement by hand: what was there, what moved, what is left."""

from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

import typer

from domain.instants import written
from domain.money import yuan
from gateways.income import SqlIncome
from gateways.refusals import UnknownCreator
from gateways.statements import Line, SqlStatements
from starter.books import Books
from starter.cli.desk import called_from, out, pick, say, table, with_books
from starter.cli.frozen import print_frozen
from starter.cli.kinds import ACCOUNT, INSTANT, PERIOD_END, TEXT, argument
from starter.ledger_csv import Export, amount

SHOWN = 200
SINCE = typer.Option(None, "--from", parser=INSTANT, help="从（北京时间） · from, Beijing time")
UNTIL = typer.Option(None, "--to", parser=PERIOD_END, help="到，日期含当天 · to; a day is within")
COLUMNS = (
    *("recorded_at", "legal_at", "entry", "kind", "commission"),
    *("yuan", "fen", "balance_yuan", "balance_fen"),
)


def statement(
    account: str = argument(ACCOUNT, "ACCOUNT", "brand:ID | creator:ID | escrow:ID | fee | bank …"),
    since: datetime | None = SINCE,
    until: datetime | None = UNTIL,
    csv: Path | None = typer.Option(None, "--csv", help="全部存为 CSV · all of it as CSV"),
    database: str = typer.Option(
        "", "--database", parser=TEXT, help="另一份数据库 · another database, such as a copy"
    ),
) -> None:
    """一个账户的流水：期初、明细、期末 · one account: opening balance, lines, closing balance"""

    def act(books: Books) -> None:
        statements = SqlStatements(books.engine)
        of = statements.statement(account, since, until)
        with Export(called_from(csv) if csv else None, COLUMNS) as export:
            lines = statements.lines(of, since, until)
            shown = list(islice(lines, SHOWN))
            export.tell_all(map(_cells, shown))
            export.tell_all(map(_cells, lines) if csv else ())
        say(f"{account} 期初 {yuan(of.opening_fen)}", f"{account} opening {yuan(of.opening_fen)}")
        _show(shown)
        if of.count > SHOWN:
            say(
                f"只显示前 {SHOWN} 行，全部 {of.count} 行请用 --csv",
                f"the first {SHOWN} of {of.count} lines; --csv keeps all",
            )
        say(
            f"{of.count} 行，期末 {yuan(of.closing_fen)}", f"{of.count} lines, closing {yuan(of.closing_fen)}"
        )
        kind, _, owner = account.partition(":")
        if kind == "creator":
            with suppress(UnknownCreator):
                print_frozen(SqlIncome(books.engine), owner)

    with_books(act, database)


def _show(lines: list[Line]) -> None:
    rows = table(
        pick("记账时间", "recorded"),
        pick("生效时间", "legal"),
        pick("分录", "entry"),
        pick("任务", "commission"),
        pick("金额", "amount"),
        pick("余额", "balance"),
        right=(4, 5),
        whole=(0, 1, 2, 4, 5),
    )
    for each in lines:
        instants = (written(each.recorded_at), written(each.legal_at))
        rows.add_row(*instants, each.key, each.commission or "-", yuan(each.fen), yuan(each.balance_fen))
    out.print(rows)


def _cells(line: Line) -> tuple[str | int, ...]:
    instants = (written(line.recorded_at), written(line.legal_at))
    return (*instants, line.key, line.kind, line.commission, *amount(line.fen), *amount(line.balance_fen))
