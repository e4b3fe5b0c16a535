"""A brand's money on its way back: `starmap brand withdraw` and `starmap brand payer`."""

import typer

from domain.money.amounts import yuan
from domain.money.withdrawals.way_back import Payer
from domain.money.withdrawals.words import STATE_WORDS
from domain.parties.payee import KINDS
from services.app import App
from services.books import Books
from services.money import paying_in, withdrawing
from starter.cli import sent
from starter.cli.columns import fen, text, whole
from starter.cli.console import in_app, note, pick, say, with_app
from starter.cli.kinds import BRAND, KEY, PRICE, TEXT, argument, one_of
from starter.cli.named import OPERATOR, named
from starter.cli.numbers import NUMBER, number_of
from starter.cli.report import Report
from starter.cli.withdrawal import Withdrawn

KINDS_HELP = " | ".join(KINDS)
ACCOUNT = typer.Option("", "--account", parser=TEXT, help="付款账户 · the account it was paid from")
HOLDER = typer.Option("", "--holder", parser=TEXT, help="付款账户户名 · the name of that account")
KIND = typer.Option("bank_card", "--kind", parser=one_of(*KINDS), help=KINDS_HELP)
REASON = typer.Option("", "--reason", parser=TEXT, help="理由，不超过 100 字 · why, at most 100 characters")
PAID_IN = (
    whole("top_up", "充值", "top-up"),
    fen("amount", "金额", "amount"),
    text("account", "付款账户", "paid from"),
    text("holder", "户名", "name"),
    fen("left", "该账户还可退回", "that account still takes"),
    whole("kind", "种类", "kind"),
)


def check_payer(account: str, holder: str) -> None:
    """Raises typer.BadParameter for half of who paid."""
    if bool(account) != bool(holder):
        raise typer.BadParameter(
            "付款账户须同时写 --account 和 --holder · a paying account has both --account and --holder"
        )


def withdraw(
    brand_id: str = BRAND,
    amount: int = PRICE,
    key: str = NUMBER,
    operator: str = OPERATOR,
    reason: str = REASON,
) -> None:
    """余额退回原付款账户，从最早的充值起 · send the balance back to the account that paid it in"""
    number = number_of(key)

    async def act(app: App) -> None:
        by = named(operator) if operator else ""
        done = await withdrawing.send_back(app, brand_id, amount, number, operator=by, reason=reason)
        tell_sent_back(brand_id, number, done)

    with_app(act)


def tell_sent_back(brand_id: str, key: str, now: Withdrawn) -> None:
    state, sum_ = pick(*STATE_WORDS[now.state]), yuan(now.fen)
    facts = {"id": now.id, "amount_fen": now.fen, "state": now.state}
    note(brand=brand_id, key=key, number=now.number, already=now.already, **facts)
    if now.already:
        say(
            f"＝ 单号 {now.id} 之前已退回 {sum_}，没有重复；{state}",
            f"= {now.id} was asked for before, nothing was done again: {sum_}, {state}",
        )
        return
    say(
        f"✓ 退回原付款账户 {sum_}，{state}；单号 {now.id}，银行流水号 {now.number}",
        f"✓ {sum_} goes back to the account that paid it in: {state}; {now.id}, bank number {now.number}",
    )


def payer(
    number: str = argument(KEY, "NUMBER", "充值编号 · the number of the top-up"),
    account: str = typer.Option(
        ..., "--account", parser=TEXT, help="付款账户 · the account it was paid from"
    ),
    holder: str = typer.Option(..., "--holder", parser=TEXT, help="户名 · the name of that account"),
    kind: str = KIND,
    operator: str = OPERATOR,
    reason: str = REASON,
) -> None:
    """登记一笔旧充值的付款账户，只能登记一次 · note which account an older top-up came from, once"""

    def act(app: App) -> None:
        by = named(operator)
        brand = paying_in.note_payer(app.engine, number, kind, account, holder, operator=by, reason=reason)
        say(
            f"✓ 充值 {number} 的付款账户已登记，余额可退回该账户",
            f"✓ the account of top-up {number} is noted: the balance can go back there",
            top_up=number,
            brand=brand,
        )

    in_app(act)


def tell_payers(report: Report, books: Books, brand_id: str) -> None:
    """The top-ups of a brand, and where each can go back to."""
    report.rows("paid_in", PAID_IN, map(_row, paying_in.top_ups(books.engine, brand_id)))


def _row(each: Payer) -> tuple[object, ...]:
    if not each.account:
        return each.top_up, each.fen, None, None, None, None
    return each.top_up, each.fen, each.account, each.holder, each.left_fen, sent.account_kind(each.kind)
