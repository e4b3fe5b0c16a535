"""`starmap commission bill` and `quote`: what a commission costs, has cost and would cost to cancel."""

import typer

from domain.bill import Bill, lines
from domain.money import yuan
from domain.quotes import present_quote
from domain.stages import Party
from gateways.audit import CommissionSums
from starter.cli.desk import out, pick, say, table, with_office
from starter.cli.kinds import COMMISSION
from starter.commissions import RECORD
from starter.office import Office

ROLES = "brand | creator | operator"


def bill(commission_id: str = COMMISSION, role: str = typer.Option("operator", help=ROLES)) -> None:
    """账单：金额、服务费、已付、已扣、已退、剩余 · the bill, for the brand's or for the creator's eyes"""
    if role not in ROLES.split(" | "):
        raise typer.BadParameter(f"role: {ROLES}")

    async def act(office: Office) -> None:
        order = RECORD.validate_python(office.desk.commission(commission_id).record).order
        sums = office.ledger.commission_sums([commission_id]).get(commission_id, CommissionSums())
        made = Bill(order, sums.held, sums.to_creators, sums.fee, sums.refunded, sums.still_held)
        shown = table(pick("项目", "item"), pick("元", "yuan"), pick("说明", "note"), right=(1,))
        for line in lines(made, Party(role)):
            shown.add_row(pick(line.zh, line.en), yuan(line.fen), pick(line.note_zh, line.note_en))
        out.print(shown)

    with_office(act)


def quote(commission_id: str = COMMISSION) -> None:
    """现在取消的赔付金额及其报价版本 · what cancelling costs now, and the version of that quote"""

    async def act(office: Office) -> None:
        state = RECORD.validate_python(office.desk.commission(commission_id).record)
        present = present_quote(state, await office.now(commission_id))
        if present is None:
            say("已发布或已结束，不能取消", "published or over: it cannot be cancelled")
            return
        amount, share = yuan(present.fen), f"{present.bps / 100:g} %"
        say(
            f"现在取消须赔付 {amount} 元（{share}），报价版本 {present.version}",
            f"cancelling now costs CNY {amount} ({share}), quote {present.version}",
        )
        if present.if_passed_fen != present.fen:
            passed = yuan(present.if_passed_fen)
            say(
                f"正在平台审核：取消后等审核结果，通过则须赔付 {passed} 元",
                f"the platform audits: a cancel waits for its answer, and costs {passed} if it passes",
            )
        out.print(
            f"  ./starmap cancel {commission_id} --quoted-fen {present.fen} --quote {present.version}",
            markup=False,
            soft_wrap=True,
        )

    with_office(act)
