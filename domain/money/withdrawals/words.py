"""What people read of a withdrawal: its states, its events, and the SMS about one by hand."""

from collections.abc import Mapping

from domain.money.withdrawals.state import InBooks, State
from domain.money.withdrawals.steps import ACCOUNT, FROZEN, LATER, NEVER
from domain.notice_template import Template
from domain.party import Party
from domain.refusals import Provider, as_registered

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    State.REQUESTED: ("已申请", "requested"),
    State.SENDING: ("转账中", "being sent"),
    State.ASKING: ("等待银行确认", "waits for the bank"),
    InBooks.UNDER_WAY: ("打款中", "under way"),
    State.WAITING: ("未成功，待处理", "failed, waits"),
    State.PAID: ("已到账", "paid"),
    State.RETURNED: ("已退回余额", "returned to the balance"),
    State.REFUNDED: ("已退票，退回余额", "sent back later, on the balance again"),
    State.KEPT: ("留在余额，由创作者提现", "kept on the balance, to be withdrawn by hand"),
    State.REFUSED: ("不能提现", "refused"),
}


def why(code: str) -> str:
    """Why it did not succeed, by the registry: a bank's answer stands in the books without its prefix."""
    return as_registered(code, Provider.BANK)


_BALANCE = ("在余额", "on the balance")
_TRANSIT = ("提现途中", "in transit")
MONEY_WORDS: Mapping[State, tuple[str, str]] = {
    State.REQUESTED: _BALANCE,
    State.SENDING: _TRANSIT,
    State.ASKING: _TRANSIT,
    State.WAITING: _TRANSIT,
    State.PAID: ("已到收款账户", "at the account it was sent to"),
    State.RETURNED: _BALANCE,
    State.REFUNDED: _BALANCE,
    State.KEPT: _BALANCE,
    State.REFUSED: _BALANCE,
}
"""Where the money is."""

MEANING_WORDS: Mapping[str, tuple[str, str]] = {
    ACCOUNT: ("收款账户收不了，须由创作者更正", "the account cannot take it: for the creator to mend"),
    LATER: ("银行暂时拒绝", "the bank refuses for now"),
    FROZEN: ("资金被冻结，没有送往银行", "the money is frozen; the bank was not asked"),
    NEVER: ("银行不接受", "the bank will not take it"),
}

EVENT_WORDS: Mapping[str, tuple[str, str]] = {
    "reserved": ("已从余额预留", "reserved from the balance"),
    "kept": ("留在余额", "kept on the balance"),
    "refused": ("不能提现", "refused"),
    "withheld": ("资金冻结，暂缓", "rests: the money is frozen"),
    "paid": ("到账", "arrived"),
    "unknown": ("银行没有答复", "no answer from the bank"),
    "not_found": ("银行没有这一流水号", "the bank does not know the number"),
    "silent": ("银行久未答复", "the bank has been silent for long"),
    "turned_down": ("银行拒绝", "refused by the bank"),
    "account_changed": ("创作者更正了收款账户", "the creator mended the account"),
    "retry": ("运营重新打款", "tried again by an operator"),
    "cancel": ("运营取消", "cancelled by an operator"),
    "waited": ("等待结束", "the wait is over"),
    "refunded": ("退票", "sent back by the payee's bank"),
    "revived": ("流程丢失，由运营从账目恢复", "its workflow was lost; revived from the books"),
}

_C, _B = Party.CREATOR, Party.BRAND
TEMPLATES: Mapping[str, Template] = {
    each.name: each
    for each in (
        Template(
            "withdrawal_waits",
            _C,
            "您的提现{amount}元未成功，请核对收款账户",
            "your withdrawal of {amount} failed: check your account",
        ),
        Template(
            "withdrawal_rests",
            _C,
            "您的提现{amount}元因资金被平台冻结而暂缓",
            "your withdrawal of {amount} rests: the platform has frozen the money",
        ),
        Template(
            "withdrawal_returned",
            _C,
            "您的提现{amount}元未成功，已退回余额",
            "your withdrawal of {amount} failed and is back on your balance",
        ),
        Template(
            "withdrawal_refunded",
            _C,
            "您的提现{amount}元被收款行退回，已退回余额",
            "your withdrawal of {amount} was sent back and is on your balance again",
        ),
        Template(
            "brand_withdrawal_paid",
            _B,
            "您的余额{amount}元已退回原付款账户，如非本人申请请联系平台",
            "{amount} of your balance went back to the account it came from; not yours? tell the platform",
        ),
        Template(
            "brand_withdrawal_rests",
            _B,
            "您的余额退回{amount}元因资金被平台冻结而暂缓",
            "{amount} on its way back to you rests: the platform has frozen the money",
        ),
        Template(
            "brand_withdrawal_returned",
            _B,
            "您的余额退回{amount}元未成功，钱仍在您的余额",
            "{amount} could not go back to the account that paid it in, and is on your balance",
        ),
        Template(
            "brand_withdrawal_refunded",
            _B,
            "您的余额退回{amount}元被收款行退回，已回到您的余额",
            "{amount} was sent back by the bank it went to and is on your balance again",
        ),
    )
}
