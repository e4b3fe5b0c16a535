"""Pages over the books alone, with a commission at every stage, for each who reads them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update
from sqlmodel import col

from domain.commissions.ordering.order import Order
from gateways.commissions.orders import SqlOrders
from gateways.commissions.transition_rows import digest, line, submission_row
from gateways.sql.database import writing
from models.tables.commissions import CommissionRow, SubmissionRow, TimelineRow
from services.commissions.commands import new_order
from services.commissions.records import RECORD
from services.parties.sample import furnish_if_empty
from settings import Settings
from tests.domain.scenes import SCENES
from tests.domain.story import Story
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
    commission_id = register(engine, story, f"S-{scene}".replace("_", "-"), title)
    settle_in(engine, commission_id, story, title)
    return commission_id


def register(engine: Engine, story: Story, key: str, title: str = "") -> str:
    new = new_order(_order(story, title), key, key)
    SqlOrders(engine).register(type(new)(**{**vars(new), "at": datetime.now(UTC)}))
    return new.commission_id


def settle_in(engine: Engine, commission_id: str, story: Story, title: str = "") -> None:
    """Write into the books what the story has come to: the record, its lines and its versions."""
    order = _order(story, title)
    state = replace(story.c, id=commission_id, order=order)
    now = {
        "stage": state.stage.value,
        "seq": state.seq,
        "record": RECORD.dump_python(state, mode="json"),
        "title": order.title,
    }
    with writing(engine) as session:
        session.execute(update(CommissionRow).where(col(CommissionRow.id) == commission_id).values(**now))
        for each in story.transitions:
            session.merge(TimelineRow(**line(commission_id, each, digest(each))))
            if each.submission is not None:
                session.merge(SubmissionRow(**submission_row(commission_id, each.seq, each.submission)))


def _order(story: Story, title: str) -> Order:
    ids = {"brand_id": BRAND, "creator_id": CREATOR}
    return replace(story.c.order, **ids, **({"title": title} if title else {}))


@pytest.fixture
def visiting(api: FastAPI, engine: Engine) -> Callable[..., Visiting]:
    """A browser of somebody who has signed in: `people.token_of`."""
    return lambda who, lang="zh": Visiting(api, token_of(engine, who), lang)
