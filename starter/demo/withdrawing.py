"""The fourth creator withdraws by hand: the bank refuses the first number, and the second arrives."""

from domain.money.amounts import yuan
from domain.money.withdrawals.words import TEMPLATES
from services.money.withdrawals_read import withdrawals as withdrawals_of
from services.money.withdrawing import withdraw_at
from services.parties import accounts
from services.parties.sample import REAL_NAME
from services.sandbox import bank, phones
from services.sandbox.bank import Transfer
from starter.demo.actor import Actor, until
from starter.demo.narrator import Narrator

OLD = "13800000000"
"""A number given up long ago: well formed, and nobody's any more."""
KEY = "tx1"


async def withdraw(actor: Actor, narrator: Narrator) -> None:
    creator = actor.part.creator
    await accounts.bind_account(actor.app, creator.id, "alipay", OLD, REAL_NAME)
    refused = await _refused(actor, narrator)
    await accounts.bind_account(actor.app, creator.id, "alipay", f"{creator.id}@example.com", REAL_NAME)
    paid = await _transfer(actor, f"{creator.id}.{KEY}-2")
    await until(lambda: _state(actor) == "paid", "the second number")
    await narrator.note(
        f"更正收款账户后用新流水号重试：{paid.number} 到账 {yuan(paid.fen)}",
        f"the account is mended; tried again under a new number: {paid.number} arrived, {yuan(paid.fen)}",
        "green",
    )
    await narrator.note(
        f"银行自己的流水：{refused.number} 拒绝 {refused.refusal} · {paid.number} 已付 {yuan(paid.fen)}",
        f"the bank's own log: {refused.number} refused {refused.refusal} · "
        f"{paid.number} paid {yuan(paid.fen)}",
        "bold",
    )


async def _refused(actor: Actor, narrator: Narrator) -> Transfer:
    app, creator, at = actor.app, actor.part.creator, actor.at(11, "10:00")
    await withdraw_at(app, creator.id, 0, KEY, at)
    await until(lambda: _state(actor) == "waiting", "the refusal")
    transfer = await _transfer(actor, f"{creator.id}.{KEY}-1")
    await narrator.event(
        at,
        f"{creator.name}提现 {yuan(transfer.fen)}，银行流水号 {transfer.number}",
        f"{creator.name} withdraws {yuan(transfer.fen)}, number at the bank {transfer.number}",
    )
    await narrator.note(
        f"银行拒绝 {transfer.number}：{transfer.refusal}，钱留在途中等待更正账户",
        f"the bank refuses {transfer.number}: {transfer.refusal}; the money waits in transit",
        "red",
    )
    engine, phone = app.engine, creator.phone
    await until(lambda: phones.received(engine, phone)[-1].template == "withdrawal_waits", "the SMS")
    gloss = TEMPLATES["withdrawal_waits"].en.format(amount=yuan(transfer.fen))
    await narrator.sms(creator.name, phones.received(engine, phone)[-1].text, gloss)
    return transfer


def _state(actor: Actor) -> str:
    found, _ = withdrawals_of(actor.app.engine, creator_id=actor.part.creator.id)
    return next((each.state for each in found if each.id.endswith(f".{KEY}")), "")


async def _transfer(actor: Actor, number: str) -> Transfer:
    engine = actor.app.engine
    return await until(
        lambda: next((each for each in bank.transfers(engine) if each.number == number), None), number
    )
