"""What is done elsewhere, told in the words in which it is told here."""

from pathlib import Path
from typing import Any

from domain.commissions.moves import MESSAGES
from domain.forms import is_key
from domain.refusals import Refused
from models.api import money, parties
from services.files.brief_files import brief_mapping
from starter.cli import brand, brand_money, withdrawal
from starter.cli import parties as local
from starter.cli.agreeing import print_agreed
from starter.cli.commission import tell_ordered
from starter.cli.console import called_from
from starter.cli.messages import tell_done, value_of
from starter.cli.numbers import number_of
from starter.remote.client import Client

ENVELOPE = ("round", "on_behalf_of")
"""What is no field of a command. Who speaks is said by the token, and the gateway stamps."""


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


def pause(there: Client, creator_id: str, *, resume: bool) -> None:
    check_own(there, "creator", creator_id)
    there.put("/v1/creator/pause", parties.Pause(paused=not resume), parties.CreatorProfile)
    local.tell_paused(resume=resume)


def price(there: Client, creator_id: str, kind: str, price: int) -> None:
    check_own(there, "creator", creator_id)
    there.put(f"/v1/creator/types/{kind}", parties.Quote(fen=price), parties.CreatorProfile)
    local.tell_price(kind, price)


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


def check_own(there: Client, kind: str, party_id: str) -> None:
    """The party it names must be the one who speaks: any other looks absent. Raises Refused."""
    me = there.me()
    if (me.kind, me.party_id) != (kind, party_id):
        raise Refused("BRAND_UNKNOWN" if kind == "brand" else "CREATOR_UNKNOWN")
