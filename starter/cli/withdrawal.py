"""Money on its way: `starmap withdraw …` for creators, `starmap withdrawal …` for operators."""

from typing import Protocol

import typer

from domain.money.amounts import yuan
from domain.money.withdrawals.words import STATE_WORDS
from services.app import App
from services.commissions.reviving import revive_withdrawal
from services.money import withdrawing
from services.money.withdrawing import Withdrawing
from starter.cli.console import note, pick, say, with_app
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

group = typer.Typer(no_args_is_help=True)
group.command("list")(list_withdrawals)
group.command("show")(show_withdrawal)
REASON = typer.Option("", "--reason", parser=TEXT, help="理由，不超过 100 字 · why, at most 100 characters")
COMMAND = typer.Option(
    "", "--command-id", parser=COMMAND_ID, help="同一编号只执行一次 · the same id is applied once"
)


class Withdrawn(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def fen(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def already(self) -> bool: ...


def withdraw(
    creator_id: str = CREATOR,
    amount: int | None = typer.Argument(
        None, parser=AMOUNT, metavar="AMOUNT", help="元，不填为全部 · yuan; all when left out"
    ),
    key: str = NUMBER,
) -> None:
    number = number_of(key)

    async def act(app: App) -> None:
        tell_withdrawn(creator_id, number, await withdrawing.withdraw(app, creator_id, amount or 0, number))

    with_app(act)


def tell_withdrawn(creator_id: str, number: str, now: Withdrawn) -> None:
    state, sum_ = pick(*STATE_WORDS[now.state]), yuan(now.fen)
    note(
        id=now.id,
        creator=creator_id,
        key=number,
        amount_fen=now.fen,
        state=now.state,
        number=now.number,
        already=now.already,
    )
    if now.already:
        say(
            f"＝ 单号 {now.id} 之前已提现 {sum_}，没有重复；{state}",
            f"= {now.id} was asked for before, nothing was done again: {sum_}, {state}",
        )
        return
    say(
        f"✓ 提现 {sum_}，{state}；单号 {now.id}，银行流水号 {now.number}",
        f"✓ withdrawal of {sum_}: {state}; {now.id}, bank number {now.number}",
    )


@group.command("retry")
def retry(
    withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON, command_id: str = COMMAND
) -> None:
    """等待处理的提现换新流水号重新打款 · one that waits is tried again under a new number"""

    async def act(app: App) -> Withdrawing:
        by = named(operator)
        return await withdrawing.retry(app, withdrawal_id, operator=by, reason=reason, command_id=command_id)

    tell_moved(with_app(act))


@group.command("cancel")
def cancel(
    withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON, command_id: str = COMMAND
) -> None:
    """取消等待处理的提现，退回余额 · one that waits is cancelled, back to the balance"""

    async def act(app: App) -> Withdrawing:
        by = named(operator)
        return await withdrawing.cancel(app, withdrawal_id, operator=by, reason=reason, command_id=command_id)

    tell_moved(with_app(act))


@group.command("ask")
def ask(withdrawal_id: str = WITHDRAWAL) -> None:
    """已到账的提现：询问银行是否退票，退了就入账 · ask whether a paid one was sent back, and book it"""

    async def act(app: App) -> None:
        number, came_back = await withdrawing.ask_bank(app, withdrawal_id)
        if came_back:
            say(
                f"✓ {number} 已退票，退回余额",
                f"✓ {number} was sent back, on the balance again",
                state="refunded",
            )
        else:
            say(f"✓ {number}：银行仍记为已付", f"✓ {number}: the bank still says paid", state="paid")

    with_app(act)


@group.command("revive")
def revive(withdrawal_id: str = WITHDRAWAL, operator: str = OPERATOR, reason: str = REASON) -> None:
    """流程丢失的提现从账目恢复，不会重复转账 · one whose workflow was lost goes on from the books"""

    async def act(app: App) -> None:
        tell_revived(await revive_withdrawal(app, withdrawal_id, named(operator), reason))

    with_app(act)


def tell_moved(now: Withdrawn) -> None:
    state = pick(*STATE_WORDS[now.state])
    say(
        f"✓ {now.id}：{state}，{now.number}",
        f"✓ {now.id}: {state}, {now.number}",
        id=now.id,
        state=now.state,
        number=now.number,
    )
