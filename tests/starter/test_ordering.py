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
from gateways.commissions.queries import SqlCommissionQueries
from services.app import App, books
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
def app(engine: Engine, client: NobodyStartsAnything, tmp_path: Path) -> App:
    settings = Settings(state=tmp_path)
    made = App(client=cast("Client", client), engine=engine, settings=settings, skipper=None, **books(engine))
    now = datetime.now(UTC)
    add_brand(engine, QINGYOU, 1_000_000, now)
    add_creator(engine, ATANG, {"article": 300_000}, now)
    return made


@pytest.fixture
def brief() -> Brief:
    return read_brief_file(ROOT / "examples" / "article.yaml", datetime.now(UTC))


async def refused(app: App, brief: Brief) -> list[str]:
    with pytest.raises(OrderRefused) as told:
        await order(app, brief)
    assert all(why.zh and why.en for why in told.value.reasons)
    return [why.code for why in told.value.reasons]


async def test_an_order_is_placed_once_however_often_it_is_sent(
    app: App, brief: Brief, client: NobodyStartsAnything
) -> None:
    first = await order(app, brief)
    again = await order(app, brief)

    assert first.commission_id == again.commission_id == "qingyou-QY-2026-1101"
    assert set(client.started) == {workflow_id(first.commission_id)}
    assert len(SqlCommissionQueries(app.engine).commissions()) == 1


async def test_the_same_order_number_for_another_order_is_refused(app: App, brief: Brief) -> None:
    await order(app, brief)

    assert await refused(app, replace(brief, title="另一个标题")) == ["ORDER_CHANGED"]


@pytest.mark.parametrize(("price", "codes"), [(999, ["PRICE_TOO_LOW"]), (1_000, [])])
async def test_the_least_price_of_an_order_is_a_term(
    app: App, brief: Brief, price: int, codes: list[str]
) -> None:
    app.catalogue.quote(ATANG.id, "article", price)
    cheap = replace(brief, price_fen=price)

    assert (await refused(app, cheap) if codes else await order(app, cheap)) == codes or not codes


async def test_no_order_is_taken_under_a_version_whose_numbers_were_changed(
    app: App, brief: Brief, client: NobodyStartsAnything
) -> None:
    first = await order(app, brief)
    planted(app.engine, "delete from terms_versions")
    other_terms(app.engine)

    assert await refused(app, replace(brief, order="QY-2")) == ["TERMS_CHANGED"]
    assert (await order(app, brief)).commission_id == first.commission_id
    assert len(client.started) == 2


async def test_an_order_taken_before_stands_though_the_quote_has_changed_since(
    app: App, brief: Brief
) -> None:
    placed = await order(app, brief)
    app.catalogue.quote(ATANG.id, "article", 350_000)
    app.catalogue.pause(ATANG.id)

    assert (await order(app, brief)).commission_id == placed.commission_id


async def _type_closed(app: App) -> None:
    app.catalogue.open_type(ATANG.id, "article", opened=False)


async def _price_changed(app: App) -> None:
    app.catalogue.quote(ATANG.id, "article", 350_000)


async def _paused(app: App) -> None:
    app.catalogue.pause(ATANG.id)


@pytest.mark.parametrize(
    ("happens", "code"),
    [(_type_closed, "TYPE_NOT_OPENED"), (_price_changed, "PRICE_CHANGED"), (_paused, "CREATOR_PAUSED")],
)
async def test_what_the_creator_offers_now_decides(
    app: App, brief: Brief, client: NobodyStartsAnything, happens: Any, code: str
) -> None:
    await happens(app)

    assert await refused(app, brief) == [code]
    assert client.started == []
    assert SqlCommissionQueries(app.engine).commissions() == []


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
    app: App, brief: Brief, changes: dict[str, Any], code: str
) -> None:
    assert await refused(app, replace(brief, **changes)) == [code]


async def test_a_brand_cannot_order_from_its_own_creator(app: App, brief: Brief) -> None:
    now = datetime.now(UTC)
    app.catalogue.add_creator("inhouse", "自家号", f"{QINGYOU.id}-co", "13800000009", now)
    app.catalogue.open_type("inhouse", "article")
    app.catalogue.quote("inhouse", "article", 300_000)

    assert await refused(app, replace(brief, creator="inhouse")) == ["SELF_DEALING"]


async def test_every_reason_against_an_order_is_told_at_once(app: App, brief: Brief) -> None:
    await _paused(app)
    await _price_changed(app)
    link = replace(brief, purchase_link="https://shop.example.com/x", marked_as_ad=False)

    assert await refused(app, link) == ["PRICE_CHANGED", "CREATOR_PAUSED", "AD_MARK_NEEDED"]


@pytest.mark.parametrize("name", ["submit_by", "release_until"])
async def test_a_date_beyond_the_term_is_refused_by_name_with_the_latest_allowed(
    app: App, brief: Brief, client: NobodyStartsAnything, name: str
) -> None:
    far = datetime.now(UTC) + timedelta(days=200)
    wanted = replace(brief, **cast("Any", {name: When(far, far.isoformat())}))

    with pytest.raises(OrderRefused) as told:
        await order(app, wanted)

    assert [why.code for why in told.value.reasons] == ["DATE_TOO_FAR"]
    latest = written_end(end_of_natural_days(datetime.now(UTC), 180))
    assert latest in told.value.reasons[0].zh
    assert latest in told.value.reasons[0].en
    assert client.started == []


async def test_an_order_taken_before_is_not_asked_for_its_dates_again(app: App, brief: Brief) -> None:
    first = await order(app, brief)
    far = datetime.now(UTC) + timedelta(days=200)
    again = replace(brief, submit_by=When(far, brief.submit_by.written if brief.submit_by else ""))

    assert (await order(app, again)).commission_id == first.commission_id
