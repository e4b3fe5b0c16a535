"""Every withdrawal beside its lines and its entries: in transit, at the bank, and step by step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.copies import replace
from domain.money.amounts import yuan
from domain.money.entries import Entry, Posting
from domain.money.withdrawals.movements import MOVEMENTS, movement
from domain.money.withdrawals.retelling import Retold, Untellable, retell
from domain.money.withdrawals.state import OPEN, Withdrawal, is_id_of
from domain.operations.findings import Finding
from gateways.money.withdrawals.requests import refusals_of
from gateways.money.withdrawals.rows import withdrawal_of
from gateways.operations.audit.books import entries
from gateways.operations.audit.books.comparing import differences, gaps, unexplained
from gateways.operations.audit.books.entries import Written
from models.tables.ledger import LedgerPosting
from models.tables.withdrawals import WithdrawalLine, WithdrawalRequest, WithdrawalRow, vendor_number

ENDS = ("payout_arrived", "payout_returned")
"""Each takes out of transit what one ``payout_sent`` put there, be it under a later number."""
LAST: Mapping[str, tuple[str, ...]] = {
    "paid": ("payout_arrived",),
    "returned": ("payout_returned",),
    "refunded": ("payout_arrived", "payout_refunded"),
}
"""What must stand under the withdrawal's present number, by its state."""
PAGE = 200
MOST = 1000
SLACK = timedelta(minutes=1)
"""What two machines' clocks may differ by."""


@dataclass(frozen=True)
class WithdrawalMismatch:
    """A withdrawal whose row says other than the ledger. ``state`` is empty when there is no row."""

    withdrawal: str
    state: str
    in_transit: int
    at_bank: int
    """What arrived there and was not sent back."""


@dataclass(frozen=True)
class Payout:
    row: WithdrawalRow
    lines: Sequence[WithdrawalLine]
    in_transit: int
    written: Mapping[str, Written]
    """Its entries by key, in the order of writing."""
    asked: Sequence[WithdrawalRequest] = ()
    refused: Mapping[int, str] = field(default_factory=dict)
    """Of what was asked for and is closed: why, by its amount."""

    @property
    def numbers(self) -> list[str]:
        return [vendor_number(self.row.id, each) for each in generations(self.row)]

    @property
    def mismatch(self) -> WithdrawalMismatch | None:
        row = self.row
        due = (row.fen if row.state in OPEN else 0, row.fen if row.state == "paid" else 0)
        stands = (self.in_transit, sum(_at_bank(each.entry) for each in self.written.values()))
        return None if stands == due else WithdrawalMismatch(row.id, row.state, *stands)


def payouts(session: Session) -> Iterator[list[Payout]]:
    """All withdrawals, page by page."""
    after, id_ = "", col(WithdrawalRow.id)
    page = select(WithdrawalRow).order_by(id_).limit(PAGE)
    while rows := session.scalars(page.where(id_ > after)).all():
        yield _whole(session, rows)
        after = rows[-1].id


def payouts_of(session: Session, ids: Sequence[str]) -> Iterator[list[Payout]]:
    """Of these withdrawals, page by page; an id that is no withdrawal's is passed over."""
    for start in range(0, len(ids), PAGE):
        page = select(WithdrawalRow).where(col(WithdrawalRow.id).in_(ids[start : start + PAGE]))
        yield _whole(session, session.scalars(page).all())


def _whole(session: Session, rows: Sequence[WithdrawalRow]) -> list[Payout]:
    ids = [row.id for row in rows]
    lines: dict[str, list[WithdrawalLine]] = {}
    of = select(WithdrawalLine).where(col(WithdrawalLine.withdrawal_id).in_(ids))
    for line in session.scalars(of.order_by(col(WithdrawalLine.seq))):
        lines.setdefault(line.withdrawal_id, []).append(line)
    in_transit = _in_transit(session, ids)
    asked: dict[str, list[WithdrawalRequest]] = {}
    requests = select(WithdrawalRequest).where(col(WithdrawalRequest.withdrawal_id).in_(ids))
    for request in session.scalars(requests):
        asked.setdefault(request.withdrawal_id, []).append(request)
    refused: dict[str, dict[int, str]] = {}
    for (id_, fen), code in refusals_of(session, ids).items():
        refused.setdefault(id_, {})[fen] = code
    keys = {key: row.id for row in rows for key in _keys(row)}
    written: dict[str, dict[str, Written]] = {}
    found = entries.by_keys(session, sorted(keys))
    for each in sorted(found.values(), key=lambda each: each.id):
        written.setdefault(keys[each.key], {})[each.key] = each
    return [
        Payout(
            row,
            lines.get(row.id, ()),
            in_transit.get(row.id, 0),
            written.get(row.id, {}),
            asked.get(row.id, ()),
            refused.get(row.id, {}),
        )
        for row in rows
    ]


def generations(row: WithdrawalRow) -> range:
    """The last of them, where somebody wrote down more than any withdrawal ever had."""
    return range(max(row.generation - MOST, 0), row.generation + 1)


def _keys(row: WithdrawalRow) -> Iterator[str]:
    for generation in generations(row):
        yield from (f"{kind}:{vendor_number(row.id, generation)}" for kind in MOVEMENTS)


def _in_transit(session: Session, ids: Sequence[str]) -> dict[str, int]:
    account = col(LedgerPosting.account)
    total = select(account, func.sum(col(LedgerPosting.fen))).group_by(account)
    wanted = total.where(account.in_([f"transit:{id_}" for id_ in ids]))
    return {name.partition(":")[2]: int(fen) for name, fen in session.execute(wanted)}


def _at_bank(entry: Entry) -> int:
    return sum(posting.fen for posting in entry.postings if posting.account == "bank")


def payout_findings(payout: Payout) -> Iterator[Finding]:
    lines = payout.lines
    yield from _asked(payout)
    yield from (Finding("withdrawal", payout.row.id, f"#{seq}") for seq in gaps(lines, payout.row.seq))
    if not lines:
        yield from _first_life(payout)
        return
    yield from _instants(payout, lines)
    try:
        told = list(retell(withdrawal_of(payout.row), lines))
    except Untellable as line:
        yield Finding("withdrawal", payout.row.id, f"#{line.seq}")
        return
    yield from _row(payout.row, told[-1].after)
    yield from _entries(payout, told)


def _asked(payout: Payout) -> Iterator[Finding]:
    """By hand: its creator or brand asked for that amount, or its creator for all there is, and was not
    refused since.
    """
    row = payout.row
    fits = [each for each in payout.asked if each.party == row.party and each.fen in (0, row.fen)]
    if not row.commission_id and all(each.fen in payout.refused for each in fits):
        closed = [payout.refused[each.fen] for each in fits]
        yield Finding("unasked", row.id, " ".join((yuan(row.fen), *closed)))
    if row.commission_id and payout.asked:
        yield Finding("unasked", row.id)


def _instants(payout: Payout, lines: Sequence[WithdrawalLine]) -> Iterator[Finding]:
    row, before = payout.row, lines[0].at
    for line in lines:
        if line.event == "reserved":
            before = line.at  # another life, which may go by another clock
        if line.at < before - SLACK:
            yield Finding("withdrawal", row.id, f"#{line.seq} at")
        before = max(before, line.at)
    asked = [line.at for line in lines if line.event == "reserved"]
    if asked and row.requested_at != asked[-1]:
        yield Finding("withdrawal", row.id, "requested_at")
    if row.updated_at != lines[-1].at:
        yield Finding("withdrawal", row.id, "updated_at")


def _row(row: WithdrawalRow, after: Withdrawal) -> Iterator[Finding]:
    """What the row says is where its lines ended."""
    pairs = {
        "seq": (row.seq, after.seq),
        "state": (row.state, after.booked),
        "generation": (row.generation, after.generation),
        "fen": (row.fen, after.fen),
        "reason": (row.reason, after.code),
    }
    if not row.commission_id and not is_id_of(row.id, row.party):
        yield Finding("withdrawal", row.id, "creator_id")
    for name, (here, there) in pairs.items():
        if here != there:
            yield Finding("withdrawal", row.id, name)


def _entries(payout: Payout, told: Sequence[Retold]) -> Iterator[Finding]:
    due = [each.entry for each in told if each.entry is not None]
    found, last, earlier = dict(payout.written), 0, _before_lines(payout)
    for entry in due:
        stands = found.pop(entry.key, None)
        yield from differences(stands, [_of_amount(entry, stands)], payout.row.commission_id)
        if stands is not None:
            if stands.id < last:
                yield Finding("sequence", entry.key)
            last = stands.id
    for key, each in found.items():
        yield from _by_itself(payout, each) if key in earlier else [unexplained(each)]


def _before_lines(payout: Payout) -> set[str]:
    """Keys of a life that began before lines were kept: numbers sent and returned, and one that was sent."""
    first = payout.lines[0]
    numbers = payout.numbers[: payout.numbers.index(first.number)] if first.number in payout.numbers else []
    pairs = [{f"payout_sent:{each}", f"payout_returned:{each}"} for each in numbers]
    keys = {key for pair in pairs if pair <= payout.written.keys() for key in pair}
    if first.event != "reserved":
        keys |= {f"payout_sent:{each}" for each in (*numbers, first.number)}
    return keys


def _of_amount(due: Entry, stands: Written | None) -> Entry:
    """No line tells what an earlier reservation took: then what was given back must be as much."""
    if stands is None or any(posting.fen for posting in due.postings):
        return due
    fen = max((posting.fen for posting in stands.entry.postings), default=0)
    scaled = tuple(
        Posting(each.account, fen * sign) for each, sign in zip(due.postings, (-1, 1), strict=True)
    )
    return replace(due, postings=scaled)


def _first_life(payout: Payout) -> Iterator[Finding]:
    """A withdrawal without lines: one number was sent, and came to one end, at a time."""
    row, written = payout.row, payout.written
    missing = [key for key in _last(row) if key not in written] or _uneven(payout)
    yield from (Finding("missing", key) for key in missing)
    allowed = _allowed(payout)
    for key, each in written.items():
        yield from _by_itself(payout, each) if key in allowed else [unexplained(each)]


def _last(row: WithdrawalRow) -> list[str]:
    return [f"{kind}:{row.number}" for kind in LAST.get(row.state, ())]


def _allowed(payout: Payout) -> set[str]:
    sent = {f"payout_sent:{each}" for each in payout.numbers}
    back = {f"payout_returned:{each}" for each in payout.numbers[:-1]}
    return sent | back | {*_last(payout.row)}


def _by_itself(payout: Payout, each: Written) -> Iterator[Finding]:
    """Without a line nobody tells its instant: the two it has must be one."""
    row, (kind, _, number) = payout.row, each.key.partition(":")
    at = row.updated_at if each.key in _last(row)[-1:] else each.entry.recorded_at
    due = movement(kind, row.party, row.id, number, row.fen, at)
    untagged = kind == "payout_refunded" and each.commission_id is None  # none was ever sent back so
    yield from differences(each, [due], None if untagged else row.commission_id)


def _uneven(payout: Payout) -> list[str]:
    """Whatever was reserved has come to one end, or is in transit: one reservation outlives its numbers."""
    written, numbers = payout.written, payout.numbers
    sent = sum(f"payout_sent:{each}" in written for each in numbers)
    ended = sum(f"{end}:{each}" in written for end in ENDS for each in numbers)
    lacking = ended + (payout.row.state in OPEN) - sent
    real = [each for each in numbers if not each.endswith("-0")] or numbers
    if lacking > 0:
        return [f"payout_sent:{each}" for each in real if f"payout_sent:{each}" not in written][:lacking]
    open_ = [each for each in real if not any(f"{end}:{each}" in written for end in ENDS)]
    return [f"payout_returned:{each}" for each in open_][: max(-lacking, 0)]
