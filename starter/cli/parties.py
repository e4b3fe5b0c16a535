"""Creators and brands: `starmap creator …`, `starmap brand …`."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import typer

from domain.breaches import BREACHES
from domain.instants import written
from domain.money import parse_yuan, yuan
from domain.task_types import TASK_TYPES
from gateways.ports import PayoutAccount
from starter.cli.desk import out, pick, say, table, with_office
from starter.office import Office

creator = typer.Typer(no_args_is_help=True, help="创作者：开户、开通类型、报价、暂停 · creators")
brand = typer.Typer(no_args_is_help=True, help="品牌主：开户、充值 · brands")
PARTY_ID = re.compile(r"[A-Za-z0-9_]{1,32}")
TYPES = " | ".join(TASK_TYPES)


def task_type(text: str) -> str:
    if text not in TASK_TYPES:
        raise typer.BadParameter(f"任务类型只能是 / one of: {TYPES}")
    return text


def amount(text: str) -> int:
    try:
        fen = parse_yuan(text)
    except ValueError:
        fen = 0
    if fen <= 0:
        raise typer.BadParameter(
            "金额为大于零的元，最多两位小数，例如 3,000.00 / yuan above zero, two decimals at most"
        )
    return fen


def party_id(text: str) -> str:
    if not PARTY_ID.fullmatch(text):
        raise typer.BadParameter("1 至 32 个字母、数字或下划线 / 1 to 32 letters, digits or underscores")
    return text


@creator.command("add")
def add_creator(
    creator_id: str = typer.Argument(..., metavar="ID", callback=party_id),
    name: str = typer.Option(..., help="昵称 · public name"),
    phone: str = typer.Option(..., help="接收短信和电话 · for SMS and calls"),
    owner: str = typer.Option("", help="主体，默认同 ID · legal owner, the ID by default"),
    account: str = typer.Option("", help="收款账户 · payout account"),
    holder: str = typer.Option("", help="收款人姓名 · the account's holder"),
    kind: str = typer.Option("alipay", help="alipay | bank_card"),
) -> None:
    """开户 · open a creator's account"""

    async def act(office: Office) -> None:
        office.catalogue.add_creator(creator_id, name, owner or creator_id, phone, datetime.now(UTC))
        if account:
            office.catalogue.bind_account(creator_id, PayoutAccount(kind, account, holder))

    with_office(act)
    say(
        f"✓ 创作者 {creator_id} 已开户；接单前请开通类型并报价",
        f"✓ creator {creator_id} added; open a type and quote a price next",
    )


@creator.command("bind")
def bind(
    creator_id: str,
    account: str = typer.Option(...),
    holder: str = typer.Option(...),
    kind: str = typer.Option("alipay", help="alipay | bank_card"),
) -> None:
    """绑定收款账户 · bind the payout account"""

    async def act(office: Office) -> None:
        office.catalogue.bind_account(creator_id, PayoutAccount(kind, account, holder))

    with_office(act)
    say("✓ 收款账户已绑定", "✓ account bound")


@creator.command("open-type")
def open_type(creator_id: str, kind: str = typer.Argument(..., callback=task_type, help=TYPES)) -> None:
    """申请开通任务类型 · open a task type"""

    async def act(office: Office) -> None:
        office.catalogue.open_type(creator_id, kind)

    with_office(act)
    say(f"✓ 已开通 {TASK_TYPES[kind].zh}", f"✓ {TASK_TYPES[kind].en} opened")


@creator.command("quote")
def quote(
    creator_id: str,
    kind: str = typer.Argument(..., callback=task_type, help=TYPES),
    price: str = typer.Argument(..., help="元 · yuan"),
) -> None:
    """设置报价 · set the price for a type"""
    fen = amount(price)

    async def act(office: Office) -> None:
        office.catalogue.quote(creator_id, kind, fen)

    with_office(act)
    say(f"✓ {TASK_TYPES[kind].zh} 报价 {yuan(fen)}", f"✓ {TASK_TYPES[kind].en}: {yuan(fen)}")


@creator.command("pause")
def pause(
    creator_id: str, resume: bool = typer.Option(False, "--resume", help="恢复接单 · take orders again")
) -> None:
    """暂停接单 · take no orders for now"""

    async def act(office: Office) -> None:
        (office.catalogue.resume if resume else office.catalogue.pause)(creator_id)

    with_office(act)
    say(
        "✓ 已恢复接单" if resume else "✓ 已暂停接单，进行中的任务不受影响",
        "✓ taking orders" if resume else "✓ paused; open commissions go on",
    )


@creator.command("show")
def show_creator(creator_id: str) -> None:
    """账户、报价、余额、违约记录 · account, quotes, balance, breach record"""

    async def act(office: Office) -> None:
        profile = office.catalogue.creator(creator_id)
        out.print(
            f"{profile.name}（{profile.id}）" + pick(" · 暂停接单", " · paused") * profile.paused,
            markup=False,
        )
        say(
            f"余额 {yuan(profile.balance_fen)} · 收款账户 {profile.payout_kind or '未绑定'}",
            f"balance {yuan(profile.balance_fen)} · account {profile.payout_kind or 'none'}",
        )
        rows = table(pick("类型", "type"), pick("已开通", "open"), pick("报价", "quote"), right=(2,))
        for service in profile.services:
            kind = TASK_TYPES.get(service.task_type)
            price = yuan(service.quote_fen) if service.quote_fen else "-"
            rows.add_row(
                pick(kind.zh, kind.en) if kind else service.task_type, "✓" if service.opened else "-", price
            )
        out.print(rows)
        for breach in office.catalogue.breaches(creator_id):
            rule = BREACHES[breach.reason]
            line = f"{written(breach.at)} {breach.commission_id}"
            say(f"违约记录 {line} {rule.zh}", f"breach {line} {rule.en}", "yellow")

    with_office(act)


@brand.command("add")
def add_brand(
    brand_id: str = typer.Argument(..., metavar="ID", callback=party_id),
    name: str = typer.Option(...),
    phone: str = typer.Option(...),
    owner: str = typer.Option(""),
) -> None:
    """开户 · open a brand's account"""

    async def act(office: Office) -> None:
        office.catalogue.add_brand(brand_id, name, owner or brand_id, phone, datetime.now(UTC))

    with_office(act)
    say(f"✓ 品牌主 {brand_id} 已开户", f"✓ brand {brand_id} added")


@brand.command("top-up")
def top_up(
    brand_id: str,
    price: str = typer.Argument(..., help="元 · yuan"),
    key: str = typer.Option("", help="充值单号，同号只入账一次 · the same key counts once"),
) -> None:
    """充值；等待付款的任务会再次尝试托管 · add money; commissions that wait for payment try again"""
    fen = amount(price)

    async def act(office: Office) -> None:
        balance = office.ledger.top_up(brand_id, fen, key or uuid4().hex, datetime.now(UTC))
        waiting = office.catalogue.waiting_for_payment(brand_id)
        for commission_id in waiting:
            await office.tell(commission_id, "funded")
        say(
            f"✓ 余额 {yuan(balance)}；通知 {len(waiting)} 条待付款任务",
            f"✓ balance {yuan(balance)}; {len(waiting)} waiting commissions told",
        )

    with_office(act)


@brand.command("show")
def show_brand(brand_id: str) -> None:
    """余额 · balance"""

    async def act(office: Office) -> None:
        profile = office.catalogue.brand(brand_id)
        say(
            f"{profile.name}（{profile.id}）余额 {yuan(profile.balance_fen)}",
            f"{profile.name} ({profile.id}): balance {yuan(profile.balance_fen)}",
        )

    with_office(act)
