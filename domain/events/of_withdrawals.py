"""What is told outside of the steps of a withdrawal, to whom the money belongs."""

from collections.abc import Iterator, Mapping

from domain.events.event_type import BOTH, EventType
from domain.money.withdrawals.state import State
from domain.money.withdrawals.steps import STEPS

KIND = "withdrawal"
FIELDS = ("event", "state", "number", "commission_id", "fen", "code")
WORDS: Mapping[str, tuple[str, str, str]] = {
    "reserved": ("reserved", "提现金额已从余额预留", "it is reserved from the balance"),
    "paid": ("paid", "提现已到账", "it has arrived"),
    "unknown": ("unanswered", "银行没有答复", "the bank has not answered"),
    "not_found": (
        "sent_again",
        "银行没有这一流水号，原号再送",
        "the bank does not know the number: it is sent again",
    ),
    "silent": ("silent", "银行久未答复", "the bank has been silent for long"),
    "turned_down": ("turned_down", "银行拒绝", "the bank refused"),
    "account_changed": ("account_changed", "收款账户已更正", "the payout account was mended"),
    "retry": ("retried", "运营重新打款", "an operator tries again"),
    "cancel": ("cancelled", "运营取消，退回余额", "an operator cancelled it: the money is on the balance"),
    "waited": ("wait_over", "等待结束", "the wait is over"),
    "refunded": ("refunded", "退票，退回余额", "sent back by the bank it went to"),
    "revived": ("revived", "流程丢失，由运营从账目恢复", "its workflow was lost; revived from the books"),
}


def types() -> Iterator[EventType]:
    """What leaves a withdrawal asked for but not reserved stands in no books, and is told by nobody."""
    for event in dict.fromkeys(step.event for step in STEPS if _is_booked(step.event)):
        word, zh, en = WORDS[event]
        yield EventType(f"{KIND}.{word}", KIND, (event,), zh, en, BOTH, _example(event))


def _is_booked(event: str) -> bool:
    """An event of one that is reserved, or the reservation."""
    return any(
        step.event == event and (step.at != (State.REQUESTED,) or step.to is State.SENDING) for step in STEPS
    )


def _example(event: str) -> dict[str, str | int]:
    step = next(step for step in STEPS if step.event == event)
    code = "ACCOUNT_INVALID" if event == "turned_down" else ""
    said: dict[str, str | int] = {"event": event, "state": step.to.value, "number": "w-7-1"}
    return {**said, "commission_id": "", "fen": 285_000, "code": code}
