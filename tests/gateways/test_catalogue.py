from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.commissions.state.stages import UNPUBLISHED, Stage
from domain.commissions.state.transition import Breach
from domain.party import Party
from domain.refusals import Refused
from gateways.commissions.orders import NewOrder, SqlOrders, Taken
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.money.ledger import SqlLedger
from gateways.parties.catalogue import SqlCatalogue
from gateways.parties.profiles import Service
from gateways.ports.work import PayoutAccount
from gateways.refusals import (
    AccountInvalid,
    AlreadyExists,
    BadName,
    BadRealName,
    BookRefusal,
    CreatorFull,
    NameMismatch,
    NotAnAmount,
    NotVerified,
    OrderChanged,
    UnknownBrand,
    UnknownCreator,
)
from gateways.sql.database import reading
from models.tables.parties import Creator
from tests.gateways.records import (
    NOON,
    PRICE,
    at_once,
    batch,
    counted,
    market,
    planted,
    settled,
    transition,
)


@pytest.fixture
def catalogue(engine: Engine) -> SqlCatalogue:
    return market(engine)


def registered(catalogue: SqlCatalogue, wanted: NewOrder) -> Taken:
    return SqlOrders(catalogue.engine).register(wanted)


def order(**other: Any) -> NewOrder:
    known = {
        "commission_id": "c1",
        "order_key": "PO-1",
        "digest": "aa",
        "brand_id": "qingyou",
        "creator_id": "atang",
        "task_type": "article",
        "title": "秋茶新品",
        "amount_fen": PRICE,
        "record": {"order": {"title": "秋茶新品"}},
        "at": NOON,
    }
    return NewOrder(**{**known, **other})


def test_a_new_creator_offers_nothing_yet(catalogue: SqlCatalogue) -> None:
    creator = catalogue.creator("atang")

    assert (creator.name, creator.owner, creator.paused, creator.services) == ("阿汤说茶", "汤某", False, ())
    assert (creator.payout_kind, creator.balance_fen, creator.joined_at) == ("", 0, NOON)
    assert creator.service("article") == Service("article", opened=False, quote_fen=None)


def test_a_creator_opens_types_and_names_a_price_for_each(catalogue: SqlCatalogue) -> None:
    catalogue.quote("atang", "article", 300_000)
    catalogue.open_type("atang", "article")
    catalogue.open_type("atang", "video")
    catalogue.open_type("atang", "video", opened=False)
    catalogue.quote("atang", "article", 350_000)

    assert catalogue.creator("atang").services == (
        Service("article", opened=True, quote_fen=350_000),
        Service("video", opened=False, quote_fen=None),
    )


@pytest.mark.parametrize("name", ["", " ", "\u2800", "\u3000\u00a0", "汤" * 41])
def test_a_name_is_visible_and_of_40_characters_at_most(catalogue: SqlCatalogue, name: str) -> None:
    with pytest.raises(BadName):
        catalogue.add_creator("b", name, "", "13800000009", NOON)
    with pytest.raises(BadName):
        catalogue.add_brand("b", name, "", "13900000009", NOON)

    catalogue.add_brand("b", "汤" * 40, "", "13900000009", NOON)


@pytest.mark.parametrize("fen", [0, -1])
def test_a_quote_is_above_zero(catalogue: SqlCatalogue, fen: int) -> None:
    with pytest.raises(NotAnAmount):
        catalogue.quote("atang", "article", fen)


def test_a_creator_pauses_and_resumes(catalogue: SqlCatalogue) -> None:
    catalogue.pause("atang")
    assert catalogue.creator("atang").paused

    catalogue.resume("atang")
    assert not catalogue.creator("atang").paused


CARD = PayoutAccount("bank_card", "6222 0000 1111 2222", "汤小明")


def test_a_bound_account_is_shown_masked_and_nowhere_else(engine: Engine, catalogue: SqlCatalogue) -> None:
    catalogue.bind_account("atang", CARD)

    shown = catalogue.creator("atang")
    assert (shown.payout_kind, shown.payout_account) == ("bank_card", "6222 **** 2222")
    assert (shown.payout_holder, shown.verified_name) == ("汤*明", "汤*明")
    told = str(asdict(shown)) + repr(CARD)
    with reading(engine) as session:
        told += repr(session.get_one(Creator, "atang"))
    assert not [each for each in ("6222000011112222", "0000", "汤小明", "13800000001") if each in told]


@pytest.mark.parametrize(
    ("account", "refusal"),
    [
        (PayoutAccount("cash", "6222000011112222", "汤小明"), AccountInvalid),
        (PayoutAccount("", "", "汤小明"), AccountInvalid),
        (PayoutAccount("alipay", "", "汤小明"), AccountInvalid),
        (PayoutAccount("alipay", "atang", "汤小明"), AccountInvalid),
        (PayoutAccount("bank_card", "atang@example.com", "汤小明"), AccountInvalid),
        (PayoutAccount("alipay", "atang@example.com", "汤小红"), NameMismatch),
        (PayoutAccount("alipay", "atang@example.com", ""), NameMismatch),
    ],
)
def test_an_account_that_cannot_be_paid_to_is_not_bound_and_not_repeated(
    catalogue: SqlCatalogue, account: PayoutAccount, refusal: type[BookRefusal]
) -> None:
    catalogue.bind_account("atang", CARD)
    before = catalogue.creator("atang")

    with pytest.raises(refusal) as refused:
        catalogue.bind_account("atang", account)

    assert catalogue.creator("atang") == before
    assert refused.value.subject == "atang"


def test_a_creator_with_an_account_that_is_refused_is_not_added(catalogue: SqlCatalogue) -> None:
    wrong = PayoutAccount("alipay", "no-account", "林小溪")

    with pytest.raises(AccountInvalid):
        catalogue.add_creator(
            "linxi", "林溪手记", "linxi", "13800000004", NOON, real_name="林小溪", account=wrong
        )

    assert "linxi" not in {each.id for each in catalogue.creators()}


def test_without_a_verified_name_nothing_is_bound_and_with_it_it_is(catalogue: SqlCatalogue) -> None:
    catalogue.add_creator("linxi", "林溪手记", "linxi", "13800000004", NOON)
    account = PayoutAccount("alipay", "13800000004", " 阿依古丽•买买提 ")

    with pytest.raises(NotVerified):
        catalogue.bind_account("linxi", account)
    catalogue.verify("linxi", "阿依古丽·买买提")
    catalogue.bind_account("linxi", account)

    assert catalogue.creator("linxi").payout_account == "138****0004"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("阿汤\n说茶", "CONTROL_CHARACTER"),
        ("阿汤\x1b[2J", "CONTROL_CHARACTER"),
        ("阿汤\u2028", "CONTROL_CHARACTER"),
        ("阿\u200b汤", "FORMAT_CHARACTER"),
        ("\u202e汤", "FORMAT_CHARACTER"),
        ("阿\u3164汤", "FORMAT_CHARACTER"),
        ("阿\ue000汤", "NOT_TEXT"),
        ("阿\ufffd汤", "NOT_TEXT"),
    ],
)
def test_what_cannot_be_read_in_a_name_or_owner_is_refused_by_name(
    catalogue: SqlCatalogue, text: str, code: str
) -> None:
    for name, owner in ((text, "青柚"), ("青柚", text)):
        with pytest.raises(Refused, match=code):
            catalogue.add_creator("b", name, owner, "13800000009", NOON)
        with pytest.raises(Refused, match=code):
            catalogue.add_brand("b", name, owner, "13900000009", NOON)
    with pytest.raises(Refused, match=code):
        catalogue.verify("atang", text)


@pytest.mark.parametrize("name", ["", " ", "\u2800", "长" * 41])
def test_a_real_name_has_one_to_forty_characters(catalogue: SqlCatalogue, name: str) -> None:
    with pytest.raises(BadRealName):
        catalogue.verify("atang", name)

    assert catalogue.creator("atang").verified_name == "汤*明"


def test_another_real_name_waits_until_the_account_of_the_old_one_is_unbound(catalogue: SqlCatalogue) -> None:
    catalogue.bind_account("atang", CARD)
    with pytest.raises(NameMismatch):
        catalogue.verify("atang", "汤小红")

    catalogue.unbind_account("atang")
    catalogue.verify("atang", "汤小红")

    profile = catalogue.creator("atang")
    assert (profile.payout_kind, profile.payout_account, profile.verified_name) == ("", "", "汤*红")


def test_the_creator_chooses_between_automatic_payouts_and_withdrawing(catalogue: SqlCatalogue) -> None:
    assert not catalogue.creator("atang").payout_by_hand

    catalogue.pay_by_hand("atang", by_hand=True)
    assert catalogue.creator("atang").payout_by_hand

    catalogue.pay_by_hand("atang", by_hand=False)
    assert not catalogue.creator("atang").payout_by_hand


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("creator", ()),
        ("pause", ()),
        ("resume", ()),
        ("breaches", ()),
        ("open_type", ("article",)),
        ("quote", ("article", 1)),
        ("bind_account", (PayoutAccount("alipay", "a", "b"),)),
        ("unbind_account", ()),
        ("verify", ("汤小明",)),
    ],
)
def test_a_creator_nobody_knows_is_named(
    catalogue: SqlCatalogue, act: str, arguments: tuple[object, ...]
) -> None:
    with pytest.raises(UnknownCreator) as refused:
        getattr(catalogue, act)("nobody", *arguments)

    assert (refused.value.code, refused.value.subject) == ("CREATOR_UNKNOWN", "nobody")
    assert refused.value.zh == "没有这位创作者：nobody"
    assert refused.value.en == "no such creator: nobody"


def test_an_id_is_taken_once(catalogue: SqlCatalogue) -> None:
    with pytest.raises(AlreadyExists, match="atang"):
        catalogue.add_creator("atang", "别人", "", "", NOON)
    with pytest.raises(AlreadyExists, match="qingyou"):
        catalogue.add_brand("qingyou", "别人", "", "", NOON)

    assert [creator.name for creator in catalogue.creators()] == ["阿汤说茶"]
    assert [brand.name for brand in catalogue.brands()] == ["青柚茶饮"]


def test_balances_are_what_the_ledger_says(engine: Engine, catalogue: SqlCatalogue) -> None:
    SqlLedger(engine).top_up("qingyou", PRICE + 7, "t1", NOON)
    settled(engine)

    assert catalogue.brand("qingyou").balance_fen == 7
    assert catalogue.creator("atang").balance_fen == 285_000


def test_a_brand_nobody_knows_is_named(catalogue: SqlCatalogue) -> None:
    with pytest.raises(UnknownBrand, match="nobody"):
        catalogue.brand("nobody")


def test_the_breach_record_is_the_creators_own(engine: Engine, catalogue: SqlCatalogue) -> None:
    store = SqlCommissionStore(engine)
    for number, (party, subject) in enumerate(
        [(Party.CREATOR, "atang"), (Party.CREATOR, "other"), (Party.BRAND, "atang")]
    ):
        breach = Breach(party, subject, "late", NOON)
        store.record(batch(transition(breach=breach), commission=f"c{number}"))

    assert [each.commission_id for each in catalogue.breaches("atang")] == ["c0"]


def test_an_order_makes_a_commission_that_waits_for_payment(engine: Engine, catalogue: SqlCatalogue) -> None:
    assert registered(catalogue, order()).commission_id == "c1"

    row = SqlCommissionQueries(engine).commission("c1")
    assert (row.stage, row.seq, row.title, row.amount_fen) == ("awaiting_payment", 0, "秋茶新品", PRICE)
    assert row.record == {"order": {"title": "秋茶新品"}}


def test_the_same_order_key_again_answers_the_first_commission(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    registered(catalogue, order())

    assert (
        SqlOrders(catalogue.engine)
        .register(order(commission_id="c2", at=NOON + timedelta(hours=1)))
        .commission_id
        == "c1"
    )
    assert counted(engine, "commissions") == 1


def test_the_same_order_from_many_at_once_makes_one_commission(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    owners = at_once(8, lambda number: registered(catalogue, order(commission_id=f"c{number}")))

    assert len(set(owners)) == 1
    assert counted(engine, "commissions") == 1


def test_an_order_key_with_another_order_is_refused(engine: Engine, catalogue: SqlCatalogue) -> None:
    registered(catalogue, order())

    with pytest.raises(OrderChanged, match="PO-1"):
        registered(catalogue, order(commission_id="c2", digest="bb"))

    assert counted(engine, "commissions") == 1


def test_a_batch_is_taken_together_and_a_refused_order_holds_up_no_other(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    registered(catalogue, order(commission_id="c0", order_key="PO-0"))
    wanted = [
        order(),
        order(commission_id="c2"),
        order(commission_id="c3", order_key="PO-3", brand_id="nobody"),
        order(commission_id="c1", order_key="PO-4"),
        order(commission_id="c0", order_key="PO-0", digest="bb"),
        order(commission_id="c5", order_key="PO-5"),
    ]

    answers = SqlOrders(catalogue.engine).register_many(wanted)

    told = [each.code if isinstance(each, BookRefusal) else each.commission_id for each in answers]
    assert told == ["c1", "c1", "BRAND_UNKNOWN", "ALREADY_EXISTS", "ORDER_CHANGED", "c5"]
    assert counted(engine, "commissions") == 3


def test_two_batches_of_the_same_orders_at_once_wait_for_each_other_and_agree(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    wanted = [order(commission_id=f"c{number}", order_key=f"PO-{number}") for number in range(20)]

    answers = at_once(
        4, lambda n: SqlOrders(catalogue.engine).register_many(wanted if n % 2 else wanted[::-1])[0]
    )

    assert len(answers) == 4
    assert counted(engine, "commissions") == 20


def test_two_brands_may_use_the_same_order_key(catalogue: SqlCatalogue) -> None:
    catalogue.add_brand("other", "另一家", "另一家", "", NOON)
    registered(catalogue, order())

    assert (
        SqlOrders(catalogue.engine)
        .register(order(commission_id="c2", brand_id="other", digest="bb"))
        .commission_id
        == "c2"
    )


def test_a_commission_id_belongs_to_one_order(catalogue: SqlCatalogue) -> None:
    registered(catalogue, order())

    with pytest.raises(AlreadyExists, match="c1"):
        registered(catalogue, order(order_key="PO-2"))


@pytest.mark.parametrize(
    ("other", "named"), [({"brand_id": "nobody"}, UnknownBrand), ({"creator_id": "nobody"}, UnknownCreator)]
)
def test_an_order_between_parties_nobody_knows_is_refused(
    engine: Engine, catalogue: SqlCatalogue, other: dict[str, str], named: type[Exception]
) -> None:
    with pytest.raises(named, match="nobody"):
        registered(catalogue, order(**other))

    assert counted(engine, "commissions") == 0


def test_commissions_wait_for_payment_oldest_first(engine: Engine, catalogue: SqlCatalogue) -> None:
    catalogue.add_brand("other", "另一家", "另一家", "", NOON)
    for name, minutes, brand in [
        ("c3", 1, "qingyou"),
        ("c1", 2, "qingyou"),
        ("c2", 0, "qingyou"),
        ("c9", 0, "other"),
    ]:
        at = NOON + timedelta(minutes=minutes)
        registered(catalogue, order(commission_id=name, order_key=name, brand_id=brand, at=at))
    SqlCommissionStore(engine).record(batch(transition(to_stage=Stage.OFFERED), commission="c3"))
    SqlCommissionStore(engine).record(batch(transition(to_stage=Stage.AWAITING_PAYMENT), commission="forged"))

    assert SqlOrders(catalogue.engine).waiting_for_payment("qingyou") == ["c2", "c1"]


ON_HAND = {Stage.OFFERED, *UNPUBLISHED}


@pytest.mark.parametrize("stage", Stage)
def test_what_a_creator_has_on_its_hands_counts_towards_the_most(
    engine: Engine, catalogue: SqlCatalogue, stage: Stage
) -> None:
    catalogue.add_brand("shanxing", "山行", "山行户外", "13900000002", NOON)
    others = [order(commission_id=f"c{n}", order_key=f"PO-{n}", brand_id="shanxing") for n in (1, 2)]
    SqlOrders(catalogue.engine).register_many(others)
    planted(engine, f"update commissions set stage = '{stage}'")  # noqa: S608
    mine = order(commission_id="m1", order_key="M-1", open_max=2)

    (answer,) = SqlOrders(catalogue.engine).register_many([mine])

    assert isinstance(answer, CreatorFull) == (stage in ON_HAND), "nobody fills a creator up for free"


def test_one_below_the_most_is_taken_and_no_more_however_many_come_at_once(
    engine: Engine, catalogue: SqlCatalogue
) -> None:
    wanted = [order(commission_id=f"c{n}", order_key=f"PO-{n}", open_max=3) for n in range(8)]

    at_once(8, lambda n: SqlOrders(catalogue.engine).register_many([wanted[n]]))
    again = SqlOrders(catalogue.engine).register_many(wanted)

    assert counted(engine, "commissions") == 3
    refused = [each for each in again if isinstance(each, CreatorFull)]
    assert len(refused) == 5, "what was taken before is the same order still"
    assert {each.code for each in refused} == {"CREATOR_FULL"}
    assert "atang (3)" in refused[0].zh
