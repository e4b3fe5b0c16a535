"""Each step of a payout may be repeated: one entry in our books, one transfer in the bank's."""

import pytest
from sqlalchemy import Engine
from temporalio.testing import ActivityEnvironment

from activities.payouts import PayoutActivities
from domain.commissions.state.commission import Effect
from domain.money.withdrawals.state import BankAnswer
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import OutcomeUnknown, PayoutAccount
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from gateways.sql.database import writing
from models.messages.work import EffectInput, EffectResult, TransferAnswer, TransferInput
from models.tables.withdrawals import WithdrawalRow
from tests.gateways.alipay_side import alipay
from tests.gateways.records import NOON, funded_market, settled


@pytest.fixture
def payouts(engine: Engine) -> PayoutActivities:
    funded_market(engine).bind_account("atang", PayoutAccount("alipay", "atang@example.com", "汤小明"))
    settled(engine)
    return PayoutActivities(SqlWithdrawalStore(engine), SandboxBank(engine, SandboxFaults(engine)))


def order(generation: int = 1, fen: int = 285_000) -> TransferInput:
    return TransferInput(f"c1-{generation}", "creator:atang", fen, NOON)


def begun(payouts: PayoutActivities) -> None:
    payouts.store.begin("c1", 1, "atang", "c1", 285_000, NOON)


def run(step: object, order: TransferInput) -> object:
    return ActivityEnvironment().run(step, order)  # type: ignore[arg-type]


def test_every_step_repeated_pays_once(engine: Engine, payouts: PayoutActivities) -> None:
    begun(payouts)
    assert run(payouts.find_transfer, order()) == TransferAnswer(BankAnswer.NOT_FOUND)
    for _ in range(2):
        assert run(payouts.transfer, order()) == TransferAnswer(BankAnswer.PAID, rail="alipay")
    assert run(payouts.find_transfer, order()) == TransferAnswer(BankAnswer.PAID, rail="alipay")

    assert [each.fen for each in payouts.bank.log()] == [285_000]  # type: ignore[attr-defined]
    assert check_ledger(engine).ok


def test_a_transfer_the_bank_refuses_is_an_answer(engine: Engine, payouts: PayoutActivities) -> None:
    SqlCatalogue(engine).bind_account("atang", PayoutAccount("alipay", "13800000000", "汤小明"))
    begun(payouts)

    assert run(payouts.transfer, order()) == TransferAnswer(BankAnswer.REFUSED, "ACCOUNT_INVALID", "alipay")


def test_without_an_account_nothing_is_asked_of_the_bank(engine: Engine, payouts: PayoutActivities) -> None:
    SqlCatalogue(engine).unbind_account("atang")

    assert run(payouts.transfer, order()) == TransferAnswer(BankAnswer.REFUSED, "NO_ACCOUNT")
    assert run(payouts.find_transfer, order()) == TransferAnswer(BankAnswer.NOT_FOUND)


def test_a_creator_who_binds_another_account_between_two_tries_is_paid_once(engine: Engine) -> None:
    funded_market(engine).bind_account("atang", PayoutAccount("alipay", "atang@example.com", "汤小明"))
    settled(engine)
    with alipay() as (bank, vendor):
        payouts = PayoutActivities(SqlWithdrawalStore(engine), bank)
        begun(payouts)
        vendor.arm("lost")
        with pytest.raises(OutcomeUnknown):
            run(payouts.transfer, order())
        SqlCatalogue(engine).bind_account("atang", PayoutAccount("bank_card", "6222021234561234", "汤小明"))
        vendor.arm("says", "ORDER_NOT_EXIST", operation="query", times=2)

        assert run(payouts.find_transfer, order()) == TransferAnswer(BankAnswer.NOT_FOUND)
        assert run(payouts.transfer, order()) == TransferAnswer(BankAnswer.PAID, rail="alipay")
        assert vendor.business.moved == [("c1-1", 285_000)]


def test_a_number_that_was_paid_another_amount_is_no_answer(payouts: PayoutActivities) -> None:
    payouts.bank.transfer("c1-1", PayoutAccount("alipay", "a@example.com", "汤小明"), 1, NOON)

    with pytest.raises(OutcomeUnknown, match="OTHER_AMOUNT"):
        run(payouts.find_transfer, order())


def test_a_refusal_is_told_in_our_words_and_in_the_banks(engine: Engine) -> None:
    funded_market(engine).bind_account("atang", PayoutAccount("alipay", "13800000000", "汤小明"))
    settled(engine)
    with alipay() as (bank, _):
        payouts = PayoutActivities(SqlWithdrawalStore(engine), bank)
        begun(payouts)

        assert run(payouts.transfer, order()) == TransferAnswer(
            BankAnswer.REFUSED, "ACCOUNT_INVALID PAYEE_NOT_EXIST", "alipay"
        )


def test_the_books_say_whether_a_payout_waits_and_under_which_number(
    engine: Engine, payouts: PayoutActivities
) -> None:
    asked = EffectInput("c1", Effect("ask_payout", "ask_payout:c1:9", NOON))
    other = EffectResult("other", reason="打款未在等待处理 · the payout does not wait")
    assert ActivityEnvironment().run(payouts.ask_payout, asked) == other
    begun(payouts)
    assert ActivityEnvironment().run(payouts.ask_payout, asked) == other

    with writing(engine) as session:
        row = session.get_one(WithdrawalRow, "c1")
        row.state, row.reason = "waiting", "ACCOUNT_INVALID"

    waits = EffectResult("waiting", reason="ACCOUNT_INVALID", ref="c1-1")
    assert ActivityEnvironment().run(payouts.ask_payout, asked) == waits
