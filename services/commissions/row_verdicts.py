"""What the books say to each row of an orders file before anything is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from domain.commissions.ordering.brief import Brief, digest
from domain.commissions.ordering.brief_fields import Problem
from domain.commissions.ordering.order import Order
from domain.parties.profiles import BrandProfile, CreatorProfile
from domain.process.trust import Trust
from gateways.commissions.orders import NewOrder
from gateways.commissions.queries import SqlCommissionQueries
from gateways.parties.catalogue import SqlCatalogue
from gateways.refusals import BookRefusal
from services.commissions.commands import commission_id_of, new_order
from services.commissions.ordering import OrderRefused, Why, judged, refused_by_the_books
from services.files.order_files import OrderRow
from services.terms_file import read_terms

AT_ONCE = 50
"""Orders in one transaction, and workflows started side by side."""


class Outcome(StrEnum):
    STARTED = "started"
    ALREADY = "already"
    REFUSED = "refused"
    UNFINISHED = "unfinished"
    GOOD = "good"
    """It was only judged, and would be ordered."""


@dataclass(frozen=True)
class RowResult:
    row: OrderRow
    outcome: Outcome
    commission_id: str = ""
    reasons: tuple[Why, ...] = ()
    order: Order | None = None
    """Of a row that was ordered, or would be; what was ordered before keeps the terms it had."""


@dataclass(frozen=True)
class Orderable:
    row: OrderRow
    brief: Brief
    order: Order

    def as_new(self, trust: str = Trust.CLUSTER) -> NewOrder:
        return new_order(self.order, self.brief.order, digest(self.brief), trust)


def verdicts_on(
    queries: SqlCommissionQueries,
    catalogue: SqlCatalogue,
    batch: Sequence[OrderRow],
    changed: BookRefusal | None = None,
) -> list[Orderable | RowResult]:
    """``changed``: why the terms take no order that is not known yet."""
    ids = [commission_id_of(row.brief.brand, row.brief.order) for row in batch if row.brief]
    known, register, terms = queries.known(ids), _Register(catalogue), read_terms()
    verdicts: list[Orderable | RowResult] = []
    for row in batch:
        if row.brief is None:
            verdicts.append(RowResult(row, Outcome.REFUSED, "", tuple(map(_why, row.problems))))
            continue
        taken = commission_id_of(row.brief.brand, row.brief.order) in known
        if changed and not taken:
            verdicts.append(refused_row(row, changed))
            continue
        try:
            verdicts.append(Orderable(row, row.brief, judged(row.brief, register, terms, known=taken)))
        except OrderRefused as refused:
            verdicts.append(RowResult(row, Outcome.REFUSED, "", refused.reasons))
        except BookRefusal as refused:
            verdicts.append(refused_row(row, refused))
    return verdicts


class _Register:
    """Accounts as they stand for one batch: each is read once."""

    def __init__(self, catalogue: SqlCatalogue) -> None:
        self._brand, self._creator = cache(catalogue.brand), cache(catalogue.creator)

    def brand(self, brand_id: str) -> BrandProfile:
        return self._brand(brand_id)

    def creator(self, creator_id: str) -> CreatorProfile:
        return self._creator(creator_id)


def batches(rows: Sequence[OrderRow]) -> Iterator[Sequence[OrderRow]]:
    return (rows[begin : begin + AT_ONCE] for begin in range(0, len(rows), AT_ONCE))


def refused_row(row: OrderRow, refused: BookRefusal) -> RowResult:
    return RowResult(row, Outcome.REFUSED, "", refused_by_the_books(refused).reasons)


def _why(problem: Problem) -> Why:
    return Why(problem.code or "BAD_ROW", f"{problem.field} {problem.zh}", f"{problem.field} {problem.en}")
