"""A gateway over the books alone: whatever it asked of Temporal would fail."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from temporalio.client import Client

from services.app import App, books
from settings import Settings
from starter.http.assembly import assembled
from tests.http.asgi import Caller
from tests.http.people import token_of


class NoTemporal:
    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"Temporal was asked: {name}")


def gateway_over(engine: Engine, settings: Settings, client: object, skipper: Any = None) -> FastAPI:
    api = assembled(settings, cast("Any", None))
    api.state.opened = App(
        client=cast("Client", client), engine=engine, settings=settings, skipper=skipper, **books(engine)
    )
    return api


@pytest.fixture
def api(engine: Engine, database_url: str, tmp_path: Path) -> FastAPI:
    return gateway_over(engine, Settings(state=tmp_path, database_url=database_url), NoTemporal())


@pytest.fixture
def calling(api: FastAPI, engine: Engine) -> Callable[[str], Caller]:
    """As somebody who is signed in: see `people.token_of`."""
    return lambda who: Caller(api, token_of(engine, who))
