"""The sandbox bank by hand: its own log, and money it sends back days later."""

import typer

from services.app import App
from services.sandbox import bank
from starter.cli.columns import at, fen, text, whole, word
from starter.cli.console import in_app, say
from starter.cli.kinds import REFERENCE, argument
from starter.cli.report import Report, reported

group = typer.Typer(no_args_is_help=True)


COLUMNS = (
    whole("number", "流水号", "number"),
    fen("amount", "金额", "amount"),
    at("at", "时间", "at"),
    text("result", "结果", "result"),
    text("refusal", "原因", "why"),
)
STATES = {
    "paid": ("已付", "paid"),
    "refused": ("拒绝", "refused"),
    "refunded": ("已退票", "sent back"),
}


@group.command("log")
@reported
def log(report: Report) -> None:
    """银行自己的流水 · the bank's own log"""

    def act(app: App) -> None:
        rows = (
            (each.number, each.fen, each.at, word(each.state, STATES[each.state]), each.refusal)
            for each in bank.transfers(app.engine)
        )
        report.rows("transfers", COLUMNS, rows)

    in_app(act)


@group.command("refund")
def refund(number: str = argument(REFERENCE, "NUMBER", "银行流水号 · the number at the bank")) -> None:
    """收款行退票，几天后才发生 · the payee's bank sends a paid transfer back"""

    in_app(lambda app: bank.send_back(app.engine, number))
    ask = f"withdrawal ask {number.rpartition('-')[0]}"
    say(
        f"✓ 已退票；银行卡在第 1、3、7、15 天询问，每日对账也会发现；立即入账：{ask}",
        "✓ sent back; cards are asked about on days 1, 3, 7, 15, and the daily reconciliation finds it;"
        f" to book it now: {ask}",
    )
