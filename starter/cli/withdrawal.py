"""Money on its way: `starmap withdraw …` for creators, `starmap withdrawal …` for operators."""

import asyncio

import typer

from domain.money.amounts import yuan
from domain.money.withdrawals.words import STATE_WORDS
from gateways.money.freezes import check_free
from services.app import Office
from services.commissions.reviving import revive_withdrawal
from services.lost_words import of_withdrawal
from services.money import withdrawals
from services.terms_in_force import in_force
from starter.cli.desk import note, pick, say, with_office
from starter.cli.kinds import (
    AMOUNT,
    COMMAND_ID,
    CREATOR,
    TEXT,
    WITHDRAWAL,
)
from starter.cli.named import OPERATOR, named
from starter.cli.numbers import NUMBER, number_of
from starter.cli.reviving import tell_revived
from starter.cli.withdrawals_read import list_withdrawals, show_withdrawal

app = typer.Typer(no_args_is_help=True)
app.command("list")(list_withdrawals)
app.command("show")(show_withdrawal)
REASON = typer.Option("", "--reason", parser=TEXT, help="理由，不超过 100 字 · why, at most 100 characters")
COMMAND = typer.Option(
    "", "--command-id", parser=COMMAND_ID, help="同一编号只执行一次 · the same id is applied once"
)


def withdraw(
    creator_id: str = CREATOR,
    amount: int | None = typer.Argument(
        None, parser=AMOUNT, metavar="AMOUNT", help="元，不填为全部 · yuan; all when left out"
    ),
    key: str = NUMBER,
) -> None:
    number = number_of(key)

    async def act(office: Office) -> None:
        known = office.withdrawals.knows(withdrawals.withdrawal_id_of(creator_id, number))
        await asyncio.to_thread(in_force, office.engine)
        told = await withdrawals.withdraw(
            office.client, office.settings, office.withdrawals, creator_id, amount or 0, number
        )
        state = pick(*STATE_WORDS[told["state"]])
        note(
            id=told["id"],
            creator=creator_id,
            key=number,
            amount_fen=told["fen"],
            state=told["state"],
            number=told["number"],
            already=known,
        )
        if known:
            say(
                f"＝ 单号 {told['id']} 之前已提现 {yuan(told['fen'])}，没有重复；{state}",
                f"= {told['id']} was asked for before, nothing was done again: {yuan(told['fen'])}, {state}",
            )
            return
        say(
            f"✓ 提现 {yuan(told['fen'])}，{state}；单号 {told['id']}，银行流水号 {told['number']}",
            f"✓ withdrawal of {yuan(told['fen'])}: {state}; {told['id']}, bank number {told['number']}",
        )

    with_office(act)


@app.command("retry")
def retry(
    withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON, command_id: str = COMMAND
) -> None:
    """等待处理的提现换新流水号重新打款 · one that waits is tried again under a new number"""
    _say(withdrawal_id, "retry_payout", operator, reason, command_id)


@app.command("cancel")
def cancel(
    withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON, command_id: str = COMMAND
) -> None:
    """取消等待处理的提现，退回余额 · one that waits is cancelled, back to the balance"""
    _say(withdrawal_id, "cancel_payout", operator, reason, command_id)


@app.command("ask")
def ask(withdrawal_id: str = WITHDRAWAL) -> None:
    """已到账的提现：询问银行是否退票，退了就入账 · ask whether a paid one was sent back, and book it"""

    async def act(office: Office) -> None:
        row, _ = office.withdrawals.one(withdrawal_id)
        if await withdrawals.ask_again(office.client, office.settings, row) == "kept":
            say(f"✓ {row.number}：银行仍记为已付", f"✓ {row.number}: the bank still says paid", state="paid")
        else:
            say(
                f"✓ {row.number} 已退票，退回余额",
                f"✓ {row.number} was sent back, on the balance again",
                state="refunded",
            )

    with_office(act)


@app.command("revive")
def revive(withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON) -> None:
    """流程丢失的提现从账目恢复，不会重复转账 · one whose workflow was lost goes on from the books"""

    async def act(office: Office) -> None:
        tell_revived(await revive_withdrawal(office, withdrawal_id, named(operator), reason))

    with_office(act)


def _say(withdrawal_id: str, name: str, operator: str, reason: str, command_id: str) -> None:
    async def act(office: Office) -> None:
        row, _ = office.withdrawals.one(withdrawal_id)
        if name == "retry_payout":
            check_free(office.engine, row)
        said = {"actor": named(operator), "reason": reason, "command_id": command_id}
        try:
            told = await withdrawals.say(office.client, row.id, name, **said)
        except withdrawals.NotThere as refused:
            raise of_withdrawal(office.withdrawals.one(row.id)[0], refused) from None
        state = pick(*STATE_WORDS[told["state"]])
        say(
            f"✓ {row.id}：{state}，{told['number']}",
            f"✓ {row.id}: {state}, {told['number']}",
            id=row.id,
            state=told["state"],
            number=told["number"],
        )

    with_office(act)
