import pytest
from sqlalchemy import Engine

from gateways.commissions.queries import SqlCommissionQueries
from gateways.money.ledger import SqlLedger
from gateways.money.withdrawals.store import SqlWithdrawalStore
from gateways.operations.audit.checking import check_ledger
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount, RecordConflict, VendorRefused, WithdrawalStore
from tests.gateways.records import NOON, at_once, counted, funded_market, settled

NET = 285_000


@pytest.fixture
def store(engine: Engine) -> WithdrawalStore:
    funded_market(engine)
    settled(engine)
    return SqlWithdrawalStore(engine)


def begin(store: WithdrawalStore, generation: int = 1, fen: int = NET, withdrawal: str = "w1") -> None:
    store.begin(withdrawal, generation, "atang", "c1", fen, NOON)


def money(engine: Engine) -> tuple[int, int, int]:
    """At the creator, in transit, and at the bank; the bank lent the brand's top-up."""
    balances = SqlLedger(engine).balances()
    return balances["creator:atang"], balances.get("transit:w1", 0), balances["bank"] + 300_000


def state(engine: Engine) -> tuple[str, int, str]:
    (row,) = SqlCommissionQueries(engine).withdrawals("c1")
    return row.state, row.generation, row.reason


def test_beginning_takes_the_money_out_of_the_balance(engine: Engine, store: WithdrawalStore) -> None:
    begin(store)

    assert money(engine) == (0, NET, 0)
    assert state(engine) == ("under_way", 1, "")
    assert SqlCommissionQueries(engine).withdrawals("c1")[0].number == "w1-1"


def test_beginning_again_changes_nothing(engine: Engine, store: WithdrawalStore) -> None:
    begin(store)
    begin(store)

    assert money(engine) == (0, NET, 0)


def test_beginning_again_with_another_amount_is_a_conflict(engine: Engine, store: WithdrawalStore) -> None:
    begin(store, fen=100)

    with pytest.raises(RecordConflict):
        begin(store, fen=101)

    assert money(engine) == (NET - 100, 100, 0)


def test_one_fen_more_than_the_balance_is_refused(engine: Engine, store: WithdrawalStore) -> None:
    with pytest.raises(VendorRefused) as refused:
        begin(store, fen=NET + 1)

    assert refused.value.code == "BALANCE_SHORT"
    assert money(engine) == (NET, 0, 0)
    assert counted(engine, "withdrawals") == 0


def test_of_withdrawals_that_race_for_one_balance_only_one_begins(
    engine: Engine, store: WithdrawalStore
) -> None:
    def race(number: int) -> str:
        try:
            begin(store, withdrawal=f"w{number}")
        except VendorRefused as refused:
            return refused.code
        return "begun"

    assert sorted(at_once(6, race)) == 5 * ["BALANCE_SHORT"] + ["begun"]
    assert check_ledger(engine).ok


def test_what_arrived_is_at_the_bank_and_arrives_once(engine: Engine, store: WithdrawalStore) -> None:
    begin(store)
    store.paid("w1", 1, NOON)
    store.paid("w1", 1, NOON)

    assert money(engine) == (0, 0, NET)
    assert state(engine) == ("paid", 1, "")


def test_what_failed_comes_back_once_with_its_reason(engine: Engine, store: WithdrawalStore) -> None:
    begin(store)
    store.returned("w1", 1, "ACCOUNT_INVALID", NOON)
    store.returned("w1", 1, "ACCOUNT_INVALID", NOON)

    assert money(engine) == (NET, 0, 0)
    assert state(engine) == ("returned", 1, "ACCOUNT_INVALID")


def test_a_new_generation_opens_after_the_money_came_back(engine: Engine, store: WithdrawalStore) -> None:
    begin(store)
    store.returned("w1", 1, "ACCOUNT_INVALID", NOON)
    begin(store, generation=2)
    store.paid("w1", 2, NOON)

    assert money(engine) == (0, 0, NET)
    assert state(engine) == ("paid", 2, "")
    assert check_ledger(engine).ok


@pytest.mark.parametrize("end", ["under_way", "paid"])
def test_a_new_generation_is_refused_while_the_old_may_have_paid(
    engine: Engine, store: WithdrawalStore, end: str
) -> None:
    begin(store, fen=100)
    if end == "paid":
        store.paid("w1", 1, NOON)

    with pytest.raises(RecordConflict, match=end):
        begin(store, generation=2, fen=100)

    assert state(engine) == (end, 1, "")


@pytest.mark.parametrize(("generation", "fen"), [(1, NET), (3, NET - 1)])
def test_a_new_generation_has_a_higher_number_and_the_same_amount(
    engine: Engine, store: WithdrawalStore, generation: int, fen: int
) -> None:
    begin(store, generation=2)
    store.returned("w1", 2, "ACCOUNT_INVALID", NOON)

    with pytest.raises(RecordConflict, match="w1-2, which is returned"):
        begin(store, generation=generation, fen=fen)

    assert money(engine) == (NET, 0, 0)


def test_a_late_repeat_of_an_older_generation_changes_nothing(engine: Engine, store: WithdrawalStore) -> None:
    begin(store)
    store.returned("w1", 1, "ACCOUNT_INVALID", NOON)
    begin(store, generation=2)

    begin(store, generation=1)
    store.returned("w1", 1, "ACCOUNT_INVALID", NOON)

    assert money(engine) == (0, NET, 0)
    assert state(engine) == ("under_way", 2, "")


def test_returned_after_paid_and_paid_after_returned_need_a_person(
    engine: Engine, store: WithdrawalStore
) -> None:
    begin(store, fen=100, withdrawal="w1")
    begin(store, fen=100, withdrawal="w2")
    store.paid("w1", 1, NOON)
    store.returned("w2", 1, "ACCOUNT_INVALID", NOON)

    with pytest.raises(RecordConflict, match="w1-1"):
        store.returned("w1", 1, "late", NOON)
    with pytest.raises(RecordConflict, match="w2-1"):
        store.paid("w2", 1, NOON)

    assert check_ledger(engine).ok


def test_the_end_of_a_withdrawal_that_never_began_needs_a_person(store: WithdrawalStore) -> None:
    with pytest.raises(RecordConflict, match="w9-1"):
        store.paid("w9", 1, NOON)


def test_a_creator_nobody_knows_is_not_paid(store: WithdrawalStore) -> None:
    with pytest.raises(VendorRefused) as refused:
        store.begin("w1", 1, "nobody", "c1", 1, NOON)

    assert refused.value.code == "NO_ACCOUNT"


def test_the_bound_account_is_given_to_the_bank(engine: Engine, store: WithdrawalStore) -> None:
    alipay = PayoutAccount("alipay", "tang@example.cn", "汤小明")
    SqlCatalogue(engine).bind_account("atang", alipay)

    assert store.account_of("creator:atang", "w1-1") == alipay


def test_a_number_keeps_the_account_it_was_first_given_and_the_next_takes_the_new_one(
    engine: Engine, store: WithdrawalStore
) -> None:
    first, second = (
        PayoutAccount("alipay", "tang@example.cn", "汤小明"),
        PayoutAccount("bank_card", "6222021234561234", "汤小明"),
    )
    SqlCatalogue(engine).bind_account("atang", first)
    store.account_of("creator:atang", "w1-1")
    SqlCatalogue(engine).bind_account("atang", second)

    assert store.account_of("creator:atang", "w1-1") == first
    assert store.account_of("creator:atang", "w1-2") == second


def test_asked_from_many_sides_at_once_a_number_has_one_account(
    engine: Engine, store: WithdrawalStore
) -> None:
    SqlCatalogue(engine).bind_account("atang", PayoutAccount("alipay", "tang@example.cn", "汤小明"))

    assert len(set(at_once(8, lambda _: store.account_of("creator:atang", "w1-1")))) == 1


@pytest.mark.parametrize("creator", ["atang", "nobody"])
def test_without_a_bound_account_there_is_nowhere_to_pay(store: WithdrawalStore, creator: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        store.account_of(f"creator:{creator}", "w1-1")

    assert refused.value.code == "NO_ACCOUNT"


ALIPAY = PayoutAccount("alipay", "atang@example.com", "汤小明")
CARD = PayoutAccount("bank_card", "6222000011112222", "汤小明")


@pytest.mark.parametrize(
    ("bound", "rebound"),
    [
        (ALIPAY, False),
        (PayoutAccount("alipay", " atang@example.com ", "汤小明"), False),
        (PayoutAccount("alipay", "another@example.com", "汤小明"), True),
        (CARD, True),
    ],
)
def test_an_account_was_mended_when_another_is_bound_than_the_number_went_to(
    engine: Engine,
    store: WithdrawalStore,
    bound: PayoutAccount,
    rebound: bool,  # noqa: FBT001  # a column of the table
) -> None:
    catalogue = SqlCatalogue(engine)
    catalogue.bind_account("atang", ALIPAY)
    store.account_of("creator:atang", "w1-1")

    catalogue.bind_account("atang", bound)

    assert store.is_rebound("atang", "w1-1") is rebound


def test_without_an_account_nothing_was_mended_and_the_first_one_mends_what_had_none(
    engine: Engine, store: WithdrawalStore
) -> None:
    catalogue = SqlCatalogue(engine)
    catalogue.unbind_account("atang")
    assert not store.is_rebound("atang", "w1-1")
    assert not store.is_rebound("nobody", "w1-1")

    catalogue.bind_account("atang", ALIPAY)

    assert store.is_rebound("atang", "w1-1")
