"""What the ledger holds in all, read again and again without going through all of it each time.

Postings are only ever added, so what has been summed up once stays so; a whole sum is taken anew once a day.
A posting may be seen some time after its number was given out: what is younger than ten minutes is summed up
again.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from models.tables.ledger import LedgerPosting
from models.tables.plain import table_of

SETTLED_SECONDS = 600
"""No transaction is open for so long: PostgreSQL ends it before."""
ANEW_SECONDS = 86_400
POSTINGS = table_of(LedgerPosting)
ACCOUNT, FEN, ID = POSTINGS.c.account, POSTINGS.c.fen, POSTINGS.c.id
IN_CUSTODY = or_(ACCOUNT.startswith("escrow:"), ACCOUNT.startswith("reserve:"))
TOTALS = select(
    func.coalesce(func.sum(case((IN_CUSTODY, FEN), else_=0)), 0),
    func.coalesce(func.sum(FEN), 0),
).where(bindparam("after") < ID, bindparam("to") >= ID)
LAST = select(func.coalesce(func.max(ID), 0))


@dataclass(frozen=True)
class Totals:
    held: int = 0
    """In escrow and reserve."""
    all: int = 0
    """Of every posting: zero."""

    def __add__(self, more: "Totals") -> "Totals":
        return Totals(self.held + more.held, self.all + more.all)


class MoneyTotals:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun, self._to, self._sums = clock(), 0, Totals()
        self._seen: list[tuple[float, int]] = []
        """When which number was the last."""

    def read(self, session: Session) -> Totals:
        now, last = self._clock(), int(session.connection().scalar(LAST) or 0)
        if now - self._begun >= ANEW_SECONDS:
            self._begun, self._to, self._sums = now, 0, Totals()
        self._settle(session, now)
        self._seen.append((now, last))
        return self._sums + _between(session, self._to, last)

    def _settle(self, session: Session, now: float) -> None:
        """Nothing at or below a number that was the last ten minutes ago is still to come."""
        old = [number for at, number in self._seen if now - at >= SETTLED_SECONDS]
        self._seen = [each for each in self._seen if now - each[0] < SETTLED_SECONDS]
        to = max(old, default=0)
        if to > self._to:
            self._sums += _between(session, self._to, to)
            self._to = to


def _between(session: Session, after: int, to: int) -> Totals:
    held, all_ = session.connection().execute(TOTALS, {"after": after, "to": to}).one()
    return Totals(int(held), int(all_))
