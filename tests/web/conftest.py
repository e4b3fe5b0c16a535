"""Pages over the books alone, with a commission at every stage, for each who reads them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update
from sqlmodel import col

from gateways.commissions.orders import SqlOrders
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow
from services.commissions.commands import new_order
from services.commissions.records import RECORD
from services.parties.sample import furnish_if_empty
from settings import Settings
from tests.domain.scenes import SCENES
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.web.visiting import Visiting

BRAND, CREATOR = "qingyou", "atang"


@pytest.fixture
def api(engine: Engine, database_url: str, tmp_path: Path) -> FastAPI:
    furnish_if_empty(engine)
    return gateway_over(engine, Settings(state=tmp_path, database_url=database_url), Away())


@pytest.fixture
def at_every_stage(api: FastAPI, engine: Engine) -> dict[str, str]:
    """By scene, the id of its commission in the books."""
    assert api.state.opened.engine is engine
    return {scene: placed(engine, scene) for scene in SCENES}


def placed(engine: Engine, scene: str, title: str = "") -> str:
    story = SCENES[scene]()
    ids = {"brand_id": BRAND, "creator_id": CREATOR}
    order = replace(story.c.order, **ids, **({"title": title} if title else {}))
    new = new_order(order, f"S-{scene}".replace("_", "-"), scene)
    SqlOrders(engine).register(type(new)(**{**vars(new), "at": datetime.now(UTC)}))
    state = replace(story.c, id=new.commission_id, order=order)
    now = {
        "stage": state.stage.value,
        "seq": state.seq,
        "record": RECORD.dump_python(state, mode="json"),
        "title": order.title,
    }
    with writing(engine) as session:
        session.execute(update(CommissionRow).where(col(CommissionRow.id) == new.commission_id).values(**now))
    return new.commission_id


@pytest.fixture
def visiting(api: FastAPI, engine: Engine) -> Callable[..., Visiting]:
    """A browser of somebody who has signed in: `people.token_of`."""
    return lambda who, lang="zh": Visiting(api, token_of(engine, who), lang)
