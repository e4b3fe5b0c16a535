"""What the sweeps ask of the books and of the commissions, page by page, in the order of commission ids."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.operations.findings import Finding


@dataclass(frozen=True)
class PublishedItem:
    commission_id: str
    item: str
    public: bool
    """What the commission believes."""


@dataclass(frozen=True)
class Stretch:
    """Since when an item looks as it does. ``told``: the commission has been told of it."""

    began_at: datetime
    told: bool


@dataclass(frozen=True)
class Disagreements:
    findings: Sequence[Finding]
    place: Mapping[str, int]
    """How far the turn has come, by words that nobody is told: kept as the sweep is concluded."""


class FindingStore(Protocol):
    """Commissions whose clock was skipped are left out: their deadlines lie in another time."""

    def overdue(self, before: datetime, after: str, limit: int) -> Sequence[Finding]:
        """Open commissions whose deadline lies before an instant; ids greater than ``after``."""

    def waiting(self, before: datetime, after: str, limit: int) -> Sequence[Finding]:
        """Commissions that need a person since before an instant; ids greater than ``after``."""

    def disagreements(self, name: str) -> "Disagreements":
        """Whatever is wrong with the ledger: of small books in all; of larger ones since the last sweep of
        this name, of what that one found, and of the rest in turn.
        """

    def keep(self, sweep_id: str, findings: Sequence[Finding], at: datetime) -> None:
        """Again: nothing."""

    def mark_replaced(self, commission_ids: Sequence[str], at: datetime) -> None:
        """Open commissions whose workflow had to give way to another's need a person. Again: nothing."""

    def found(self, sweep_id: str, limit: int) -> tuple[int, Sequence[Finding]]:
        """How many findings of this sweep are kept, and the first of them."""

    def conclude(
        self, sweep_id: str, name: str, counts: Mapping[str, int], began_at: datetime, at: datetime
    ) -> None:
        """The sweep came to its end. Again: nothing."""


class ItemStore(Protocol):
    """Items of commissions whose clock was skipped are left out here too."""

    def watched(self, after: str, limit: int) -> Sequence[PublishedItem]:
        """Published, and not over: the money is undecided, or it is settled and the ratings run."""

    def published_since(self, since: datetime, after: str, limit: int) -> Sequence[PublishedItem]:
        """Whatever was published since an instant, settled or not."""

    def observe(self, seen: PublishedItem, at: datetime, *, public: bool) -> Stretch:
        """Note how an item looks; the stretch of time that this belongs to. An earlier instant: nothing."""

    def told(self, commission_id: str, began_at: datetime) -> None:
        """The commission was told of the stretch. Again: nothing."""


class Facts(Protocol):
    async def visibility_changed(
        self, commission_id: str, item: str, happened_at: datetime, *, public: bool
    ) -> None:
        """Report to a commission, keyed by the instant: again changes nothing. One that is over hears none.

        Raises NeverSent.
        """


class Lives(Protocol):
    def findings(self, now: datetime) -> AsyncIterator[Finding]:
        """What is open in the books and does not run, and what runs and is not open in the books."""


class Tasks(Protocol):
    async def failing(self) -> Sequence[Finding]:
        """Workflows of every type whose tasks fail again and again."""


@dataclass(frozen=True)
class Looked:
    """One page of a question: how many were looked at, what was found, and where the next page begins."""

    count: int
    findings: Sequence[Finding] = ()
    after: str = ""
    """Empty: there are no more."""
    untold: int = 0
    """How many the provider could not tell of."""


class Reconciliation(Protocol):
    """Our books beside the provider's records, matched by number and never by day."""

    @property
    def lists(self) -> bool:
        """Whether the provider gives a list; where not, it is asked number by number, and slowly."""

    def transfers(self, after: str, limit: int) -> Looked:
        """Provider → ledger: what the bank has of transfers, and we have not, or otherwise."""

    def payouts(self, since: datetime | None, after: str, limit: int) -> Looked:
        """Ledger → provider: what is booked as paid. ``since``: only what was recorded from then on."""

    def deposits(self, after: str, limit: int) -> Looked:
        """Provider → ledger: what brands paid in."""

    def top_ups(self, after: str, limit: int) -> Looked:
        """Ledger → provider: what was booked as a top-up. Nothing where the provider gives no list."""

    def endless(self, before: datetime, after: str, limit: int) -> Sequence[Finding]:
        """Withdrawals open since before an instant, whose commission's clock was not skipped."""

    def adrift(self) -> Sequence[Finding]:
        """Money held without an open commission."""
