"""What the loopback Alipay does with a request it believes: its log of transfers, and what it turns away."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DONE = {"code": "10000", "msg": "Success"}
SUCCESS = "SUCCESS"


@dataclass
class Payment:
    asked: dict[str, Any]
    state: str
    error: str = ""

    @property
    def number(self) -> str:
        return str(self.asked["out_biz_no"])

    @property
    def fen(self) -> int:
        return int(self.asked["trans_amount"].replace(".", ""))


@dataclass
class Business:
    log: dict[tuple[str, str], Payment] = field(default_factory=dict)
    """By number and product: everything that was ever taken on."""
    moved: list[tuple[str, int]] = field(default_factory=list)
    """Every movement of money, number and fen: what doubles are counted in."""
    status: int = 200
    """Of HTTP."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def paid(self, number: str) -> list[int]:
        return [fen for moved, fen in self.moved if moved == number]

    def becomes(self, number: str, state: str, error: str = "") -> None:
        """What is heard of a transfer from now on."""
        for payment in self.log.values():
            if payment.number == number:
                payment.state, payment.error = state, error

    def take(self, operation: str, asked: dict[str, Any], kind: str, note: str) -> dict[str, Any]:
        with self.lock:
            if operation == "query":
                return self._query(asked)
            for _ in range(2 if kind == "delivered_twice" else 1):
                node = self._transfer(asked, note if kind == "state" else SUCCESS)
            return node

    def _transfer(self, asked: dict[str, Any], state: str) -> dict[str, Any]:
        refusal = turned_away(asked)
        if refusal:
            return _business(refusal)
        key = (asked["out_biz_no"], asked["product_code"])
        first = self.log.get(key)
        if first is None:
            first = self.log[key] = Payment(asked, state)
            if state == SUCCESS:
                self.moved.append((first.number, first.fen))
        if first.asked != asked:
            return _business("PAYMENT_INFO_INCONSISTENCY")
        dated = {"order_id": f"2026{len(self.log):012}", "trans_date": "2026-11-22 12:00:00"}
        return {**DONE, "out_biz_no": first.number, **dated, "status": first.state}

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        if set(asked) != {"out_biz_no", "product_code", "biz_scene"}:
            return _business("INVALID_PARAMETER")
        known = self.log.get((asked["out_biz_no"], asked["product_code"]))
        if known is None:
            return _business("ORDER_NOT_EXIST")
        node = {**DONE, "out_biz_no": known.number, "status": known.state}
        if known.state == SUCCESS:
            node["trans_amount"] = known.asked["trans_amount"]
        return {**node, "error_code": known.error, "fail_reason": "汤小明"} if known.error else node


def _business(code: str) -> dict[str, Any]:
    return {"code": "40004", "msg": "Business Failed", "sub_code": code, "sub_msg": "收款人汤小明"}


RULES: tuple[tuple[str, Callable[[dict[str, Any], dict[str, Any]], bool]], ...] = (
    ("INVALID_PARAMETER", lambda asked, _: not re.fullmatch(r"[0-9]+\.[0-9]{2}", asked["trans_amount"])),
    (
        "INVALID_PARAMETER",
        lambda asked, _: asked["biz_scene"] != "DIRECT_TRANSFER" or not asked["order_title"],
    ),
    ("INVALID_PARAMETER", lambda asked, payee: not _fits(asked["product_code"], payee)),
    ("EXCEED_LIMIT_SM_MIN_AMOUNT", lambda asked, _: int(asked["trans_amount"].replace(".", "")) < 10),
    ("PAYEE_ACCOUNT_STATUS_ERROR", lambda _, payee: payee["name"] == "冻结"),
    ("PAYEE_NOT_EXIST", lambda _, payee: payee["identity"].endswith("0000")),
    ("PAYEE_USER_INFO_ERROR", lambda _, payee: any(letter.isdigit() for letter in payee["name"])),
)


def turned_away(asked: dict[str, Any]) -> str:
    payee = asked["payee_info"]
    return next((code for code, breaks in RULES if breaks(asked, payee)), "")


def _fits(product: str, payee: dict[str, Any]) -> bool:
    if product == "TRANS_ACCOUNT_NO_PWD":
        return payee["identity_type"] == "ALIPAY_LOGON_ID"
    card = payee.get("bankcard_ext_info", {}).get("account_type") == "2"
    return product == "TRANS_BANKCARD_NO_PWD" and payee["identity_type"] == "BANKCARD_ACCOUNT" and card
