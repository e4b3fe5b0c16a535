"""Creators: `starmap creator …`."""

import typer

from domain.commissions.task_types import TASK_TYPES
from domain.counts import how_many
from domain.money.amounts import yuan
from domain.parties.payee import KINDS, masked_name
from services.app import App
from services.parties import accounts
from starter.cli import freezing, income, phoning
from starter.cli.console import in_app, say, with_app
from starter.cli.creators import TYPE, TYPES, list_creators, show_creator
from starter.cli.kinds import CREATOR, PARTY_ID, PHONE, PRICE, TEXT, argument, one_of

creator = typer.Typer(no_args_is_help=True)
KINDS_HELP = " | ".join(KINDS)
MANNERS = ("automatic", "by-hand")

creator.command("list")(list_creators)
creator.command("show")(show_creator)
creator.command("balance")(income.balance)
creator.command("income")(income.income)
creator.command("freeze")(freezing.freeze)
creator.command("unfreeze")(freezing.unfreeze)
creator.command("phone")(phoning.of_creator)


@creator.command("add")
def add_creator(
    creator_id: str = argument(PARTY_ID, "ID"),
    *,
    name: str = typer.Option(..., parser=TEXT, help="昵称 · public name"),
    phone: str = typer.Option(..., parser=PHONE, help="接收短信和电话 · for SMS and calls"),
    owner: str = typer.Option("", parser=TEXT, help="主体，默认同 ID · legal owner, the ID by default"),
    account: str = typer.Option("", parser=TEXT, help="收款账户 · payout account"),
    holder: str = typer.Option(
        "", parser=TEXT, help="收款人姓名，须与实名一致 · the account's holder: the real name"
    ),
    kind: str = typer.Option("alipay", parser=one_of(*KINDS), help=KINDS_HELP),
    real_name: str = typer.Option(
        "", parser=TEXT, help="实名，默认同收款人 · real name, the holder by default"
    ),
) -> None:
    """开户；核实姓名的人是开户的人 · open a creator's account; whoever opens it has verified the name"""

    def act(app: App) -> None:
        accounts.open_creator(
            app.engine,
            creator_id,
            name,
            phone,
            owner=owner,
            real_name=real_name,
            kind=kind,
            account=account,
            holder=holder,
        )

    in_app(act)
    say(
        f"✓ 创作者 {creator_id} 已开户；接单前请开通类型并报价",
        f"✓ creator {creator_id} added; open a type and quote a price next",
    )


@creator.command("bind")
def bind(
    creator_id: str = CREATOR,
    account: str = typer.Option(..., parser=TEXT),
    holder: str = typer.Option(..., parser=TEXT),
    kind: str = typer.Option("alipay", parser=one_of(*KINDS), help=KINDS_HELP),
    code: str = typer.Option(
        "", parser=TEXT, help="--remote 时，发到手机的验证码 · with --remote: the code sent to the phone"
    ),
) -> None:
    """绑定收款账户，姓名须与实名一致 · bind the payout account; its holder must be the real name"""
    del code  # who works on the books themselves has no phone to prove

    async def act(app: App) -> None:
        done = await accounts.bind_account(app, creator_id, kind, account, holder)
        tell_bound(done.account, done.told)

    with_app(act)


def tell_bound(shown: str, told: int) -> None:
    say(f"✓ 收款账户已绑定：{shown}", f"✓ account bound: {shown}", account=shown)
    if told:
        say(f"✓ 已告知 {told} 笔未完成的提现", f"✓ told of it: {how_many(told, 'withdrawals')} not done")


@creator.command("unbind")
def unbind(creator_id: str = CREATOR) -> None:
    """解绑收款账户 · unbind the payout account"""

    in_app(lambda app: accounts.unbind_account(app.engine, creator_id))
    say(
        "✓ 已解绑；结算的钱留在余额，绑定后再提现",
        "✓ unbound; settled money stays on the balance until an account is bound",
    )


@creator.command("verify")
def verify(
    creator_id: str = CREATOR, name: str = typer.Option(..., parser=TEXT, help="实名 · the real name")
) -> None:
    """实名认证 · note the verified real name"""
    in_app(lambda app: accounts.verify_name(app.engine, creator_id, name))
    say(f"✓ 已实名：{masked_name(name)}", f"✓ verified: {masked_name(name)}")


@creator.command("payout")
def payout(
    creator_id: str = CREATOR, manner: str = argument(one_of(*MANNERS), "MANNER", " | ".join(MANNERS))
) -> None:
    """结算后自动打款，或留在余额自己提现 · pay out by itself after a settlement, or withdraw by hand"""
    by_hand = manner == "by-hand"
    in_app(lambda app: accounts.pay_by_hand(app.engine, creator_id, by_hand=by_hand))
    tell_manner(by_hand=by_hand)


def tell_manner(*, by_hand: bool) -> None:
    if by_hand:
        say("✓ 结算后留在余额，由创作者提现", "✓ settled money waits on the balance")
    else:
        say("✓ 结算后自动打款", "✓ settled money is paid out by itself")


@creator.command("open-type")
def open_type(creator_id: str = CREATOR, kind: str = argument(TYPE, "TYPE", TYPES)) -> None:
    """申请开通任务类型 · open a task type"""
    in_app(lambda app: accounts.open_type(app.engine, creator_id, kind))
    tell_opened(kind)


def tell_opened(kind: str) -> None:
    say(f"✓ 已开通{TASK_TYPES[kind].zh}", f"✓ {TASK_TYPES[kind].en} opened", kind=kind)


@creator.command("quote")
def quote(
    creator_id: str = CREATOR,
    kind: str = argument(TYPE, "TYPE", TYPES),
    price: int = PRICE,
) -> None:
    """设置报价 · set the price for a type"""
    accounts.check_price(kind, price)
    in_app(lambda app: accounts.set_price(app.engine, creator_id, kind, price))
    tell_price(kind, price)


def tell_price(kind: str, price: int) -> None:
    say(
        f"✓ {TASK_TYPES[kind].zh}报价 {yuan(price)}",
        f"✓ {TASK_TYPES[kind].en}: {yuan(price)}",
        kind=kind,
        quote_fen=price,
    )


@creator.command("pause")
def pause(
    creator_id: str = CREATOR,
    resume: bool = typer.Option(False, "--resume", help="恢复接单 · take orders again"),
) -> None:
    """暂停接单 · take no orders for now"""
    in_app(lambda app: accounts.pause(app.engine, creator_id, paused=not resume))
    tell_paused(resume=resume)


def tell_paused(*, resume: bool) -> None:
    say(
        "✓ 已恢复接单" if resume else "✓ 已暂停接单，进行中的任务不受影响",
        "✓ taking orders" if resume else "✓ paused; open commissions go on",
    )
