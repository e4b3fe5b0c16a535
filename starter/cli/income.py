"""`starmap creator balance` and `income`: what a creator has, and where it came from."""

from datetime import datetime
from pathlib import Path

import typer

from domain.income import KINDS, CreatorMoney, Income, pending_fen, reserve_fen
from domain.instants import written
from domain.money import yuan
from gateways.refusals import PeriodReversed
from starter.cli.desk import called_from, out, pick, say, table, with_office
from starter.cli.frozen import print_frozen
from starter.cli.kinds import CREATOR
from starter.cli.statement import SINCE, UNTIL
from starter.commissions import RECORD
from starter.ledger_csv import Export, amount
from starter.office import Office

COLUMNS = ("legal_at", "kind", "commission", "title", "gross", "fee", "net", "balance", "debt")


def balance(creator_id: str = CREATOR) -> None:
    """余额：可提现、待结算、申诉期内、提现途中、待追回 · what can be withdrawn, and what cannot yet"""

    async def act(office: Office) -> None:
        print_money(office, creator_id)

    with_office(act)


def print_money(office: Office, creator_id: str) -> None:
    money = _money(office, creator_id)
    shown = table(pick("资金", "money"), pick("元", "yuan"), right=(1,))
    for zh, en, fen in (
        ("余额", "balance", money.balance_fen),
        ("其中冻结，不能提现", "of it frozen, not to be withdrawn", money.withheld_fen),
        ("可提现余额", "can be withdrawn", money.free_fen),
        ("待结算（进行中任务的预计实得）", "pending: net of commissions under way", money.pending_fen),
        ("待生效（申诉期内）", "in reserve while an appeal is possible", money.reserve_fen),
        ("提现途中", "in transit", money.in_transit_fen),
        ("待追回", "owed, netted against later income", money.owed_fen),
    ):
        shown.add_row(pick(zh, en), yuan(fen))
    out.print(shown)
    print_frozen(office.income, creator_id)


def income(
    creator_id: str = CREATOR,
    begin: datetime | None = SINCE,
    end: datetime | None = UNTIL,
    file: Path | None = typer.Option(None, "--csv", help="写入 CSV 文件 · write a CSV file"),
) -> None:
    """收入明细，按结算日 · the income, by the instant it is due"""
    if begin and end and end < begin:
        raise PeriodReversed(f"{written(begin)} > {written(end)}")

    async def act(office: Office) -> list[Income]:
        return office.income.income(creator_id, begin, end)

    found = with_office(act)
    if file:
        _write(called_from(file), found)
        say(f"✓ {len(found)} 行 → {file}", f"✓ {len(found)} lines → {file}")
        return
    headings = ("时间 类型 任务 标题 收入 服务费 实得", "due kind commission title gross fee net")
    shown = table(*pick(*headings).split(), right=(4, 5, 6), whole=(0, 1, 2))
    for each in found:
        shown.add_row(*_row(each))
    out.print(shown)
    total = yuan(sum(each.net_fen for each in found))
    say(
        f"实得合计 {total} · 代扣个税 0.00（未启用）",
        f"net in all {total} · tax withheld 0.00 (not enabled)",
    )
    with_office(lambda office: _frozen(office, creator_id))


async def _frozen(office: Office, creator_id: str) -> None:
    print_frozen(office.income, creator_id)


def _money(office: Office, creator_id: str) -> CreatorMoney:
    now = office.income.standing(creator_id)
    under_way = [RECORD.validate_python(record) for record in now.under_way.values()]
    return CreatorMoney(
        balance_fen=now.balance_fen,
        pending_fen=pending_fen(under_way),
        reserve_fen=reserve_fen(under_way),
        in_transit_fen=now.in_transit_fen,
        owed_fen=now.owed_fen,
        withheld_fen=now.withheld_fen,
    )


def _row(each: Income) -> tuple[str, ...]:
    kind = pick(*KINDS[each.kind])
    if each.kind == "netting":  # nothing is earned by it: it goes from the balance to the debt
        kind += f" {yuan(each.debt_fen)}"
    amounts = (yuan(each.gross_fen), yuan(each.fee_fen), yuan(each.net_fen))
    return (written(each.legal_at), kind, each.commission_id, each.title, *amounts)


def _write(path: Path, found: list[Income]) -> None:
    with Export(path, COLUMNS) as sheet:
        for each in found:
            fens = (each.gross_fen, each.fee_fen, each.net_fen, each.balance_fen, each.debt_fen)
            amounts = (amount(fen)[0] for fen in fens)
            sheet.tell(each.legal_at.isoformat(), each.kind, each.commission_id, each.title, *amounts)
