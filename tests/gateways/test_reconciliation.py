"""The pages of a reconciliation, and a bank that gives no list."""

from datetime import timedelta

from sqlalchemy import Engine, text

from domain.operations.reconciling import AtBank, BankTransfer
from gateways.operations.audit.asked_records import AskedRecords
from gateways.operations.reconciliation import SqlReconciliation
from gateways.ports.sweeps import Looked
from gateways.ports.work import NeverSent, OutcomeUnknown, PayoutAccount, Transfer
from gateways.sandbox.bank_records import SandboxBankRecords
from tests.gateways.records import NOON, planted
from tests.gateways.sound import at_bank, deposited, sound

DAY = timedelta(days=1)


class Counter:
    """A bank that only answers about one number at a time."""

    def __init__(self, **answers: Transfer | Exception) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def transfer(self, number: str, account: PayoutAccount, fen: int, at: object) -> Transfer:  # noqa: ARG002
        raise AssertionError("a reconciliation moves no money")

    def find(self, number: str) -> Transfer | None:
        self.asked.append(number)
        answer = self.answers.get(number.replace("-", "_"))
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_pages_follow_one_another_both_ways(engine: Engine) -> None:
    sound(engine)
    for number in range(5):
        at_bank(engine, f"stranger-{number}", 1)
        deposited(engine, f"e{number}", 1)
    books = SqlReconciliation(engine, SandboxBankRecords(engine))

    transfers, deposits, top_ups = pages(books.transfers), pages(books.deposits), pages(books.top_ups)

    assert [each.count for each in transfers] == [2, 2, 2, 0]
    found = [each.subject for page in transfers for each in page.findings]
    assert found == [f"stranger-{number}" for number in range(5)]
    assert [sum(page.count for page in way) for way in (deposits, top_ups)] == [6, 6]
    assert not [each for way in (deposits, top_ups) for page in way for each in page.findings]


def pages(ask: object) -> list[Looked]:
    seen = [ask("", 2)]  # type: ignore[operator]
    while seen[-1].count:
        seen.append(ask(seen[-1].after, 2))  # type: ignore[operator]
    return seen


def test_a_bank_without_a_list_is_asked_about_what_was_booked_and_is_recent(engine: Engine) -> None:
    sound(engine)
    bank = Counter()
    books = SqlReconciliation(engine, AskedRecords(bank))

    recent, old = books.payouts(NOON - DAY, "", 10), books.payouts(NOON + DAY, "", 10)

    assert [(each.kind, each.subject) for each in recent.findings] == [("transfer_missing", "c1-1")]
    assert old.count == 0
    assert bank.asked == ["c1-1"]
    assert (books.transfers("", 10).count, books.deposits("", 10).count, books.top_ups("", 10).count) == (
        0,
        0,
        0,
    )


def test_an_answer_that_does_not_come_is_counted_and_is_no_finding(engine: Engine) -> None:
    sound(engine)
    for failure in (NeverSent("away"), OutcomeUnknown("lost")):
        books = SqlReconciliation(engine, AskedRecords(Counter(c1_1=failure)))

        looked = books.payouts(None, "", 10)

        assert (looked.count, looked.untold, list(looked.findings)) == (1, 1, [])


def test_what_an_asked_bank_says_is_told_in_our_words() -> None:
    answers = {
        "a_1": Transfer("a-1", paid=True, fen=5),
        "b_1": Transfer("b-1", paid=False, refusal="ACCOUNT_INVALID"),
        "c_1": Transfer("c-1", paid=False, refusal="SENT_BACK", fen=7),
    }

    told = AskedRecords(Counter(**answers)).transfers_of(["a-1", "b-1", "c-1", "d-1"])

    assert told == [
        BankTransfer("a-1", AtBank.PAID, 5),
        BankTransfer("b-1", AtBank.REFUSED),
        BankTransfer("c-1", AtBank.REFUNDED, 7),
    ]


def test_a_withdrawal_open_for_long_is_endless_unless_its_clock_was_skipped(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update withdrawals set state = 'waiting'")
    books = SqlReconciliation(engine, SandboxBankRecords(engine))

    late, early = books.endless(NOON + DAY, "", 10), books.endless(NOON, "", 10)
    with engine.begin() as connection:
        connection.execute(text("update timeline set skipped_clock = true where commission_id = 'c1'"))

    assert [(each.kind, each.subject, each.since) for each in late] == [("endless", "c1", NOON)]
    assert early == []
    assert books.endless(NOON + DAY, "", 10) == []


def test_a_withdrawal_by_hand_can_be_endless_too(engine: Engine) -> None:
    sound(engine)
    planted(engine, "update withdrawals set state = 'under_way', commission_id = null")

    found = SqlReconciliation(engine, SandboxBankRecords(engine)).endless(NOON + DAY, "", 10)

    assert [each.subject for each in found] == ["c1"]
