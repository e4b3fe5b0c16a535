"""The whole ledger in the order of writing: what every account held at each moment, and who had a reason.

Entries of timelines and of withdrawals have theirs checked elsewhere; here claims, top-ups and nettings have,
and whatever nobody claims is named.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.instants import written
from domain.money.accounts import kind_of, may_be_below_zero
from domain.money.amounts import yuan
from domain.money.claims import creators_credited, netting
from domain.money.entries import Entry, Posting
from domain.money.withdrawals.movements import MOVEMENTS
from domain.operations.findings import Finding
from gateways.operations.audit.books import entries
from gateways.operations.audit.books.claims import CLAIMS, claims_of, due_of
from gateways.operations.audit.books.comparing import differences, unexplained
from gateways.operations.audit.books.entries import Written
from gateways.operations.audit.books.freezing import Frozen, changes
from gateways.operations.audit.books.lives import OF_TIMELINES
from gateways.operations.audit.books.payouts import WithdrawalMismatch
from models.tables.commissions import CommissionRow, TimelineRow
from models.tables.parties import Brand, Creator
from models.tables.withdrawals import WithdrawalRow

PARTIES: dict[str, type[Brand | Creator]] = {"brand": Brand, "creator": Creator, "clawback": Creator}
PAGE = 500
YEAR = timedelta(days=366)


@dataclass
class Running:
    """``vouched``: keys that a line of another rulebook answers for."""

    session: Session
    vouched: set[str]
    balances: dict[str, int] = field(default_factory=dict)
    """Fen by account; one without money is left out."""
    dipped: dict[str, Finding] = field(default_factory=dict)
    """The first entry that took more from an account than was there, or paid off more than was owed."""
    nettings: dict[str, tuple[Entry, str | None]] = field(default_factory=dict)
    """What must still follow an income, and for which commission."""

    def findings(self) -> Iterator[Finding]:
        first, last = _span(self.session)
        frozen = Frozen(deque(changes(self.session)))
        for page in entries.in_order(self.session):
            reasons = Reasons(self.session, page)
            for found in page:
                yield from _outside(found, first, last)
                yield from self._judged(found, reasons)
                yield from frozen.taken(found, self.balances)
                self._moved(found)
        yield from (Finding("missing", key) for key in self.nettings)
        below = {
            account for account, fen in self.balances.items() if fen < 0 and not may_be_below_zero(account)
        }
        yield from (each for account, each in self.dipped.items() if account not in below)
        yield from self._strangers()

    def in_transit_for_nobody(self) -> Iterator[WithdrawalMismatch]:
        """Money taken from a balance for a withdrawal that has no row. Asked after ``findings``."""
        fen = {
            name.partition(":")[2]: fen for name, fen in self.balances.items() if kind_of(name) == "transit"
        }
        known = _known(self.session, WithdrawalRow, sorted(fen))
        yield from (WithdrawalMismatch(each, "", fen[each], 0) for each in sorted({*fen} - known))

    def _judged(self, found: Written, reasons: "Reasons") -> Iterator[Finding]:
        kind = found.key.partition(":")[0]
        if kind in CLAIMS and found.key in reasons.claims:
            yield from due_of(self.session, reasons.claims[found.key], found, self.balances)
        elif kind == "netting" and found.key in self.nettings:
            due, commission = self.nettings.pop(found.key)
            yield from differences(found, [due], commission)
        elif kind == "top_up" and found.key != "top_up:":
            yield from differences(found, [top_up_of(found.entry)], None)
        elif not reasons.elsewhere(found.key) and found.key not in self.vouched:
            yield unexplained(found)

    def _moved(self, found: Written) -> None:
        """In one entry, what an account gives and takes is one movement."""
        self._expect_netting(found)
        sums: dict[str, int] = {}
        for posting in found.entry.postings:
            sums[posting.account] = sums.get(posting.account, 0) + posting.fen
        for account, fen in sums.items():
            stands = self.balances.pop(account, 0) + fen
            if stands:
                self.balances[account] = stands
            if _is_too_much(account, fen, stands):
                self.dipped.setdefault(account, Finding("sequence", found.key, f"{account} {yuan(stands)}"))

    def _expect_netting(self, found: Written) -> None:
        creators = creators_credited(found.entry)
        owed = {each: -self.balances.get(f"clawback:{each}", 0) for each in creators}
        due = netting(found.entry, owed)
        if due is not None:
            self.nettings[due.key] = (due, found.commission_id)

    def _strangers(self) -> Iterator[Finding]:
        """Money of a party that nobody knows."""
        owners: dict[str, set[str]] = {}
        for account in self.balances:
            owners.setdefault(kind_of(account), set()).add(account.partition(":")[2])
        for kind, table in PARTIES.items():
            ids = sorted(owners.get(kind, ()))
            for unknown in sorted({*ids} - _known(self.session, table, ids)):
                yield Finding("nobody", f"{kind}:{unknown}", yuan(self.balances[f"{kind}:{unknown}"]))


class Reasons:
    """What gives the entries of one page a reason."""

    def __init__(self, session: Session, page: Sequence[Written]) -> None:
        keys = [each.key for each in page]
        self.claims = claims_of(session, keys)
        own = [key.partition(":") for key in keys]
        self._commissions = _known(
            session, CommissionRow, [of for kind, _, of in own if kind in OF_TIMELINES]
        )
        ids = {of.rpartition("-")[0] for kind, _, of in own if kind in MOVEMENTS}
        wanted = select(col(WithdrawalRow.id), col(WithdrawalRow.generation))
        rows = session.execute(wanted.where(col(WithdrawalRow.id).in_(sorted(ids))))
        self._generations: dict[str, int] = {row.id: row.generation for row in rows}

    def elsewhere(self, key: str) -> bool:
        """Whether a timeline or a withdrawal is there to answer for it."""
        kind, _, of = key.partition(":")
        if kind in OF_TIMELINES:
            return of in self._commissions
        id_, _, generation = of.rpartition("-")
        known = self._generations.get(id_, -1)
        plain = generation.isdecimal() and generation == str(int(generation))
        return kind in MOVEMENTS and plain and int(generation) <= known


def _is_too_much(account: str, fen: int, stands: int) -> bool:
    """A debt is never paid off by more than it was."""
    if kind_of(account) == "clawback":
        return stands > 0 and fen > 0
    return stands < 0 and fen < 0 and not may_be_below_zero(account)


def _outside(found: Written, first: datetime, last: datetime) -> Iterator[Finding]:
    entry = found.entry
    if not first <= min(entry.legal_at, entry.recorded_at) <= max(entry.legal_at, entry.recorded_at) <= last:
        yield Finding("instant", entry.key, f"{written(entry.legal_at)}, {written(entry.recorded_at)}")


def _span(session: Session) -> tuple[datetime, datetime]:
    """From a year before anybody joined to a year after the last line: time may have been skipped."""
    known = [datetime.now(UTC)]
    for each in (Brand.joined_at, Creator.joined_at, TimelineRow.recorded_at):
        known += [at for at in session.execute(select(func.min(col(each)), func.max(col(each)))).one() if at]
    return min(known) - YEAR, max(known) + YEAR


def _known(
    session: Session, table: type[CommissionRow | Brand | Creator | WithdrawalRow], ids: Sequence[str]
) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), PAGE):
        found |= set(
            session.scalars(select(col(table.id)).where(col(table.id).in_(ids[start : start + PAGE])))
        )
    return found


def top_up_of(entry: Entry) -> Entry:
    """Bank → a brand, whichever and how much: what the bank has of its number is asked elsewhere."""
    brand, fen = next(
        ((each.account, each.fen) for each in entry.postings if kind_of(each.account) == "brand"),
        ("brand:", 0),
    )
    sides = (Posting("bank", -abs(fen)), Posting(brand, abs(fen)))
    return Entry(entry.key, "top_up", sides, entry.recorded_at, entry.recorded_at)
