"""Brands: `starmap brand …`."""

from datetime import datetime
from pathlib import Path

import typer

from domain.counts import how_many
from domain.money.amounts import yuan
from domain.money.wallet import Wallet
from services.app import App
from services.books import Books
from services.money import paying_in, wallets
from services.money.paying_in import TopUp
from services.parties import accounts, profiles
from starter.cli import brand_money, phoning
from starter.cli.brands_read import list_brands
from starter.cli.columns import fen, whole
from starter.cli.console import complain, in_app, note, say, with_app, with_books
from starter.cli.kinds import BRAND, PARTY_ID, PHONE, PRICE, TEXT, argument
from starter.cli.numbers import NUMBER, number_of
from starter.cli.report import Report, reported
from starter.cli.statement import SINCE, UNTIL, tell_statement

group = typer.Typer(no_args_is_help=True)
HELD = (whole("commission", "任务", "commission"), fen("held", "托管", "held"))


group.command("list")(list_brands)
group.command("phone")(phoning.of_brand)
group.command("withdraw")(brand_money.withdraw)
group.command("payer")(brand_money.payer)


@group.command("add")
def add(
    brand_id: str = argument(PARTY_ID, "ID"),
    name: str = typer.Option(..., parser=TEXT),
    phone: str = typer.Option(..., parser=PHONE),
    owner: str = typer.Option("", parser=TEXT),
) -> None:
    """开户 · open a brand's account"""

    in_app(lambda app: accounts.open_brand(app.engine, brand_id, name, phone, owner=owner))
    say(f"✓ 品牌主 {brand_id} 已开户", f"✓ brand {brand_id} added")


@group.command("top-up")
def top_up(
    brand_id: str = BRAND,
    amount: int = PRICE,
    key: str = NUMBER,
    account: str = brand_money.ACCOUNT,
    holder: str = brand_money.HOLDER,
    kind: str = brand_money.KIND,
) -> None:
    """充值：先到银行，再入账；等待付款的任务再次尝试托管 · pay in: at the bank, then in the books"""
    number = number_of(key)
    brand_money.check_payer(account, holder)

    async def act(app: App) -> TopUp:
        return await paying_in.top_up(
            app, brand_id, amount, number, kind=kind, account=account, holder=holder
        )

    done = with_app(act)
    note(untold=[each.code for each in done.untold])
    tell_booked(number, amount, done.balance_fen, len(done.told), already=done.already)
    for each in done.untold:
        complain(each.code, each.zh, each.en)


def tell_booked(number: str, fen_: int, balance_fen: int, told: int, *, already: bool) -> None:
    balance = yuan(balance_fen)
    note(key=number, amount_fen=fen_, balance_fen=balance_fen, already=already)
    if already:
        say(
            f"＝ 编号 {number} 已入账，没有重复；余额 {balance}",
            f"= {number} was booked before, nothing was done again; balance {balance}",
        )
    else:
        say(f"✓ 编号 {number} 已入账；余额 {balance}", f"✓ {number} is booked; balance {balance}")
    say(
        f"  通知 {told} 条待付款任务",
        f"  told of it: {how_many(told, 'waiting commissions')}",
        told=told,
    )


@group.command("show")
@reported
def show(report: Report, brand_id: str = BRAND) -> None:
    """钱包：可用、托管中、累计充值、已花费 · the wallet: available, held, topped up, spent"""

    def act(books: Books) -> None:
        profile, wallet = profiles.brand(books.engine, brand_id), wallets.wallet(books.engine, brand_id)
        report.tell(owner=profile.owner)
        tell_brand(report, profile.id, profile.name, wallet)
        brand_money.tell_payers(report, books, brand_id)

    with_books(act)


def tell_brand(report: Report, brand_id: str, name: str, wallet: Wallet) -> None:
    report.line(f"{name}（{brand_id}）", id=brand_id, name=name)
    report.amounts(
        ("钱包", "wallet"),
        {
            "available_fen": ("可用余额", "available", wallet.available_fen),
            "held_fen": ("托管中", "held", wallet.held_fen),
            "topped_up_fen": ("累计充值", "topped up in all", wallet.topped_up_fen),
            "compensated_fen": ("平台赔付", "compensated", wallet.compensated_fen),
            "gone_back_fen": ("已退回付款账户", "gone back", wallet.gone_back_fen),
            "spent_fen": ("已花费", "spent", wallet.spent_fen),
        },
    )
    if wallet.held:
        report.rows("held", HELD, wallet.held.items())
    else:
        report.tell(held=[])


@group.command("statement")
@reported
def statement_of(
    report: Report,
    brand_id: str = BRAND,
    since: datetime | None = SINCE,
    until: datetime | None = UNTIL,
    csv: Path | None = typer.Option(None, "--csv", help="全部存为 CSV · all of it as CSV"),
) -> None:
    """钱包流水：期初、明细、期末 · the wallet's statement of a period"""
    tell_statement(report, f"brand:{brand_id}", since, until, csv)
