"""The sandbox bank by hand: its own log, and money it sends back days later."""

from datetime import UTC, datetime

import typer

from models.tables.sandbox import SandboxTransfer
from services.app import App
from starter.cli.columns import Word, at, fen, text, whole
from starter.cli.console import say, with_app
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
PAID, REFUSED, SENT_BACK = (
    Word("paid", "已付", "paid"),
    Word("refused", "拒绝", "refused"),
    Word("refunded", "已退票", "sent back"),
)


@group.command("log")
@reported
def log(report: Report) -> None:
    """银行自己的流水 · the bank's own log"""

    async def act(app: App) -> None:
        rows = (
            (row.number, row.fen, row.at, SENT_BACK if row.refunded_at else _outcome(row), row.refusal)
            for row in app.bank.log()
        )
        report.rows("transfers", COLUMNS, rows)

    with_app(act)


def _outcome(row: SandboxTransfer) -> Word:
    return PAID if row.paid else REFUSED


@group.command("refund")
def refund(number: str = argument(REFERENCE, "NUMBER", "银行流水号 · the number at the bank")) -> None:
    """收款行退票，几天后才发生 · the payee's bank sends a paid transfer back"""

    async def act(app: App) -> None:
        app.bank.refund(number, datetime.now(UTC))
        ask = f"withdrawal ask {number.rpartition('-')[0]}"
        say(
            f"✓ 已退票；银行卡在第 1、3、7、15 天询问，每日对账也会发现；立即入账：{ask}",
            "✓ sent back; cards are asked about on days 1, 3, 7, 15, and the daily reconciliation finds it;"
            f" to book it now: {ask}",
        )

    with_app(act)
