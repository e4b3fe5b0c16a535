"""What stands against an order is said by name and all at once, and nothing is started."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Engine
from temporalio.client import Client

from domain.commissions.ordering.brief import Brief
from domain.commissions.ordering.brief_fields import When
from domain.instants import end_of_natural_days, written_end
from gateways.commissions.queries import SqlDesk
from services.app import Office, books
from services.commissions.ordering import OrderRefused, order
from services.files.brief_files import read_brief_file
from services.parties.sample import ATANG, QINGYOU, add_brand, add_creator
from settings import ROOT, Settings
from tests.gateways.records import planted
from tests.starter.test_terms_in_force import other_terms
from workflows.names import workflow_id


class NobodyStartsAnything:
    """Stands for the Temporal client: a refused order never reaches it."""

    def __init__(self) -> None:
        self.started: list[str] = []

    async def start_workflow(self, *_: object, id: str, **__: object) -> None:  # noqa: A002  # the client's name
        self.started.append(id)


@pytest.fixture
def client() -> NobodyStartsAnything:
    return NobodyStartsAnything()


@pytest.fixture
def office(engine: Engine, client: NobodyStartsAnything, tmp_path: Path) -> Office:
    settings = Settings(state=tmp_path)
    made = Office(
        client=cast("Client", client), engine=engine, settings=settings, skipper=None, **books(engine)
    )
    now = datetime.now(UTC)
    add_brand(made.catalogue, made.cashier, QINGYOU, 1_000_000, now)
    add_creator(made.catalogue, ATANG, {"article": 300_000}, now)
    return made


@pytest.fixture
def brief() -> Brief:
    return read_brief_file(ROOT / "examples" / "article.yaml", datetime.now(UTC))


async def refused(office: Office, brief: Brief) -> list[str]:
    with pytest.raises(OrderRefused) as told:
        await order(office, brief)
    assert all(why.zh and why.en for why in told.value.reasons)
    return [why.code for why in told.value.reasons]


async def test_an_order_is_placed_once_however_often_it_is_sent(
    office: Office, brief: Brief, client: NobodyStartsAnything
) -> None:
    first = await order(office, brief)
    again = await order(office, brief)

    assert first.commission_id == again.commission_id == "qingyou-QY-2026-1101"
    assert set(client.started) == {workflow_id(first.commission_id)}
    assert len(SqlDesk(office.engine).commissions()) == 1


async def test_the_same_order_number_for_another_order_is_refused(office: Office, brief: Brief) -> None:
    await order(office, brief)

    assert await refused(office, replace(brief, title="另一个标题")) == ["ORDER_CHANGED"]


@pytest.mark.parametrize(("price", "codes"), [(999, ["PRICE_TOO_LOW"]), (1_000, [])])
async def test_the_least_price_of_an_order_is_a_term(
    office: Office, brief: Brief, price: int, codes: list[str]
) -> None:
    office.catalogue.quote(ATANG.id, "article", price)
    cheap = replace(brief, price_fen=price)

    assert (await refused(office, cheap) if codes else await order(office, cheap)) == codes or not codes


async def test_no_order_is_taken_under_a_version_whose_numbers_were_changed(
    office: Office, brief: Brief, client: NobodyStartsAnything
) -> None:
    first = await order(office, brief)
    planted(office.engine, "delete from terms_versions")
    other_terms(office.engine)

    assert await refused(office, replace(brief, order="QY-2")) == ["TERMS_CHANGED"]
    assert (await order(office, brief)).commission_id == first.commission_id
    assert len(client.started) == 2


async def test_an_order_taken_before_stands_though_the_quote_has_changed_since(
    office: Office, brief: Brief
) -> None:
    placed = await order(office, brief)
    office.catalogue.quote(ATANG.id, "article", 350_000)
    office.catalogue.pause(ATANG.id)

    assert (await order(office, brief)).commission_id == placed.commission_id


async def _type_closed(office: Office) -> None:
    office.catalogue.open_type(ATANG.id, "article", opened=False)


async def _price_changed(office: Office) -> None:
    office.catalogue.quote(ATANG.id, "article", 350_000)


async def _paused(office: Office) -> None:
    office.catalogue.pause(ATANG.id)


@pytest.mark.parametrize(
    ("happens", "code"),
    [(_type_closed, "TYPE_NOT_OPENED"), (_price_changed, "PRICE_CHANGED"), (_paused, "CREATOR_PAUSED")],
)
async def test_what_the_creator_offers_now_decides(
    office: Office, brief: Brief, client: NobodyStartsAnything, happens: Any, code: str
) -> None:
    await happens(office)

    assert await refused(office, brief) == [code]
    assert client.started == []
    assert SqlDesk(office.engine).commissions() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"brand": "nobody"}, "BRAND_UNKNOWN"),
        ({"creator": "nobody"}, "CREATOR_UNKNOWN"),
        ({"purchase_link": "https://shop.example.com/x", "marked_as_ad": False}, "AD_MARK_NEEDED"),
        ({"price_fen": 299_999}, "PRICE_CHANGED"),
    ],
)
async def test_what_the_brief_says_is_checked(
    office: Office, brief: Brief, changes: dict[str, Any], code: str
) -> None:
    assert await refused(office, replace(brief, **changes)) == [code]


async def test_a_brand_cannot_order_from_its_own_creator(office: Office, brief: Brief) -> None:
    now = datetime.now(UTC)
    office.catalogue.add_creator("inhouse", "自家号", f"{QINGYOU.id}-co", "13800000009", now)
    office.catalogue.open_type("inhouse", "article")
    office.catalogue.quote("inhouse", "article", 300_000)

    assert await refused(office, replace(brief, creator="inhouse")) == ["SELF_DEALING"]


async def test_every_reason_against_an_order_is_told_at_once(office: Office, brief: Brief) -> None:
    await _paused(office)
    await _price_changed(office)
    link = replace(brief, purchase_link="https://shop.example.com/x", marked_as_ad=False)

    assert await refused(office, link) == ["PRICE_CHANGED", "CREATOR_PAUSED", "AD_MARK_NEEDED"]


@pytest.mark.parametrize("name", ["submit_by", "release_until"])
async def test_a_date_beyond_the_term_is_refused_by_name_with_the_latest_allowed(
    office: Office, brief: Brief, client: NobodyStartsAnything, name: str
) -> None:
    far = datetime.now(UTC) + timedelta(days=200)
    wanted = replace(brief, **cast("Any", {name: When(far, far.isoformat())}))

    with pytest.raises(OrderRefused) as told:
        await order(office, wanted)

    assert [why.code for why in told.value.reasons] == ["DATE_TOO_FAR"]
    latest = written_end(end_of_natural_days(datetime.now(UTC), 180))
    assert latest in told.value.reasons[0].zh
    assert latest in told.value.reasons[0].en
    assert client.started == []


async def test_an_order_taken_before_is_not_asked_for_its_dates_again(office: Office, brief: Brief) -> None:
    first = await order(office, brief)
    far = datetime.now(UTC) + timedelta(days=200)
    again = replace(brief, submit_by=When(far, brief.submit_by.written if brief.submit_by else ""))

    assert (await order(office, again)).commission_id == first.commission_id
