"""`starmap creator phone` and `starmap brand phone`: another number, told to the old one and to the new."""

import typer

from domain.parties.payee import masked_account
from services.parties import phones
from starter.cli.console import in_app, say
from starter.cli.kinds import BRAND, CREATOR, OPERATOR, PHONE, TEXT, argument

NEW = argument(PHONE, "PHONE", "新手机号 · the new number")
ACTOR = typer.Option(..., "--actor", parser=OPERATOR, help="operator:工号 · operator:ID")
REASON = typer.Option(..., "--reason", parser=TEXT, help="理由，不超过 100 字 · at most 100 characters")
WHOM = {"phone_left": ("原号码", "the old number"), "phone_taken": ("新号码", "the new number")}
OUTCOMES = {
    "sent": ("已告知", "was told"),
    "refused": ("短信被拒发", "could not be told: the vendor refused"),
    "unknown": ("短信结果未知", "was told or not: the vendor does not say"),
    "not_sent": ("尚未告知，请再次运行", "is not told yet: run this again"),
    "nobody": ("没有登记过", "was never given"),
}


def of_creator(creator_id: str = CREATOR, phone: str = NEW, actor: str = ACTOR, reason: str = REASON) -> None:
    """更换手机号；短信告知原号码和新号码 · change the phone; both numbers are told by SMS"""
    _change(f"creator:{creator_id}", phone, actor, reason)


def of_brand(brand_id: str = BRAND, phone: str = NEW, actor: str = ACTOR, reason: str = REASON) -> None:
    """更换手机号；短信告知原号码和新号码 · change the phone; both numbers are told by SMS"""
    _change(f"brand:{brand_id}", phone, actor, reason)


def _change(party: str, phone: str, actor: str, reason: str) -> None:
    told = in_app(lambda app: phones.change(app, party, phone, actor, reason))
    shown = masked_account(phone)
    if told is None:
        say(
            f"＝ 手机号已是 {shown}，没有变化",
            f"= the number is {shown} already: nothing changed",
            already=True,
        )
        return
    say(
        f"✓ {party} 的手机号已更换为 {shown}，此后的通知发往新号码",
        f"✓ the number of {party} is now {shown}: later notices go there",
        already=False,
        phone=shown,
        told=[{"whom": each.template, "outcome": each.outcome, "why": each.why} for each in told],
    )
    for each in told:
        zh, en = OUTCOMES[each.outcome]
        say(
            f"  {WHOM[each.template][0]}{zh} {each.why}".rstrip(),
            f"  {WHOM[each.template][1]} {en} {each.why}".rstrip(),
        )
    if any(each.outcome == "not_sent" for each in told):
        raise typer.Exit(1)
