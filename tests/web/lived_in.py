"""Books in which every page has something to show: a commission at every stage, money, withdrawals."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.parties.actor import Actor, ActorKind, Role
from gateways.sql.database import writing
from models.tables.sandbox import ItemState, SandboxItem, SandboxTransfer
from services.access import keys, members
from services.parties.sample import furnish_if_empty
from settings import Settings
from tests.domain.scenes import SCENES, outline_in_review
from tests.http.people import token_of
from tests.web import books, endpoints
from tests.web.conftest import placed, register, settle_in

WITHDRAWN = (
    ("w1", 10_000, "under_way", ""),
    ("w2", 20_000, "waiting", "PAYEE_NOT_EXIST"),
    ("w3", 30_000, "paid", ""),
    ("w4", 40_000, "returned", "PAYEE_NOT_EXIST"),
)
OWNER = Actor(ActorKind.BRAND, "qingyou", "m-owner", "owner", Role.OWNER)


def lived_in(engine: Engine) -> dict[str, str]:
    """By scene, the id of its commission."""
    furnish_if_empty(engine)
    found = {scene: placed(engine, scene) for scene in SCENES}
    found["fresh_review"] = _fresh_review(engine)
    books.settled(engine, found["settled"])
    for key, fen, state, reason in WITHDRAWN:
        books.withdrawn(engine, key, fen, state, reason)
    books.read(engine, found["published"], (9_000, 1_000), (15_000, 1_700))
    books.read(engine, found["settled"], (20_000, 2_000))
    books.read(engine, found["settling"])
    for somebody in ("creator-atang", "brand-qingyou", "operator-li"):
        token_of(engine, somebody)  # on another device
    _team(engine)
    endpoints.every_kind(engine)
    _sandbox(engine, found["published"])
    return found


def _fresh_review(engine: Engine) -> str:
    """Of today: the others were handed in so long ago that nobody may judge them any more."""
    story = outline_in_review(at=datetime.now(UTC))
    commission_id = register(engine, story, "S-fresh")
    settle_in(engine, commission_id, story)
    return commission_id


def _team(engine: Engine) -> None:
    token_of(engine, "brand-qingyou", "reviewer")
    members.invite(engine, OWNER, ActorKind.BRAND, "qingyou", Role.FINANCE, "小林")
    keys.create_key(engine, Settings(), OWNER, "qingyou", "ERP")


def _sandbox(engine: Engine, published: str) -> None:
    now = datetime.now(UTC)
    with writing(engine) as session:
        for number, state in enumerate((ItemState.HELD, ItemState.PUBLIC, ItemState.HIDDEN)):
            session.add(
                SandboxItem(
                    id=f"item-{number}",
                    platform="toutiao",
                    creator_id="atang",
                    commission_id=published,
                    kind="article",
                    title="一杯柚子茶的冬天",
                    body="正文",
                    state=state,
                    created_at=now,
                    updated_at=now,
                )
            )
        for number, paid in enumerate((True, False)):
            session.add(
                SandboxTransfer(
                    number=f"t-{number}",
                    kind="alipay",
                    account="a@example.com",
                    holder="样例",
                    fen=10_000,
                    at=now,
                    paid=paid,
                    refusal="" if paid else "PAYEE_NOT_EXIST",
                )
            )
