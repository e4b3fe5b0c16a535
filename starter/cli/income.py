"""`starmap creator balance` and `income`: what a creator has, and where it came from."""

from datetime import datetime
from pathlib import Path
from typing import Any

import typer

from domain.commissions.money.income import KINDS, CreatorMoney, Income
from domain.counts import how_many
from domain.instants import written
from domain.money.amounts import yuan
from services.books import Books
from services.files.ledger_csv import Export, amount
from services.money import earnings
from services.money.withheld import held_back
from starter.cli.columns import Word, at, code, fen, text, whole
from starter.cli.console import called_from, with_books
from starter.cli.frozen import tell_frozen
from starter.cli.kinds import CREATOR
from starter.cli.report import Report, reported
from starter.cli.statement import SINCE, UNTIL

LINES = (
    at("legal_at", "时间", "due"),
    whole("kind", "类型", "kind"),
    whole("commission", "任务", "commission"),
    text("title", "标题", "title"),
    fen("gross", "收入", "gross"),
    fen("fee", "服务费", "fee"),
    fen("net", "实得", "net"),
    code("balance_fen"),
    code("debt_fen"),
    code("entry"),
)
COLUMNS = ("legal_at", "kind", "commission", "title", "gross", "fee", "net", "balance", "debt")


@reported
def balance(report: Report, creator_id: str = CREATOR) -> None:
    """余额：可提现、待结算、申诉期内、提现途中、待追回 · what can be withdrawn, and what cannot yet"""

    def act(books: Books) -> None:
        report.tell(creator=creator_id)
        tell_money(report, earnings.money_of(books.engine, creator_id))
        tell_frozen(report, held_back(books.engine, creator_id), creator_id)

    with_books(act)


def tell_money(report: Report, money: CreatorMoney) -> None:
    pending = ("待结算（进行中任务的预计实得）", "pending: net of commissions under way", money.pending_fen)
    report.amounts(
        ("资金", "money"),
        {
            "balance_fen": ("余额", "balance", money.balance_fen),
            "withheld_fen": ("其中冻结，不能提现", "of it frozen, not to be withdrawn", money.withheld_fen),
            "free_fen": ("可提现余额", "can be withdrawn", money.free_fen),
            "pending_fen": pending,
            "reserve_fen": (
                "待生效（申诉期内）",
                "in reserve while an appeal is possible",
                money.reserve_fen,
            ),
            "in_transit_fen": ("提现途中", "in transit", money.in_transit_fen),
            "owed_fen": ("待追回", "owed, netted against later income", money.owed_fen),
        },
    )


@reported
def income(
    report: Report,
    creator_id: str = CREATOR,
    begin: datetime | None = SINCE,
    end: datetime | None = UNTIL,
    file: Path | None = typer.Option(None, "--csv", help="写入 CSV 文件 · write a CSV file"),
) -> None:
    """收入明细，按结算日 · the income, by the instant it is due"""

    def act(books: Books) -> None:
        tell_income(report, creator_id, earnings.income(books.engine, creator_id, begin, end), file)
        if not file:
            tell_frozen(report, held_back(books.engine, creator_id), creator_id)

    with_books(act)


def tell_income(report: Report, creator_id: str, found: list[Income], file: Path | None) -> None:
    if file:
        _write(called_from(file), found)
        said = f"✓ {len(found)} 行 → {file}", f"✓ {how_many(len(found), 'lines')} → {file}"
        report.say(*said, file=str(file), count=len(found))
        return
    report.tell(creator=creator_id)
    report.rows("income", LINES, map(_row, found))
    total = sum(each.net_fen for each in found)
    report.say(
        f"实得合计 {yuan(total)} · 代扣个税 0.00（未启用）",
        f"net in all {yuan(total)} · tax withheld 0.00 (not enabled)",
        net_fen=total,
        tax_withheld_fen=0,
    )


def _row(each: Income) -> tuple[Any, ...]:
    zh, en = KINDS[each.kind]
    if each.kind == "netting":  # nothing is earned by it: it goes from the balance to the debt
        zh, en = f"{zh} {yuan(each.debt_fen)}", f"{en} {yuan(each.debt_fen)}"
    earned = (each.gross_fen, each.fee_fen, each.net_fen, each.balance_fen, each.debt_fen)
    about = (each.commission_id or None, each.title)
    return (each.legal_at, Word(each.kind, zh, en), *about, *earned, each.key)


def _write(path: Path, found: list[Income]) -> None:
    with Export(path, COLUMNS) as sheet:
        for each in found:
            fens = (each.gross_fen, each.fee_fen, each.net_fen, each.balance_fen, each.debt_fen)
            amounts = (amount(fen)[0] for fen in fens)
            sheet.tell(written(each.legal_at), each.kind, each.commission_id, each.title, *amounts)
