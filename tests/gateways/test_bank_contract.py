"""What every adapter of the Bank port promises: a number moves money at most once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
from sqlalchemy import Engine

from gateways.alipay.bank import AlipayBank
from gateways.ports.work import Bank, NeverSent, OutcomeUnknown, PayoutAccount, Transfer
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import Fault, SandboxFaults
from tests.gateways.alipay_side import alipay
from tests.gateways.alipay_vendor import Vendor

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
ALIPAY = PayoutAccount("alipay", "tang@example.cn", "阿汤")
FAULTS = pytest.mark.parametrize("fault", list(Fault))


class Side(Protocol):
    """A bank, and what can be seen and ordered on its own side."""

    bank: Bank

    def paid(self, number: str) -> list[int]:
        """Every movement of money under a number, in fen, by the bank's own log."""

    def heard(self, number: str) -> int:
        """How many requests to transfer arrived under a number."""

    def arm(self, fault: Fault, operation: str, times: int = 1) -> None:
        """Order a fault for the next requests."""


@dataclass
class SandboxSide:
    bank: SandboxBank
    faults: SandboxFaults

    def paid(self, number: str) -> list[int]:
        return [row.fen for row in self.bank.log() if row.number == number and row.paid]

    def heard(self, number: str) -> int:
        return len(self.bank.requests(number))

    def arm(self, fault: Fault, operation: str, times: int = 1) -> None:
        self.faults.arm("bank", fault, operation=operation, times=times)


@dataclass
class AlipaySide:
    bank: AlipayBank
    vendor: Vendor

    def paid(self, number: str) -> list[int]:
        return self.vendor.business.paid(number)

    def heard(self, number: str) -> int:
        return len(self.vendor.requests(number))

    def arm(self, fault: Fault, operation: str, times: int = 1) -> None:
        kind, note = {
            Fault.SLOW: ("spaced", ""),
            Fault.REFUSE: ("says", "PAYEE_NOT_EXIST"),
            Fault.FAIL_BEFORE: ("says", "RESOURCE_LIMIT_EXCEED"),
            Fault.LOSE_ANSWER: ("lost", ""),
        }[fault]
        asked = {"transfer": "transfer", "find": "query"}[operation]
        self.vendor.arm(kind, note, operation=asked, times=times)


@pytest.fixture(params=["sandbox", "alipay"])
def side(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Side]:
    if request.param == "sandbox":
        faults = SandboxFaults(engine, sleep=lambda _: None)
        yield SandboxSide(SandboxBank(engine, faults), faults)
        return
    with alipay() as (bank, vendor):
        yield AlipaySide(bank, vendor)


@pytest.fixture
def bank(side: Side) -> Bank:
    return side.bank


def pay(bank: Bank, number: str = "wd1-1", account: PayoutAccount = ALIPAY, fen: int = 285_000) -> Transfer:
    return bank.transfer(number, account, fen, NOON)


def test_a_transfer_is_paid_and_found(bank: Bank) -> None:
    answer = pay(bank)

    assert answer == Transfer("wd1-1", paid=True)
    assert bank.find("wd1-1") == answer


def test_a_bank_that_tells_the_amount_tells_the_one_it_paid(bank: Bank) -> None:
    pay(bank)

    found = bank.find("wd1-1")
    assert found
    assert found.fen == 285_000


def test_a_number_the_bank_never_saw_is_not_found(bank: Bank) -> None:
    pay(bank)

    assert bank.find("wd1-2") is None


def test_the_same_request_again_gets_the_first_answer_and_moves_nothing(side: Side) -> None:
    first = pay(side.bank)

    assert pay(side.bank) == first
    assert side.paid("wd1-1") == [285_000]
    assert side.heard("wd1-1") == 2


def test_a_later_instant_makes_it_no_other_request(side: Side) -> None:
    first = pay(side.bank)

    assert side.bank.transfer("wd1-1", ALIPAY, 285_000, NOON + timedelta(days=1)) == first
    assert side.paid("wd1-1") == [285_000]


def test_the_sandbox_keeps_the_first_instant(engine: Engine) -> None:
    bank = SandboxBank(engine, SandboxFaults(engine))
    pay(bank)
    bank.transfer("wd1-1", ALIPAY, 285_000, NOON + timedelta(days=1))

    assert [row.at for row in bank.log()] == [NOON]


@pytest.mark.parametrize(
    ("account", "fen"), [(ALIPAY, 285_001), (PayoutAccount("alipay", "other@example.cn", "阿汤"), 285_000)]
)
def test_a_number_used_for_something_else_proves_no_failure_and_the_first_stands(
    side: Side, account: PayoutAccount, fen: int
) -> None:
    first = pay(side.bank)

    with pytest.raises(OutcomeUnknown, match="NUMBER_REUSED"):
        pay(side.bank, account=account, fen=fen)

    assert side.bank.find("wd1-1") == first
    assert side.paid("wd1-1") == [285_000]


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
def test_a_bad_account_is_refused_and_nothing_else_is_found(
    side: Side, account: PayoutAccount, refusal: str
) -> None:
    answer = pay(side.bank, account=account)

    assert answer == Transfer("wd1-1", paid=False, refusal=refusal)
    assert side.bank.find("wd1-1") in (answer, None)  # not every bank remembers what it refused
    assert side.paid("wd1-1") == []


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_is_not_transferred(bank: Bank, fen: int) -> None:
    assert pay(bank, fen=fen).refusal == "AMOUNT_INVALID"


def test_a_card_is_paid_too_and_found(bank: Bank) -> None:
    answer = pay(bank, account=PayoutAccount("bank_card", "6222021234561234", "阿汤"))

    assert answer.paid
    assert bank.find("wd1-1") == answer


def test_a_great_sum_survives(side: Side) -> None:
    pay(side.bank, fen=10**15)

    assert side.paid("wd1-1") == [10**15]


def test_the_same_request_from_many_sides_at_once_pays_once(side: Side) -> None:
    with ThreadPoolExecutor(8) as askers:
        answers = list(askers.map(lambda _: pay(side.bank), range(8)))

    assert answers == [Transfer("wd1-1", paid=True)] * 8
    assert side.paid("wd1-1") == [285_000]
    assert side.heard("wd1-1") == 8


@FAULTS
def test_after_any_failure_the_number_tells_what_became_of_it(side: Side, fault: Fault) -> None:
    side.arm(fault, "transfer")

    try:
        assert side.bank.find("wd1-1") is None
        answer = pay(side.bank)
        assert side.bank.find("wd1-1") in (answer, None if not answer.paid else answer)
    except NeverSent:
        assert side.bank.find("wd1-1") is None
    except OutcomeUnknown:
        assert side.bank.find("wd1-1") == Transfer("wd1-1", paid=True)


@FAULTS
def test_after_any_failure_the_same_number_pays_at_most_once(side: Side, fault: Fault) -> None:
    side.arm(fault, "transfer", times=3)

    answers = [pay_or_fail(side.bank) for _ in range(5)]

    assert len(side.paid("wd1-1")) <= 1
    assert any(each and each.paid for each in answers) == bool(side.paid("wd1-1"))
    assert fault is Fault.REFUSE or side.paid("wd1-1") == [285_000]


def pay_or_fail(bank: Bank) -> Transfer | None:
    try:
        return pay(bank)
    except (NeverSent, OutcomeUnknown):
        return None


@FAULTS
def test_asking_only_ever_raises_what_may_be_asked_again(side: Side, fault: Fault) -> None:
    pay(side.bank)
    side.arm(fault, "find")

    try:
        assert side.bank.find("wd1-1") == Transfer("wd1-1", paid=True)
    except NeverSent:
        assert side.bank.find("wd1-1") == Transfer("wd1-1", paid=True)
