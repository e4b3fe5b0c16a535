"""What is done elsewhere, told in the words in which it is told here."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from domain.commissions.moves import MESSAGES
from domain.counts import how_many
from domain.forms import is_key
from domain.refusals import Refused
from models.api import money, parties
from services.files.brief_files import brief_mapping
from starter.cli import brand, brand_money, withdrawal
from starter.cli import parties as local
from starter.cli.agreeing import print_agreed
from starter.cli.commission import tell_ordered, tell_where
from starter.cli.console import called_from, say
from starter.cli.elsewhere.calling import not_there
from starter.cli.elsewhere.speaking import check_own
from starter.cli.elsewhere.table import PRICED
from starter.cli.messages import tell_done, value_of
from starter.cli.numbers import number_of
from starter.remote.client import Client

ENVELOPE = ("round", "on_behalf_of")
"""What is no field of a command. Who speaks is said by the token, and the gateway stamps."""


class Nothing(BaseModel):
    """Of what is asked for by its address alone."""


def send(there: Client, did: str, commission_id: str, **given: Any) -> None:
    message = MESSAGES[did.replace("-", "_")]
    given.pop("as_signal", None)
    fields = {name: value_of(name, value) for name, value in given.items() if value not in (None, "", [])}
    key = fields.pop("command_id", "")
    if key and not is_key(key):
        raise Refused("IDEMPOTENCY_KEY_INVALID")
    envelope = {name: fields.pop(name) for name in ENVELOPE if name in fields}
    done = there.command(commission_id, message.name, fields, key=key, **envelope)
    seen = there.read(f"/v1/commissions/{commission_id}", min_seq=done.seq)
    tell_done(message, done.seq, seen, done.told_by_sms)


def order(there: Client, brief: Path) -> None:
    written = dict(brief_mapping(called_from(brief)))
    if (whose := written.pop("brand", None)) is not None:
        check_own(there, "brand", str(whose))
    placed = there.order(written)
    tell_ordered(placed.commission_id, new=placed.new)
    print_agreed(there.read(f"/v1/commissions/{placed.commission_id}")["agreed"])
    tell_where(placed.commission_id)


def pause(there: Client, creator_id: str, *, resume: bool) -> None:
    check_own(there, "creator", creator_id)
    there.put("/v1/creator/pause", parties.Pause(paused=not resume), parties.CreatorProfile)
    local.tell_paused(resume=resume)


def price(there: Client, creator_id: str, kind: str, price: int) -> None:
    check_own(there, "creator", creator_id)
    there.put(f"/v1/creator/types/{kind}", parties.Quote(fen=price), parties.CreatorProfile)
    local.tell_price(kind, price)


def open_type(there: Client, creator_id: str, kind: str) -> None:
    """At the price that the creator has set. Raises RefusedThere: NOT_REMOTE where there is none."""
    check_own(there, "creator", creator_id)
    services = there.get("/v1/creator", parties.CreatorProfile).services
    found = next((each for each in services if each.task_type == kind), None)
    if found is None or not (found.opened or found.quote_fen):
        raise not_there("creator open-type", PRICED)
    if not found.opened and found.quote_fen:
        quote = parties.Quote(fen=found.quote_fen)
        there.put(f"/v1/creator/types/{kind}", quote, parties.CreatorProfile)
    local.tell_opened(kind)


def bind(there: Client, creator_id: str, account: str, holder: str, kind: str, code: str) -> None:
    """In two steps: a code goes to the creator's phone, and with it the account is bound."""
    check_own(there, "creator", creator_id)
    if not code:
        sent = there.post("/v1/creator/account/codes", Nothing(), parties.AccountCode, key=None)
        minutes = sent.expires_in_seconds // 60
        say(
            f"✓ 验证码已发到 {creator_id} 的手机，{minutes} 分钟内有效：请加 --code 再执行一次，还没有绑定",
            f"✓ a code was sent to the phone of {creator_id}, good for {how_many(minutes, 'minutes')}: "
            "say the same again with --code; nothing is bound yet",
        )
        return
    wanted = parties.Account(kind=kind, account=account, holder=holder, code=code)
    done = there.put("/v1/creator/account", wanted, parties.Bound)
    local.tell_bound(done.account, done.told)


def withdraw(there: Client, creator_id: str, amount: int | None, key: str) -> None:
    number = number_of(key)
    check_own(there, "creator", creator_id)
    withdrawal.tell_withdrawn(creator_id, number, there.withdraw(amount or 0, key=number))


def top_up(there: Client, brand_id: str, amount: int, key: str, account: str, holder: str, kind: str) -> None:
    number = number_of(key)
    brand_money.check_payer(account, holder)
    check_own(there, "brand", brand_id)
    paid = {"account": account, "holder": holder, "kind": kind} if account else {}
    done = there.top_up_by(money.TopUp(fen=amount, **paid), key=number)
    brand.tell_booked(number, amount, done.balance_fen, len(done.told), already=done.already)


def payout(there: Client, creator_id: str, manner: str) -> None:
    check_own(there, "creator", creator_id)
    by_hand = manner == "by-hand"
    there.put("/v1/creator/payout-by-hand", parties.ByHand(by_hand=by_hand), parties.CreatorProfile)
    local.tell_manner(by_hand=by_hand)


def send_back(there: Client, brand_id: str, amount: int, key: str, operator: str, reason: str) -> None:
    """``reason`` is an operator's: a brand gives none for its own money."""
    del reason
    number = number_of(key)
    check_own(there, "brand", brand_id, operator)
    done = there.post("/v1/brand/withdrawals", money.SendBack(fen=amount), money.Withdrawing, key=number)
    brand_money.tell_sent_back(brand_id, number, done)
