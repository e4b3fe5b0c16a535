"""Whose word counts with each open workflow, as its start has pinned it, and the keys it was told last.

A workflow without a row takes a plain message. The row is written before the start, in the transaction of
what is started, and what was pinned never changes: a start that says otherwise is not ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.process.trust import Key, KeySet, Trust
from gateways.signing import brand_keys, platform_keys, versions
from gateways.signing.brand_keys import LATEST
from models.tables.signing import KeyVersion, PinnedKeys, PlatformKey, SigningKey

TOLD = col(PinnedKeys.told_at)
GATEWAY_KEYS = 8
"""Of one set at most, the newest: whoever replaces keys all day leaves room for the brand's."""


@dataclass(frozen=True)
class Pinned:
    trust: Trust
    keys: KeySet


@dataclass(frozen=True)
class Behind:
    """Whom a newer set has to be told."""

    subject: str
    of: str
    version: int
    root: str


def pin(session: Session, subject: str, of: str, trust: str, now: datetime) -> Pinned | None:
    """What a start has to say; said once, it stays. None: a plain message counts, and nothing is pinned."""
    if trust == Trust.CLUSTER:
        return None
    known = pinned(session, subject)
    if known is not None:
        return known
    keys = current_set(session, of, now)
    session.add(
        PinnedKeys(
            subject=subject,
            of=of,
            trust=Trust(trust).value,
            begun_with=written(keys),
            version=keys.version,
            root=_root(session).id,
            told_at=now,
        )
    )
    session.flush()
    return Pinned(Trust(trust), keys)


def pinned(session: Session, subject: str) -> Pinned | None:
    row = session.get(PinnedKeys, subject)
    return None if row is None else Pinned(Trust(row.trust), as_set(row.begun_with))


def version_known(session: Session, subject: str) -> int | None:
    """Of the set it was told last; None: nothing is pinned."""
    return session.scalar(select(col(PinnedKeys.version)).where(col(PinnedKeys.subject) == subject))


def renewed(session: Session, subject: str, now: datetime) -> Pinned | None:
    """What it is told as it begins again, or anew: its own trust, and the keys as they are now."""
    row = session.get(PinnedKeys, subject)
    if row is None:
        return None
    keys = current_set(session, row.of, now)
    told(session, subject, keys.version, _root(session).id, now)
    return Pinned(Trust(row.trust), keys)


def is_as_pinned(session: Session, subject: str, trust: str, keys: KeySet | None) -> bool:
    """Whether a start says what was pinned for it, and nothing where nothing was."""
    known = pinned(session, subject)
    if known is None:
        return trust == Trust.CLUSTER and keys is None
    return (trust, keys) == (known.trust.value, known.keys)


def current_set(session: Session, of: str, now: datetime) -> KeySet:
    """The platform's keys and those of the party, as they are now."""
    platform_keys.ensure(session, now)
    gateway = [each for each in platform_keys.gateway_keys(session) if _counts(each, now)][:GATEWAY_KEYS]
    brand = brand_keys.good(session, of.removeprefix("brand:"), now - LATEST) if of else []
    held = [_key(each, platform_keys.GATEWAY) for each in gateway] + [_key(each, of) for each in brand]
    return KeySet(_root(session).public, versions.version_of(session, of), of, tuple(held))


def behind(session: Session, most: int) -> list[Behind]:
    """Who knows an older set than there is; a brand's own change before one that concerns everybody."""
    of_brands = select(PinnedKeys).join(
        KeyVersion,
        (col(KeyVersion.of) == col(PinnedKeys.of)) & (col(KeyVersion.version) > col(PinnedKeys.version)),
    )
    found = {each.subject: each for each in session.scalars(of_brands.order_by(TOLD).limit(most))}
    if len(found) < most:
        newest = versions.version_of(session, versions.PLATFORM)
        of_all = select(PinnedKeys).where(col(PinnedKeys.version) < newest)
        found |= {each.subject: each for each in session.scalars(of_all.order_by(TOLD).limit(most))}
    return [Behind(each.subject, each.of, each.version, each.root) for each in [*found.values()][:most]]


def told(session: Session, subject: str, version: int, root: str, now: datetime) -> None:
    """The set has reached it; one that came later stands."""
    its = (col(PinnedKeys.subject) == subject, col(PinnedKeys.version) <= version)
    session.execute(update(PinnedKeys).where(*its).values(version=version, root=root, told_at=now))


def put_off(session: Session, subjects: Sequence[str], now: datetime) -> None:
    """Others are told before these are tried again."""
    session.execute(update(PinnedKeys).where(col(PinnedKeys.subject).in_(subjects)).values(told_at=now))


def unpin(session: Session, subjects: Sequence[str]) -> None:
    """They are over: nobody is told anything any more."""
    session.execute(delete(PinnedKeys).where(col(PinnedKeys.subject).in_(subjects)))


def written(keys: KeySet) -> dict[str, Any]:
    return {**asdict(keys), "keys": [asdict(each) for each in keys.keys]}


def as_set(said: Mapping[str, Any]) -> KeySet:
    return KeySet(said["root"], said["version"], said["of"], tuple(Key(**each) for each in said["keys"]))


def _root(session: Session) -> PlatformKey:
    found = platform_keys.in_force(session, platform_keys.ROOT)
    assert found is not None  # noqa: S101 - it was made where there was none
    return found


def _counts(row: PlatformKey, now: datetime) -> bool:
    return row.until is None or row.until > now - LATEST


def _key(row: PlatformKey | SigningKey, holder: str) -> Key:
    until = int(row.until.timestamp()) if row.until else 0
    return Key(row.id, row.public, holder, int(row.since.timestamp()), until)
