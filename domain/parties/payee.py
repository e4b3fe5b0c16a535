"""Who is paid, and to which account: real names, the shape of an account, and what is shown of both.

A bank card is not held to the Luhn check: some UnionPay cards do not follow it, and a creator whose card is
real must be able to bind it. The bank knows better, and its no is an answer.
"""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from domain.forms import is_mobile
from domain.parties.erased import INSTEAD
from domain.texts import fault, settled

KINDS: Mapping[str, tuple[str, str]] = {"alipay": ("支付宝", "Alipay"), "bank_card": ("银行卡", "bank card")}
NAME_MAX = 40
SHOWN_AT_EACH_END = 4
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_ALIPAY_ID = re.compile(r"2088[0-9]{12}")
_CARD = re.compile(r"[0-9]{12,19}")


def is_name(text: str) -> bool:
    plain = settled(text).strip()
    return 0 < len(plain) <= NAME_MAX and fault(plain) is None


def plain_account(account: str) -> str:
    """As it is kept: half width, without the spaces people group a card's digits by."""
    return "".join(unicodedata.normalize("NFKC", account).split())


def is_account(kind: str, account: str) -> bool:
    """Alipay: an e-mail, a mainland mobile number or a user id. Bank card: 12 to 19 digits."""
    match kind:
        case "alipay":
            return any(each.fullmatch(account) for each in (_EMAIL, _ALIPAY_ID)) or is_mobile(account)
        case "bank_card":
            return _CARD.fullmatch(account) is not None
        case _:
            return False


def masked_account(account: str) -> str:
    """``6222 **** 2222``, ``a***@example.com``, ``138****0001``."""
    if account in INSTEAD:
        return account
    name, at, host = account.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    if is_mobile(account):
        return f"{account[:3]}****{account[-SHOWN_AT_EACH_END:]}"
    if len(account) <= 2 * SHOWN_AT_EACH_END:
        return "****" if account else ""
    return f"{account[:SHOWN_AT_EACH_END]} **** {account[-SHOWN_AT_EACH_END:]}"


def masked_name(name: str) -> str:
    """汤小明 is 汤*明, 汤明 is 汤*: the first and, from three on, the last."""
    plain = name.strip()
    if plain in INSTEAD:
        return plain
    if len(plain) < 3:  # noqa: PLR2004
        return plain[:1] + "*" * (len(plain) - 1) if len(plain) > 1 else "*" * len(plain)
    return plain[0] + "*" * (len(plain) - 2) + plain[-1]


def payee_digest(kind: str, account: str, holder: str) -> str:
    """What two records of a payee are compared by. It is never kept or told: an account can be guessed."""
    return sha256(f"{kind}\n{account}\n{holder}".encode()).hexdigest()
