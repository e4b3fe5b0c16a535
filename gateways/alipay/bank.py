"""Payouts through Alipay (支付宝转账): to an Alipay account, or to a bank card.

The number is Alipay's ``out_biz_no``: repeated with the same content it moves money at most once. What is not
proven is told as unknown, and then asked about by the same number.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from domain.money.amounts import parse_yuan
from gateways.alipay.codes import (
    BUSINESS,
    CANNOT_TELL,
    CODES,
    DONE,
    NOT_FOUND,
    STATES,
    UNHEARD_OF,
    Meaning,
    Word,
)
from gateways.alipay.gateway import AlipayGateway, shown
from gateways.ports.work import NeverSent, OutcomeUnknown, PayoutAccount, Transfer

TRANSFER = "alipay.fund.trans.uni.transfer"
QUERY = "alipay.fund.trans.common.query"
SCENE = "DIRECT_TRANSFER"
TITLE = "创作收入"
"""What the creator's bill says; of every payout the same, so that a repeated request is the same request."""
PRIVATE_CARD = {"account_type": "2"}  # 对私
PRODUCTS: dict[str, tuple[str, dict[str, Any]]] = {
    "alipay": ("TRANS_ACCOUNT_NO_PWD", {"identity_type": "ALIPAY_LOGON_ID"}),
    "bank_card": (
        "TRANS_BANKCARD_NO_PWD",
        {"identity_type": "BANKCARD_ACCOUNT", "bankcard_ext_info": PRIVATE_CARD},
    ),
}
"""By kind of account: the product, and what it wants to know of the payee beside account and name."""


class AlipayBank:
    def __init__(self, gateway: AlipayGateway) -> None:
        self._gateway = gateway

    def transfer(self, number: str, account: PayoutAccount, fen: int, at: datetime) -> Transfer:  # noqa: ARG002
        """Dated by Alipay: an instant of a commission's own clock means nothing there."""
        unsendable = _unsendable(account, fen)
        if unsendable:
            return Transfer(number, paid=False, refusal=unsendable)
        answer = self._gateway.ask(TRANSFER, order(number, account, fen))
        if answer.get("code") == DONE:
            return _told(number, answer, fen)
        word, said = _word(answer)
        if word.meaning != Meaning.REFUSED:
            _not_settled(word, said)
        return self._unless_paid(Transfer(number, paid=False, refusal=word.name, said=said), fen)

    def find(self, number: str) -> Transfer | None:
        """A number belongs to one product; which, only the request knew."""
        for product, _ in PRODUCTS.values():
            found = self._find(number, product)
            if found:
                return found
        return None

    def _find(self, number: str, product: str) -> Transfer | None:
        question = {"out_biz_no": number, "product_code": product, "biz_scene": SCENE}
        try:
            answer = self._gateway.ask(QUERY, question)
        except OutcomeUnknown as lost:
            raise NeverSent(str(lost)) from None  # a question changes nothing
        if answer.get("code") == DONE:
            return _told(number, answer)
        if (answer.get("code"), answer.get("sub_code")) == (BUSINESS, NOT_FOUND):
            return None
        word, said = _word(answer)
        raise NeverSent(f"{word.name} {said}")

    def _unless_paid(self, refused: Transfer, fen: int) -> Transfer:
        """An earlier request under this number may have been paid before this one was refused."""
        try:
            known = self.find(refused.number)
        except NeverSent as failed:
            raise OutcomeUnknown(f"{refused.refusal} {refused.said}, {failed}") from None
        if known and known.fen not in (None, fen):
            raise OutcomeUnknown("OTHER_AMOUNT")
        return known or refused


def order(number: str, account: PayoutAccount, fen: int) -> dict[str, Any]:
    product, payee = PRODUCTS[account.kind]
    return {
        "out_biz_no": number,
        "trans_amount": yuan(fen),
        "product_code": product,
        "biz_scene": SCENE,
        "order_title": TITLE,
        "payee_info": {"identity": account.account, "name": account.holder, **payee},
    }


def yuan(fen: int) -> str:
    """Two decimals, no separator: 285000 is ``2850.00``."""
    return f"{fen // 100}.{fen % 100:02d}"


def _unsendable(account: PayoutAccount, fen: int) -> str:
    if fen <= 0:
        return "AMOUNT_INVALID"
    return "" if account.kind in PRODUCTS and account.account and account.holder else "ACCOUNT_INVALID"


def _told(number: str, answer: Mapping[str, str], fen: int | None = None) -> Transfer:
    """Raises OutcomeUnknown, also for an answer that is about another number or amount."""
    if answer.get("out_biz_no") != number:
        raise OutcomeUnknown("OTHER_NUMBER")
    amount = _fen(answer.get("trans_amount") or answer.get("amount"))
    if fen is not None and amount not in (None, fen):
        raise OutcomeUnknown("OTHER_AMOUNT")
    state = answer.get("status", "")
    word = STATES.get(state, UNHEARD_OF)
    if word.meaning == Meaning.UNKNOWN:
        _not_settled(word, shown(state))
    if word.meaning == Meaning.PAID:
        return Transfer(number, paid=True, fen=amount)
    why = answer.get("error_code", "")
    name = CODES[why].name if state == "FAIL" and why in CODES else word.name
    return Transfer(number, paid=False, refusal=name, said=shown(why or state))


def _fen(yuan: str | None) -> int | None:
    if yuan is None:
        return None
    try:
        return parse_yuan(yuan)
    except ValueError:
        raise OutcomeUnknown("OTHER_AMOUNT") from None


def _word(answer: Mapping[str, str]) -> tuple[Word, str]:
    """What a no means, and the code it was said in."""
    code, sub = answer.get("code", ""), answer.get("sub_code", "")
    said = shown(sub or code)
    if code in (BUSINESS, CANNOT_TELL):
        return CODES.get(sub, UNHEARD_OF), said
    return (Word(Meaning.TURNED_AWAY, "PLATFORM_SETUP") if code else UNHEARD_OF), said


def _not_settled(word: Word, said: str) -> NoReturn:
    kind = NeverSent if word.meaning == Meaning.TURNED_AWAY else OutcomeUnknown
    raise kind(f"{word.name} {said}".strip())
