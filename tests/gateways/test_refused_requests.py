"""What was refused stays refused: whoever starts it later is given nothing, until its owner asks again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import Engine, text

from domain.money.withdrawals.recording import Reservation, Reserved
from domain.money.withdrawals.state import Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS
from gateways.money.freezes import SqlFreezes
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.queries import SqlWithdrawalQueries
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from models.tables.withdrawals import WithdrawalRequest
from services.money.topping_up import Cashier
from tests.gateways.records import NOON, counted, funded_market, settled

OF_CREATOR = Withdrawal("atang.k1", "atang", 100_000)
OF_BRAND = Withdrawal("b.qingyou.k1", "", 100_000, brand_id="qingyou")
LI, WHY = "operator:li", "核查"
PAYER = PayoutAccount("alipay", "pay@example.cn", "青柚食品有限公司")


@dataclass(frozen=True)
class Case:
    """Why one is refused, and how the reason goes away again."""

    wanted: Withdrawal
    code: str
    hinder: Callable[[Engine], object]
    free: Callable[[Engine], object]


def pay_in(engine: Engine) -> None:
    cashier = Cashier(SandboxBank(engine, SandboxFaults(engine)), SqlLedger(engine))
    cashier.top_up("qingyou", 500_000, "t9", NOON, PAYER)


def bind(engine: Engine) -> None:
    SqlCatalogue(engine).bind_account("atang", PayoutAccount("alipay", "tang@example.cn", "汤小明"))


def freeze(engine: Engine) -> None:
    bind(engine)
    settled(engine)
    SqlFreezes(engine).freeze("atang", LI, WHY, NOON)


def unfreeze(engine: Engine) -> None:
    SqlFreezes(engine).unfreeze("atang", LI, WHY, NOON)


CASES = {
    "frozen": Case(OF_CREATOR, "WITHDRAWAL_FROZEN", freeze, unfreeze),
    "frozen, asked for all there is": Case(replace(OF_CREATOR, fen=0), "WITHDRAWAL_FROZEN", freeze, unfreeze),
    "nothing there yet": Case(OF_CREATOR, "NOTHING_TO_WITHDRAW", bind, settled),
    "no account": Case(OF_CREATOR, "NO_ACCOUNT", settled, bind),
    "a brand's that nobody knows who paid in": Case(OF_BRAND, "PAYER_UNKNOWN", lambda _: None, pay_in),
}


@pytest.fixture
def books(engine: Engine) -> Engine:
    funded_market(engine)
    return engine


def ask(engine: Engine, w: Withdrawal) -> None:
    """As its owner's door does."""
    queries = SqlWithdrawalQueries(engine)
    if w.brand_id:
        queries.ask_back(WithdrawalRequest(withdrawal_id=w.id, brand_id=w.brand_id, fen=w.fen, at=NOON))
    else:
        queries.ask(w.id, w.creator_id, w.fen, NOON)


def start(engine: Engine, w: Withdrawal, run: str) -> Reserved:
    """As a workflow does, whoever started it."""
    return SqlWithdrawalStore(engine).reserve(Reservation(w, NOON, DEFAULT_TERMS), run)


def refused(engine: Engine, case: Case) -> None:
    case.hinder(engine)
    ask(engine, case.wanted)
    assert start(engine, case.wanted, "r1").code == case.code


@pytest.mark.parametrize("case", CASES.values(), ids=[*CASES])
def test_what_was_refused_is_given_to_no_later_start_once_its_reason_is_gone(
    books: Engine, case: Case
) -> None:
    refused(books, case)
    case.free(books)
    before = SqlLedger(books).balances()

    assert [start(books, case.wanted, run).code for run in ("r2", "", "r3")] == ["NOT_OURS"] * 3
    assert SqlLedger(books).balances() == before
    assert counted(books, "withdrawals") == 0


@pytest.mark.parametrize("case", CASES.values(), ids=[*CASES])
def test_asked_for_again_by_its_owner_it_is_judged_anew(books: Engine, case: Case) -> None:
    refused(books, case)
    ask(books, case.wanted)
    assert start(books, case.wanted, "r2").code == case.code  # the reason stands
    case.free(books)
    ask(books, case.wanted)
    ask(books, case.wanted)

    assert start(books, case.wanted, "r3").event == "reserved"
    assert start(books, case.wanted, "r4").resumed
    assert counted(books, "withdrawals") == 1
    assert check_ledger(books).ok


def test_the_run_that_was_refused_hears_the_same_once_more_when_its_task_was_lost(books: Engine) -> None:
    refused(books, CASES["frozen"])
    unfreeze(books)

    again = start(books, OF_CREATOR, "r1")

    assert again.code == "WITHDRAWAL_FROZEN"
    assert "unfreeze" in again.en


def test_a_refusal_closes_just_what_was_asked_for_and_a_stranger_closes_nothing(books: Engine) -> None:
    bind(books)
    settled(books)
    SqlCatalogue(books).add_creator("btang", "别人", "别人", "13800000009", NOON, real_name="别人")
    ask(books, OF_CREATOR)
    strange = [
        replace(OF_CREATOR, creator_id="btang"),
        replace(OF_CREATOR, fen=1),
        replace(OF_CREATOR, fen=-1),
    ]

    assert [start(books, each, "r0").code for each in strange] == ["NOT_OURS"] * 3
    assert start(books, OF_CREATOR, "r1").event == "reserved"


def test_another_amount_under_a_paid_key_is_closed_and_what_was_reserved_is_not(books: Engine) -> None:
    bind(books)
    settled(books)
    ask(books, OF_CREATOR)
    start(books, OF_CREATOR, "r1")
    other = replace(OF_CREATOR, fen=200)
    ask(books, other)
    assert start(books, other, "r2").code == "WITHDRAWAL_KEY_REUSED"
    queries = SqlWithdrawalQueries(books)
    queries.refuse(OF_CREATOR, "WITHDRAWAL_KEY_REUSED", NOON)
    queries.refuse(other, "WITHDRAWAL_KEY_REUSED", NOON)

    with books.connect() as connection:
        turns = connection.execute(text("select fen, seq, refused from withdrawal_request_turns")).all()
    assert [tuple(each) for each in turns] == [(200, 1, "WITHDRAWAL_KEY_REUSED")]
    assert check_ledger(books).ok


@pytest.mark.parametrize("w", [OF_CREATOR, OF_BRAND], ids=["a creator's", "a brand's"])
def test_what_is_refused_at_the_door_is_closed_before_anybody_hears_of_it(
    books: Engine, w: Withdrawal
) -> None:
    bind(books)
    settled(books)
    pay_in(books)
    ask(books, w)
    SqlWithdrawalQueries(books).refuse(w, "WITHDRAWAL_CONFLICT", NOON)

    assert start(books, w, "r1").code == "NOT_OURS"


def test_the_check_of_the_ledger_names_a_payout_whose_request_was_refused(books: Engine) -> None:
    bind(books)
    settled(books)
    ask(books, OF_CREATOR)
    start(books, OF_CREATOR, "r1")
    with books.begin() as connection:
        connection.execute(
            text(
                "insert into withdrawal_request_turns (withdrawal_id, fen, seq, at, refused, detail, run) "
                "values ('atang.k1', 100000, 1, '2026-01-01 00:00:00', 'WITHDRAWAL_FROZEN', '', '')"
            )
        )

    (found,) = check_ledger(books).findings

    assert (found.kind, found.subject, found.detail) == ("unasked", "atang.k1", "1,000.00 WITHDRAWAL_FROZEN")
