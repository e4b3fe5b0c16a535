"""What the books expect to run, and what the server runs: each by itself, to be held against the other."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

KINDS = {"commission": "Commission", "withdrawal": "Withdrawal", "refund-watch": "RefundWatch"}
"""Which workflow runs under which ids of ours."""


@dataclass(frozen=True)
class Expected:
    """Open in the books: this workflow must run. ``finding`` is what is said of it where it does not."""

    subject: str
    workflow_id: str
    finding: str
    detail: str = ""
    may_be_done: bool = False
    """One that came to its own end is as good as one that runs."""


@dataclass(frozen=True)
class Page:
    expected: Sequence[Expected]
    after: str
    """Empty: there are no more."""


@dataclass(frozen=True)
class Life:
    """A workflow as the server lists it. ``begins_at``: one started for later has not begun before."""

    workflow_id: str
    kind: str
    begins_at: datetime
    delayed: bool = False
    """It was started for later: by a delay, or as a run of a cron, which comes back by itself."""

    @property
    def fits_its_id(self) -> bool:
        """Whether it is of the kind that its id belongs to."""
        return KINDS.get(self.workflow_id.partition("/")[0]) == self.kind


class LifeStore(Protocol):
    def commissions(self, after: str, limit: int) -> Page:
        """Commissions of ours that need their workflow; ids greater than ``after``."""

    def withdrawals(self, after: str, limit: int) -> Page:
        """Withdrawals under way or waiting."""

    def watches(self, since: datetime, after: str, limit: int) -> Page:
        """Payouts to a card that were paid since an instant: a watch must run, or have ended by itself."""

    def unordered(self) -> Sequence[tuple[str, str]]:
        """Open commissions without an order: id and stage."""

    def standing(self, life: Life, before: datetime) -> str:
        """Of what runs at the server: ``unknown``, ``over`` since before an instant, or ``open``."""


class Server(Protocol):
    def running(self) -> AsyncIterator[Life]:
        """Commissions, withdrawals and watches of ours that run, as the lists have it: a moment late."""

    def turned_away(self, since: datetime) -> AsyncIterator[Life]:
        """Those that were started since an instant and were not what the books know."""

    async def state(self, workflow_id: str) -> str:
        """How it stands now: ``running``, ``stranger`` where another kind runs under its id, ``completed``,
        ``terminated``…; empty where nobody knows it.
        """
