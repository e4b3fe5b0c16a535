"""Books in which every page has something to show: a commission at every stage, money, withdrawals."""

from sqlalchemy import Engine

from services.parties.sample import furnish_if_empty
from tests.domain.scenes import SCENES
from tests.http.people import token_of
from tests.web import books
from tests.web.conftest import placed

WITHDRAWN = (
    ("w1", 10_000, "under_way", ""),
    ("w2", 20_000, "waiting", "PAYEE_NOT_EXIST"),
    ("w3", 30_000, "paid", ""),
    ("w4", 40_000, "returned", "PAYEE_NOT_EXIST"),
)


def lived_in(engine: Engine) -> dict[str, str]:
    """By scene, the id of its commission."""
    furnish_if_empty(engine)
    found = {scene: placed(engine, scene) for scene in SCENES}
    books.settled(engine, found["settled"])
    for key, fen, state, reason in WITHDRAWN:
        books.withdrawn(engine, key, fen, state, reason)
    for somebody in ("creator-atang", "brand-qingyou", "operator-li"):
        token_of(engine, somebody)  # on another device
    return found
