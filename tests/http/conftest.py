"""A gateway over the books alone: whatever it asked of Temporal would fail."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn, cast
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from temporalio.client import Client

from domain.commissions.ordering.order import Order
from gateways.commissions.orders import SqlOrders
from gateways.parties.catalogue import SqlCatalogue
from gateways.ports.work import PayoutAccount
from services.app import App, books
from services.commissions.commands import new_order
from settings import Settings
from starter.http.assembly import assembled
from tests.http.asgi import Caller
from tests.http.away import Away
from tests.http.people import token_of

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


class NoTemporal:
    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"Temporal was asked: {name}")


def gateway_over(engine: Engine, settings: Settings, client: object, skipper: Any = None) -> FastAPI:
    api = assembled(settings, cast("Any", None))
    api.state.opened = App(
        client=cast("Client", client), engine=engine, settings=settings, skipper=skipper, **books(engine)
    )
    api.state.streams.lasts = 0.1  # whoever walks every operation comes to its end
    return api


@pytest.fixture
def api(engine: Engine, database_url: str, tmp_path: Path) -> FastAPI:
    return gateway_over(engine, Settings(state=tmp_path, database_url=database_url), NoTemporal())


@pytest.fixture
def calling(api: FastAPI, engine: Engine) -> Callable[[str], Caller]:
    """As somebody who is signed in: see `people.token_of`."""
    return lambda who: Caller(api, token_of(engine, who))


@pytest.fixture
def ordered(engine: Engine) -> list[str]:
    """Three of one brand for one creator, and one of another brand for another."""
    catalogue = SqlCatalogue(engine)
    for brand in ("qingyou", "shanxing"):
        catalogue.add_brand(brand, f"品牌{brand}", f"{brand}-co", "", START)
    for creator in ("atang", "laozhou"):
        catalogue.add_creator(creator, f"作者{creator}", f"{creator}-own", "", START, real_name="汤小明")
        catalogue.bind_account(creator, PayoutAccount("alipay", f"{creator}@example.com", "汤小明"))
    whose = [("qingyou", "atang")] * 3 + [("shanxing", "laozhou")]
    placed = []
    for number, (brand, creator) in enumerate(whose):
        order = Order(brand, creator, f"品牌{brand}", f"作者{creator}", "article", f"标题{number}", 300_000)
        new = new_order(order, f"N-{number}", uuid4().hex)
        at = START + timedelta(hours=number)
        SqlOrders(engine).register(type(new)(**{**vars(new), "at": at}))
        placed.append(new.commission_id)
    return placed


@pytest.fixture
def away(engine: Engine, database_url: str, tmp_path: Path) -> Callable[[str], Caller]:
    """As ``calling``, while Temporal is away."""
    api = gateway_over(engine, Settings(state=tmp_path, database_url=database_url), Away())
    return lambda who: Caller(api, token_of(engine, who))
