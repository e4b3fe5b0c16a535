"""Why a person may look at a withdrawal, and what to do: every one that waits or asks has its word."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.money.withdrawals.state import State
from domain.money.withdrawals.steps import ACCOUNT, FROZEN, LATER
from domain.money.withdrawals.transitions import meaning


@dataclass(frozen=True)
class Alert:
    zh: str
    en: str
    do_zh: str
    do_en: str


ALERTS: Mapping[str, Alert] = {
    "payout_failed": Alert(
        "收款账户收不了",
        "the account cannot take it",
        "请创作者更正收款账户，更正后自动继续；或用 `retry_payout`、`cancel_payout`",
        "the creator mends the account and it goes on by itself; or `retry_payout`, `cancel_payout`",
    ),
    "payout_later": Alert(
        "银行暂时拒绝",
        "the bank refuses for now",
        "不用操作，到时自动换新流水号重试；要快就用 `retry_payout`",
        "nothing to press, a new number is tried by itself; `retry_payout` to be faster",
    ),
    "payout_withheld": Alert(
        "资金被冻结",
        "the money is frozen",
        "解冻后自动继续",
        "goes on by itself once it is free",
    ),
    "payout_asked": Alert(
        "等银行确认",
        "the bank is being asked",
        "不用操作，会一直询问；不要手工付款",
        "nothing to press, it is asked on and on; never pay by hand",
    ),
    "payout_unknown": Alert(
        "银行久未答复",
        "the bank has been silent for long",
        "向银行询问这一流水号；不要手工付款",
        "ask the bank about the number; never pay by hand",
    ),
    "payout_conflict": Alert(
        "与账本冲突",
        "the books contradict themselves",
        "先查清账目：`./starmap ledger check`",
        "clear up the books first: `./starmap ledger check`",
    ),
}
"""By the word in the search attribute ``Attention``."""
WAITS = {ACCOUNT: "payout_failed", LATER: "payout_later", FROZEN: "payout_withheld"}


def alert_of(state: State, code: str, *, silent: bool = False) -> str:
    """The word for where it stands now; empty where nobody need look."""
    match state:
        case State.WAITING:
            return WAITS.get(meaning(code), "payout_failed")
        case State.ASKING:
            return "payout_unknown" if silent else "payout_asked"
        case State.REQUESTED if code and meaning(code) == FROZEN:
            return "payout_withheld"
        case _:
            return ""
