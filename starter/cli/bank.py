"""The sandbox bank by hand: its own log, and money it sends back days later."""

from datetime import UTC, datetime

import typer

from domain.instants import written
from domain.money import yuan
from starter.cli.desk import out, pick, say, table, with_office
from starter.cli.kinds import REFERENCE, argument
from starter.office import Office

app = typer.Typer(no_args_is_help=True, help="沙箱银行：流水、退票 · the sandbox bank")


@app.command("log")
def log() -> None:
    """银行自己的流水 · the bank's own log"""

    async def act(office: Office) -> None:
        shown = table(
            pick("流水号", "number"),
            pick("金额", "amount"),
            pick("时间", "at"),
            pick("结果", "result"),
            right=(1,),
        )
        for row in office.bank.log():
            result = (
                pick("已付", "paid") if row.paid else pick(f"拒绝 {row.refusal}", f"refused {row.refusal}")
            )
            if row.refunded_at:
                result = pick("已退票", "sent back")
            shown.add_row(row.number, yuan(row.fen), written(row.at), result)
        out.print(shown)

    with_office(act)


@app.command("refund")
def refund(number: str = argument(REFERENCE, "NUMBER", "银行流水号 · the number at the bank")) -> None:
    """收款行退票，几天后才发生 · the payee's bank sends a paid transfer back"""

    async def act(office: Office) -> None:
        office.bank.refund(number, datetime.now(UTC))
        say(
            "✓ 已退票；银行卡在第 1、3、7、15 天询问，每日对账也会发现；立即入账：withdrawal ask",
            "✓ sent back; cards are asked about on days 1, 3, 7, 15, and the daily reconciliation finds it;"
            " to book it now: withdrawal ask",
        )

    with_office(act)
