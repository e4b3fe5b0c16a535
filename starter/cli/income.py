"""`starmap creator balance` and `income`: what a creator has, and where it came from."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from domain.commissions.money.income import KINDS, CreatorMoney, Income, pending_fen, reserve_fen
from domain.counts import how_many
from domain.instants import written
from domain.money.amounts import yuan
from gateways.refusals import PeriodReversed
from services.commissions.records import RECORD
from services.files.ledger_csv import Export, amount
from starter.cli.columns import Word, at, code, fen, text, whole
from starter.cli.console import called_from, with_app
from starter.cli.frozen import tell_frozen
from starter.cli.kinds import CREATOR
from starter.cli.report import Report, reported
from starter.cli.statement import SINCE, UNTIL

if TYPE_CHECKING:
    from services.app import App

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

    async def act(app: "App") -> None:
        report.tell(creator=creator_id)
        tell_money(report, app, creator_id)

    with_app(act)


def tell_money(report: Report, app: "App", creator_id: str) -> None:
    money = _money(app, creator_id)
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
    tell_frozen(report, app.income, creator_id)


@reported
def income(
    report: Report,
    creator_id: str = CREATOR,
    begin: datetime | None = SINCE,
    end: datetime | None = UNTIL,
    file: Path | None = typer.Option(None, "--csv", help="写入 CSV 文件 · write a CSV file"),
) -> None:
    """收入明细，按结算日 · the income, by the instant it is due"""
    if begin and end and end < begin:
        raise PeriodReversed(f"{written(begin)} > {written(end)}")

    async def act(app: "App") -> list[Income]:
        return app.income.income(creator_id, begin, end)

    found = with_app(act)
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
    with_app(lambda app: _frozen(report, app, creator_id))


async def _frozen(report: Report, app: "App", creator_id: str) -> None:
    tell_frozen(report, app.income, creator_id)


def _money(app: "App", creator_id: str) -> CreatorMoney:
    now = app.income.standing(creator_id)
    under_way = [RECORD.validate_python(record) for record in now.under_way.values()]
    return CreatorMoney(
        balance_fen=now.balance_fen,
        pending_fen=pending_fen(under_way),
        reserve_fen=reserve_fen(under_way),
        in_transit_fen=now.in_transit_fen,
        owed_fen=now.owed_fen,
        withheld_fen=now.withheld_fen,
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
