"""Everything the books have of a page of commissions, read at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from domain.commissions.money.due import KINDS
from domain.commissions.money.postings import MONEY
from domain.commissions.ordering.order import Order
from domain.commissions.rules.retelling import BROKEN
from domain.commissions.rules.rows import ROWS as ROWS_OF_EVERY_VERSION
from domain.commissions.rules.versions import KNOWN
from domain.commissions.state.commission import Commission
from domain.commissions.state.transition import Transition
from gateways.commissions.transition_rows import told
from gateways.operations.audit.books import entries
from gateways.operations.audit.books.entries import Written
from models.tables.commissions import CommissionRow, RatingRow, SubmissionRow, TimelineRow
from models.tables.outbox import OutboxRow
from models.tables.parties import BreachRecord
from models.tables.withdrawals import WithdrawalRow

COMMISSION = TypeAdapter(Commission)
ORDER = TypeAdapter(Order)
PAGE = 200
OF_TIMELINES = tuple(KINDS.get(name, name) for name in MONEY)
"""Kinds of entries whose reason is a line of the timeline; their key is ``kind:commission``."""
ROWS = frozenset(row.id for row in ROWS_OF_EVERY_VERSION)
Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Life:
    row: CommissionRow
    lines: Sequence[TimelineRow] = ()
    submissions: Mapping[int, SubmissionRow] = field(default_factory=dict)
    ratings: Mapping[int, RatingRow] = field(default_factory=dict)
    breaches: Sequence[BreachRecord] = ()
    told: Mapping[int, OutboxRow] = field(default_factory=dict)
    """What webhooks were to tell, by line: the second witness of its instants."""
    payouts: Sequence[WithdrawalRow] = ()
    written: Sequence[Written] = ()
    """In the order of writing: what is tagged with it, and what bears a key of its own."""

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def final(self) -> Commission | None:
        """None where nobody can read it."""
        try:
            return COMMISSION.validate_python(self.row.record)
        except ValidationError:
            return None

    @property
    def order(self) -> Order | None:
        """What of an unreadable record can still be read."""
        try:
            return ORDER.validate_python(self.row.record.get("order"))
        except ValidationError:
            return None

    @property
    def is_ours(self) -> bool:
        """Whether the rulebook we know can tell it again. Of another, only the digests of its lines tell."""
        if self.order and self.order.rulebook not in KNOWN:
            return False
        if not self.lines:
            return self.final is not None
        return any(line.row in ROWS for line in self.lines)

    def transition(self, line: TimelineRow) -> Transition | None:
        """None of a line nobody can read."""
        try:
            return told(line, self.submissions.get(line.seq), self.ratings.get(line.seq))
        except BROKEN:
            return None


def lives(session: Session) -> Iterator[list[Life]]:
    """All commissions, page by page."""
    after, id_ = "", col(CommissionRow.id)
    page = select(CommissionRow).order_by(id_).limit(PAGE)
    while rows := session.scalars(page.where(id_ > after)).all():
        yield _whole(session, rows)
        after = rows[-1].id


def lives_of(session: Session, ids: Sequence[str]) -> Iterator[list[Life]]:
    """Of these commissions, page by page; an id that is no commission's is passed over."""
    for start in range(0, len(ids), PAGE):
        page = select(CommissionRow).where(col(CommissionRow.id).in_(ids[start : start + PAGE]))
        yield _whole(session, session.scalars(page).all())


def _whole(session: Session, rows: Sequence[CommissionRow]) -> list[Life]:
    ids = [row.id for row in rows]
    lines = _by_commission(session, TimelineRow, ids, "seq")
    submissions = _by_commission(session, SubmissionRow, ids, "seq")
    ratings = _by_commission(session, RatingRow, ids, "seq")
    breaches = _by_commission(session, BreachRecord, ids, "id")
    told_of = _by_commission(session, OutboxRow, ids, "id")
    payouts = _by_commission(session, WithdrawalRow, ids, "id")
    written = _written(session, ids)
    return [
        Life(
            row,
            lines.get(row.id, ()),
            {each.seq: each for each in submissions.get(row.id, ())},
            {each.seq: each for each in ratings.get(row.id, ())},
            breaches.get(row.id, ()),
            {each.seq: each for each in told_of.get(row.id, ())},
            payouts.get(row.id, ()),
            written.get(row.id, ()),
        )
        for row in rows
    ]


def _by_commission(
    session: Session, table: type[Row], ids: Sequence[str], order: str
) -> dict[str, list[Row]]:
    columns: Any = table
    wanted = select(table).where(columns.commission_id.in_(ids))
    found: dict[str, list[Row]] = {}
    for row in session.scalars(wanted.order_by(getattr(columns, order))):
        found.setdefault(row.commission_id, []).append(row)  # type: ignore[attr-defined]
    return found


def _written(session: Session, ids: Sequence[str]) -> dict[str, list[Written]]:
    known = {each.id: each for each in entries.of_commissions(session, ids)}
    keys = {f"{kind}:{id_}" for kind in OF_TIMELINES for id_ in ids} - {each.key for each in known.values()}
    known |= {each.id: each for each in entries.by_keys(session, sorted(keys)).values()}
    found: dict[str, list[Written]] = {}
    for number in sorted(known):
        each = known[number]
        kind, _, owner = each.key.partition(":")
        found.setdefault(
            owner if kind in OF_TIMELINES and owner in ids else each.commission_id or "", []
        ).append(each)
    return found
