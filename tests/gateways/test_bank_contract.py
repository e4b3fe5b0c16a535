"""What every adapter of the Bank port promises: a number moves money at most once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from gateways.ports import Bank, NeverSent, OutcomeUnknown, PayoutAccount, Transfer
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import Fault, SandboxFaults

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
ALIPAY = PayoutAccount("alipay", "tang@example.cn", "阿汤")
FAULTS = pytest.mark.parametrize("fault", list(Fault))


@pytest.fixture(params=["sandbox"])
def bank(engine: Engine) -> SandboxBank:
    return SandboxBank(engine, SandboxFaults(engine, sleep=lambda _: None))


def pay(bank: Bank, number: str = "wd1-1", account: PayoutAccount = ALIPAY, fen: int = 285_000) -> Transfer:
    return bank.transfer(number, account, fen, NOON)


def test_a_transfer_is_paid_and_found(bank: Bank) -> None:
    answer = pay(bank)

    assert answer == Transfer("wd1-1", paid=True)
    assert bank.find("wd1-1") == answer


def test_a_number_the_bank_never_saw_is_not_found(bank: Bank) -> None:
    pay(bank)

    assert bank.find("wd1-2") is None


def test_the_same_request_again_gets_the_first_answer_and_moves_nothing(bank: SandboxBank) -> None:
    first = pay(bank)

    assert pay(bank) == first
    assert len(bank.log()) == 1
    assert len(bank.requests("wd1-1")) == 2


def test_a_repeat_keeps_the_first_instant(bank: SandboxBank) -> None:
    pay(bank)
    bank.transfer("wd1-1", ALIPAY, 285_000, NOON + timedelta(days=1))

    assert [row.at for row in bank.log()] == [NOON]


@pytest.mark.parametrize(
    ("account", "fen"), [(ALIPAY, 285_001), (PayoutAccount("alipay", "other@example.cn", "阿汤"), 285_000)]
)
def test_a_number_used_for_something_else_is_refused_and_the_first_stands(
    bank: SandboxBank, account: PayoutAccount, fen: int
) -> None:
    first = pay(bank)

    assert pay(bank, account=account, fen=fen) == Transfer("wd1-1", paid=False, refusal="NUMBER_REUSED")
    assert bank.find("wd1-1") == first
    assert [row.fen for row in bank.log()] == [285_000]


@pytest.mark.parametrize(
    ("account", "refusal"),
    [
        (PayoutAccount("cash", "tang@example.cn", "阿汤"), "ACCOUNT_INVALID"),
        (PayoutAccount("alipay", "tang@example.cn", ""), "ACCOUNT_INVALID"),
        (PayoutAccount("alipay", "tang@example.cn", "阿汤2"), "ACCOUNT_INVALID"),
        (PayoutAccount("bank_card", "6222021234560000", "阿汤"), "ACCOUNT_INVALID"),
        (PayoutAccount("bank_card", "6222021234561234", "冻结"), "ACCOUNT_FROZEN"),
    ],
)
def test_a_bad_account_is_refused_and_the_refusal_is_found(
    bank: Bank, account: PayoutAccount, refusal: str
) -> None:
    answer = pay(bank, account=account)

    assert answer == Transfer("wd1-1", paid=False, refusal=refusal)
    assert bank.find("wd1-1") == answer


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_is_not_transferred(bank: Bank, fen: int) -> None:
    assert pay(bank, fen=fen).refusal == "AMOUNT_INVALID"


def test_a_card_is_paid_too(bank: Bank) -> None:
    assert pay(bank, account=PayoutAccount("bank_card", "6222021234561234", "阿汤")).paid


def test_a_great_sum_survives(bank: SandboxBank) -> None:
    pay(bank, fen=10**15)

    assert [row.fen for row in bank.log()] == [10**15]


def test_the_same_request_from_many_sides_at_once_pays_once(bank: SandboxBank) -> None:
    with ThreadPoolExecutor(8) as askers:
        answers = list(askers.map(lambda _: pay(bank), range(8)))

    assert answers == [Transfer("wd1-1", paid=True)] * 8
    assert len(bank.log()) == 1
    assert len(bank.requests("wd1-1")) == 8


@FAULTS
def test_after_any_failure_the_number_tells_what_became_of_it(
    bank: SandboxBank, engine: Engine, fault: Fault
) -> None:
    SandboxFaults(engine).arm("bank", fault, operation="transfer")

    try:
        assert bank.find("wd1-1") is None
        assert bank.find(pay(bank).number) is not None
    except NeverSent:
        assert bank.find("wd1-1") is None
    except OutcomeUnknown:
        assert bank.find("wd1-1") == Transfer("wd1-1", paid=True)


@FAULTS
def test_after_any_failure_the_same_number_pays_at_most_once(
    bank: SandboxBank, engine: Engine, fault: Fault
) -> None:
    SandboxFaults(engine).arm("bank", fault, operation="transfer", times=3)

    for _ in range(5):
        pay_or_fail(bank)

    assert [row.paid for row in bank.log()] == [fault is not Fault.REFUSE]


def pay_or_fail(bank: Bank) -> None:
    try:
        pay(bank)
    except (NeverSent, OutcomeUnknown):
        return


@FAULTS
def test_asking_only_ever_raises_what_may_be_asked_again(
    bank: SandboxBank, engine: Engine, fault: Fault
) -> None:
    pay(bank)
    SandboxFaults(engine).arm("bank", fault, operation="find")

    try:
        assert bank.find("wd1-1") == Transfer("wd1-1", paid=True)
    except NeverSent:
        assert bank.find("wd1-1") == Transfer("wd1-1", paid=True)
