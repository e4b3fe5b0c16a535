"""Who has to be told a newer set of keys, and with which signature: one process at a time, while it lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from domain.commissions.state.stages import CLOSED
from domain.money.withdrawals.state import OPEN
from domain.process.trust import KeySet
from gateways.signing import pins, platform_keys
from gateways.signing.pins import Behind
from gateways.sql.database import lock, reading, writing
from models.messages.signing import sign_keys
from models.tables.commissions import CommissionRow
from models.tables.outbox import Lease
from models.tables.signing import PlatformKey
from models.tables.withdrawals import WithdrawalRow

LEASE = "key-news"
LEASED = timedelta(seconds=30)
FORGOTTEN = timedelta(days=30)
"""After its end nothing is said to a workflow any more."""


@dataclass(frozen=True)
class News:
    """``set``: what the signal carries, signed by the root key that its receiver knows."""

    subject: str
    set: dict[str, Any]
    version: int
    root: str


def due(engine: Engine, most: int, *, holder: str, now: datetime) -> list[News]:
    """The next ones to be told; none while another process tells them. ``now`` is the wall's."""
    with reading(engine) as session:  # mostly there is nothing to do, which holds no writer up
        if not pins.behind(session, 1) and not platform_keys.unneeded(session):
            return []
    with writing(engine) as session:
        lock(session, LEASE)
        held = session.get(Lease, LEASE)
        if held is not None and held.holder != holder and held.until > now:
            return []
        session.merge(Lease(name=LEASE, holder=holder, until=now + LEASED))
        platform_keys.forget_unneeded(session)
        found = pins.behind(session, most)
        over = [each.subject for each in found if _is_over(session, each.subject, now)]
        unheard = [each.subject for each in found if not _has_begun(session, each.subject)]
        pins.unpin(session, over)
        pins.put_off(session, unheard, now)
        skipped = {*over, *unheard}
        return _signed(session, [each for each in found if each.subject not in skipped], now)


def note(engine: Engine, told: Sequence[News], absent: Sequence[News], now: datetime) -> None:
    """What reached whom; those that nothing reached are tried again after all others."""
    with writing(engine) as session:
        for each in told:
            pins.told(session, each.subject, each.version, each.root, now)
        pins.put_off(session, [each.subject for each in absent], now)


def _signed(session: Session, found: Sequence[Behind], now: datetime) -> list[News]:
    sets: dict[str, KeySet] = {}
    news = []
    root = platform_keys.in_force(session, platform_keys.ROOT)
    privates = {each: session.get(PlatformKey, each) for each in {each.root for each in found}}
    opened = {name: platform_keys.private(session, row) for name, row in privates.items() if row is not None}
    for each in found:
        keys = sets.get(each.of) or sets.setdefault(each.of, pins.current_set(session, each.of, now))
        assert root is not None  # noqa: S101 - sets are made with one
        news.append(News(each.subject, sign_keys(opened[each.root], keys), keys.version, root.id))
    return news


def _is_over(session: Session, subject: str, now: datetime) -> bool:
    kind, _, id_ = subject.partition(":")
    if kind == "commission":
        row = session.get(CommissionRow, id_)
        return row is not None and row.stage in CLOSED and row.updated_at < now - FORGOTTEN
    paid = session.get(WithdrawalRow, id_)
    return paid is not None and paid.state not in OPEN and paid.updated_at < now - FORGOTTEN


def _has_begun(session: Session, subject: str) -> bool:
    """A word to one that waits for its instant would begin it now; it begins with the set it has pinned."""
    kind, _, id_ = subject.partition(":")
    if kind != "commission":
        return session.get(WithdrawalRow, id_) is not None
    row = session.get(CommissionRow, id_)
    return row is not None and row.seq > 0
