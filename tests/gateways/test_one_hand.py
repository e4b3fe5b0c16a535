"""A brand orders from no creator that is itself: by the books, and by what an order is checked with."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from gateways.commissions.orders import NewOrder, SqlOrders
from gateways.money.ledger import SqlLedger
from gateways.money.payers import NotedBy, SqlPayers
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount
from gateways.refusals import OneHand
from gateways.sandbox.bank import SandboxBank
from gateways.sandbox.faults import SandboxFaults
from services.money.topping_up import Cashier
from tests.gateways.records import NOON, market

ORDER = NewOrder("c9", "o9", "d", "qingyou", "atang", "article", "秋茶", 1, {}, NOON)
COMPANY = "青柚食品有限公司"


def paid_in(engine: Engine, kind: str, account: str, holder: str = COMPANY, number: str = "t1") -> None:
    cashier = Cashier(SandboxBank(engine, SandboxFaults(engine)), SqlLedger(engine))
    cashier.top_up("qingyou", 1_000, number, NOON, PayoutAccount(kind, account, holder))


def is_one_hand(catalogue: SqlCatalogue) -> bool:
    """By the books; what is told before must say the same."""
    (answer,) = SqlOrders(catalogue.engine).asked([ORDER])
    shared = bool(catalogue.creator("atang").identities & catalogue.brand("qingyou").identities)
    assert shared == isinstance(answer, OneHand)
    return shared


@pytest.mark.parametrize(
    ("bound", "paying"),
    [
        (("alipay", "tang@example.cn"), ("alipay", "tang@example.cn")),
        (("alipay", "tang@example.cn"), ("alipay", " Tang@Example.CN ")),
        (("alipay", "Ｔａｎｇ@example.cn"), ("alipay", "tang@example.cn")),
        (("bank_card", "6222000011112222"), ("bank_card", "6222 0000 1111 2222")),
        (("bank_card", "6222 0000 1111 2222"), ("bank_card", "６２２２００００１１１１２２２２")),
    ],
)
def test_who_pays_in_from_the_creators_account_however_it_is_written_is_that_creator(
    engine: Engine, bound: tuple[str, str], paying: tuple[str, str]
) -> None:
    catalogue = market(engine)
    catalogue.bind_account("atang", PayoutAccount(*bound, "汤小明"))
    paid_in(engine, *paying)

    assert is_one_hand(catalogue)
    with pytest.raises(OneHand) as refused:
        SqlOrders(catalogue.engine).register(ORDER)
    assert refused.value.code == "SELF_DEALING"
    for secret in (*bound[1:], *paying[1:], "汤小明"):
        assert secret not in str(refused.value)


@pytest.mark.parametrize(
    ("account", "holder"),
    [("13800000001", COMPANY), ("other@example.cn", "汤小明"), ("other@example.cn", "汤 小明")],
)
def test_the_creators_phone_or_verified_name_behind_a_payment_is_that_creator(
    engine: Engine, account: str, holder: str
) -> None:
    catalogue = market(engine)
    paid_in(engine, "alipay", account, holder)

    assert is_one_hand(catalogue)


def test_one_of_many_payments_is_enough_and_an_older_one_as_well(engine: Engine) -> None:
    catalogue = market(engine)
    paid_in(engine, "alipay", "13800000001", number="t1")
    paid_in(engine, "alipay", "13900000001", number="t2")

    assert is_one_hand(catalogue)


def test_an_account_that_was_noted_afterwards_counts_as_one_that_came_with_the_money(engine: Engine) -> None:
    catalogue = market(engine)
    SqlLedger(engine).top_up("qingyou", 1_000, "t1", NOON)
    assert not is_one_hand(catalogue)

    payer = PayoutAccount("alipay", "13800000001", COMPANY)
    SqlPayers(engine).give("t1", payer, NotedBy("operator:1024", "银行回单", NOON))

    assert is_one_hand(catalogue)


@pytest.mark.parametrize(
    ("bound", "paying"),
    [
        (("alipay", "tang@example.cn"), ("alipay", "tang@example.com")),
        (("bank_card", "6222000011112222"), ("bank_card", "6222000011112223")),
        (("alipay", "tang@example.cn"), ("alipay", "13900000001")),
    ],
)
def test_another_account_passes(engine: Engine, bound: tuple[str, str], paying: tuple[str, str]) -> None:
    catalogue = market(engine)
    catalogue.bind_account("atang", PayoutAccount(*bound, "汤小明"))
    paid_in(engine, *paying)

    assert not is_one_hand(catalogue)
    assert SqlOrders(catalogue.engine).register(ORDER).commission_id == "c9"


def test_another_brand_that_pays_from_it_does_no_harm_to_this_one(engine: Engine) -> None:
    catalogue = market(engine)
    catalogue.add_brand("other", "别家", "别家公司", "13900000002", NOON)
    cashier = Cashier(SandboxBank(engine, SandboxFaults(engine)), SqlLedger(engine))
    cashier.top_up("other", 1_000, "t1", NOON, PayoutAccount("alipay", "13800000001", "别家公司"))

    assert not is_one_hand(catalogue)


def test_what_was_ordered_before_stands_and_is_answered_again(engine: Engine) -> None:
    catalogue = market(engine)
    taken = SqlOrders(catalogue.engine).register(ORDER)
    paid_in(engine, "alipay", "13800000001")

    assert SqlOrders(catalogue.engine).register(ORDER) == taken
    (next_,) = SqlOrders(catalogue.engine).asked([replace(ORDER, commission_id="c8", order_key="o8")])
    assert isinstance(next_, OneHand)
