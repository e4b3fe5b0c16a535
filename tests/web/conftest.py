"""Pages over the books alone, with a commission at every stage, for each who reads them."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, make_url, update
from sqlmodel import col

from domain.commissions.ordering.order import Order
from gateways.commissions.orders import SqlOrders
from gateways.commissions.transition_rows import digest, line, submission_row
from gateways.sql.database import opened, writing
from models.tables.commissions import CommissionRow, SubmissionRow, TimelineRow
from services.commissions.commands import new_order
from services.commissions.records import RECORD
from services.parties.sample import furnish_if_empty
from settings import Settings
from tests.conftest import FILE_NAME, keys_in
from tests.domain.scenes import SCENES
from tests.domain.story import Story
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.web.visiting import Visiting

BRAND, CREATOR = "qingyou", "atang"


@dataclass(frozen=True)
class Books:
    """A database with the key of its personal data: made once in a process, and only ever copied."""

    folder: Path
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "starmap.db"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    def copied_into(self, folder: Path) -> "Books":
        for name in (self.database.name, FILE_NAME):
            shutil.copy(self.folder / name, folder / name)
        return Books(folder)


@pytest.fixture(scope="session")
def furnished_books(template: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Books:
    """With the sample people."""
    made = Books(tmp_path_factory.mktemp("furnished"))
    shutil.copy(str(make_url(template("sqlite")).database), made.database)
    with opened(made.url, keys=keys_in(made.folder)) as engine:
        furnish_if_empty(engine)
    return made


@pytest.fixture(scope="session")
def placed_books(furnished_books: Books, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """With a commission at every stage too."""
    made = furnished_books.copied_into(tmp_path_factory.mktemp("placed"))
    with opened(made.url, keys=keys_in(made.folder)) as engine:
        return replace(made, ids={scene: placed(engine, scene) for scene in SCENES})


@pytest.fixture
def database_url(furnished_books: Books, tmp_path: Path) -> str:
    return furnished_books.copied_into(tmp_path).url


@pytest.fixture
def api(engine: Engine, database_url: str, tmp_path: Path) -> FastAPI:
    return gateway_over(engine, Settings(state=tmp_path, database_url=database_url), Away())


@pytest.fixture
def at_every_stage(api: FastAPI, engine: Engine, placed_books: Books) -> dict[str, str]:
    """By scene, the id of its commission in the books."""
    assert api.state.opened.engine is engine
    with (
        closing(connect(placed_books.database)) as source,
        closing(connect(str(engine.url.database))) as into,
    ):
        source.backup(into)
    return dict(placed_books.ids)


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
