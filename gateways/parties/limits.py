"""Limits of what costs money or can be guessed, kept in the books: two gateways share them.

One statement a limit, which claims its share or does nothing; several are claimed together or not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, bindparam, column, delete, select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties.limits import Limit
from gateways.personal.sealing import digest_to_keep
from models.tables.access import RateLimit

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_BEGUN = "(case when rate_limits.tat > :now then rate_limits.tat else :now end + :cost)"
CLAIM = (
    text(
        "insert into rate_limits (key, tat) values (:key, :now + :cost)"  # noqa: S608 - of constants alone
        f" on conflict (key) do update set tat = {_BEGUN} where {_BEGUN} <= :now + :room returning tat"
    )
    .bindparams(*(bindparam(name, type_=BigInteger) for name in ("now", "cost", "room")))
    .columns(column("tat", BigInteger))
)


@dataclass(frozen=True)
class Claim:
    limit: Limit
    of: str
    """The phone, the address or the member; kept as a digest with a key."""
    shares: int = 1


class OverLimit(Exception):
    """Nothing was claimed, once the transaction is left by it."""

    def __init__(self, limit: Limit, wait: timedelta) -> None:
        self.limit, self.wait = limit, wait
        super().__init__(limit.name)

    @property
    def seconds(self) -> int:
        """Whole ones, and enough of them."""
        return -(-self.wait // timedelta(seconds=1))


def claim(session: Session, claims: Iterable[Claim], now: datetime) -> None:
    """Raises OverLimit. Claimed in one order by everybody, so that two never wait for each other."""
    of_each = {_key(session, each): each for each in claims}
    for key, each in sorted(of_each.items()):
        given = {
            "key": key,
            "now": _micros(now - EPOCH),
            "cost": _micros(each.limit.every * each.shares),
            "room": _micros(each.limit.every * each.limit.burst),
        }
        if session.execute(CLAIM, given).first() is None:
            raise OverLimit(each.limit, _wait(session, given))


def forget_lapsed(session: Session, now: datetime) -> None:
    """A limit that was paid off is as good as one that nobody has met."""
    session.execute(delete(RateLimit).where(col(RateLimit.tat) <= _micros(now - EPOCH)))


def _wait(session: Session, given: dict[str, object]) -> timedelta:
    tat = session.scalars(select(col(RateLimit.tat)).where(col(RateLimit.key) == given["key"])).one()
    now, cost, room = (int(str(given[name])) for name in ("now", "cost", "room"))
    return max(tat + cost - room - now, 1) * MICROSECOND


def _key(session: Session, claimed: Claim) -> str:
    """Of the platform as a whole there is nothing to hide."""
    return f"{claimed.limit.name}:{digest_to_keep(session, 'limit', claimed.of)}"


def _micros(span: timedelta) -> int:
    return span // MICROSECOND
