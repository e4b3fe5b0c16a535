"""Answers to writes, kept under the key that the client gave: asked again, it gets the same one.

Who claims a key works on it alone for a while. One that died lets another go on: what a write does is keyed
by the same account and key further down, so that done twice it is done once.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from gateways.sql.database import lock, reading, writing
from models.tables.gateway import KeptAnswer
from models.tables.plain import table_of

HELD = timedelta(seconds=15)
"""Of one that works on it longer it is renewed: what is not, belongs to nobody who is alive."""
KEPT = timedelta(days=7)
ANSWERS = table_of(KeptAnswer)
FOUND = select(
    ANSWERS.c.digest, ANSWERS.c.status, ANSWERS.c.body, ANSWERS.c.held_until, ANSWERS.c.holder
).where(*(ANSWERS.c[name] == bindparam(name) for name in ("account", "method", "path", "key")))
Line = Callable[[Session], None]


def nothing(_: Session) -> None:
    """Where nothing is written beside the answer."""


@dataclass(frozen=True)
class Place:
    """Whose key it is, and of which operation."""

    account: str
    method: str
    path: str
    key: str


@dataclass(frozen=True)
class Claimed:
    """``ours``: do it. Else ``status`` and ``body`` are what was answered; 0: another is at work on it."""

    ours: bool
    same: bool = True
    """The body is the one it was claimed with."""
    status: int = 0
    body: str = ""


class SqlKeptAnswers:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, place: Place, digest: str, holder: str, now: datetime) -> Claimed:
        with writing(self._engine) as session:
            lock(session, f"kept:{place}")
            row = session.execute(FOUND, asdict(place)).first()
            if row is None:
                held = {"digest": digest, "at": now, "held_until": now + HELD, "holder": holder}
                session.execute(insert(ANSWERS), asdict(place) | held | {"status": 0, "body": ""})
                return Claimed(ours=True)
            if row.digest != digest:
                return Claimed(ours=False, same=False)
            if row.status or row.held_until > now:
                return Claimed(ours=False, status=row.status, body=row.body)
            again = update(ANSWERS).where(*_of(place, row.holder))
            session.execute(again.values(held_until=now + HELD, holder=holder))
            return Claimed(ours=True)

    def answer(self, place: Place, holder: str, status: int, body: str, line: Line = nothing) -> None:
        """Kept, unless another has taken it over meanwhile. ``line`` is written with it in any case."""
        with writing(self._engine) as session:
            line(session)
            session.execute(update(ANSWERS).where(*_of(place, holder)).values(status=status, body=body))

    def renew(self, place: Place, holder: str, now: datetime) -> None:
        """By whoever is still at work on it."""
        with writing(self._engine) as session:
            session.execute(update(KeptAnswer).where(*_of(place, holder)).values(held_until=now + HELD))

    def let_go(self, place: Place, holder: str) -> None:
        """Nothing was done, or nobody knows: the key may be used again."""
        with writing(self._engine) as session:
            session.execute(delete(KeptAnswer).where(*_of(place, holder), col(KeptAnswer.status) == 0))

    def prune(self, now: datetime) -> int:
        """Those older than a week; what they did is remembered by the books themselves."""
        with writing(self._engine) as session:
            gone = session.execute(delete(KeptAnswer).where(col(KeptAnswer.at) < now - KEPT))
            return int(gone.rowcount)  # type: ignore[attr-defined]  # of a cursor

    def known(self, place: Place) -> bool:
        with reading(self._engine) as session:
            key = (place.account, place.method, place.path, place.key)
            return session.get(KeptAnswer, key) is not None


def _of(place: Place, holder: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(KeptAnswer.account) == place.account,
        col(KeptAnswer.method) == place.method,
        col(KeptAnswer.path) == place.path,
        col(KeptAnswer.key) == place.key,
        col(KeptAnswer.holder) == holder,
    )
