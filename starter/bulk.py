"""Many orders from one file: a batch at a time is taken in one transaction, then its workflows are started.

It may be stopped or killed at any moment and run again: what was taken is found again by its order number,
what was not started yet is started then, and no order becomes two commissions.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from temporalio.service import RPCError

from domain.brief import Brief, digest
from domain.brief_fields import Problem
from domain.order import Order
from gateways.orders import Taken
from gateways.profiles import BrandProfile, CreatorProfile
from gateways.refusals import BookRefusal
from starter.commissions import Placed, begin, commission_id_of, new_order
from starter.failures import named
from starter.office import Office
from starter.order_files import OrderRow
from starter.ordering import OrderRefused, Why, judged, refused_by_the_books
from starter.terms_file import read_terms

AT_ONCE = 50
"""Orders in one transaction, and workflows started side by side."""


class Outcome(StrEnum):
    STARTED = "started"
    ALREADY = "already"
    REFUSED = "refused"
    UNFINISHED = "unfinished"


@dataclass(frozen=True)
class RowResult:
    row: OrderRow
    outcome: Outcome
    commission_id: str = ""
    reasons: tuple[Why, ...] = ()


STOPPED = Why("STOPPED", "导入已停止", "the import was stopped")


async def place_all(
    office: Office, rows: Sequence[OrderRow], tell: Callable[[RowResult], None], stopping: asyncio.Event
) -> Why | None:
    """Tell every row's result as it comes; those never tried as well, as unfinished.

    Returns why it ended early, or None. Between two batches ``stopping`` is looked at.
    """
    ended: Why | None = None
    for batch in _batches(rows):
        ended = ended or (STOPPED if stopping.is_set() else None)
        results = [RowResult(row, Outcome.UNFINISHED, "", (ended,)) for row in batch] if ended else []
        for result in results or await _place(office, batch):
            tell(result)
            if result.outcome is Outcome.UNFINISHED and ended is None:
                ended = result.reasons[0]
    return ended


def _batches(rows: Sequence[OrderRow]) -> Iterator[Sequence[OrderRow]]:
    return (rows[begin : begin + AT_ONCE] for begin in range(0, len(rows), AT_ONCE))


async def _place(office: Office, batch: Sequence[OrderRow]) -> list[RowResult]:
    try:
        verdicts = _judged(office, batch)
        wanted = [each for each in verdicts if isinstance(each, _Wanted)]
        orders = [new_order(each.order, each.brief.order, digest(each.brief)) for each in wanted]
        answers = iter(office.catalogue.register_orders(orders) if orders else [])
    except (OperationalError, InterfaceError, NoFreeConnection) as failed:
        return [RowResult(row, Outcome.UNFINISHED, "", _named(failed)) for row in batch]
    return await asyncio.gather(
        *(
            _started(office, each, next(answers)) if isinstance(each, _Wanted) else _said(each)
            for each in verdicts
        )
    )


@dataclass(frozen=True)
class _Wanted:
    row: OrderRow
    brief: Brief
    order: Order


def _judged(office: Office, batch: Sequence[OrderRow]) -> list[_Wanted | RowResult]:
    ids = [commission_id_of(row.brief.brand, row.brief.order) for row in batch if row.brief]
    known, register, terms = office.desk.known(ids), _Register(office), read_terms()
    verdicts: list[_Wanted | RowResult] = []
    for row in batch:
        if row.brief is None:
            verdicts.append(RowResult(row, Outcome.REFUSED, "", tuple(map(_why, row.problems))))
            continue
        taken = commission_id_of(row.brief.brand, row.brief.order) in known
        try:
            verdicts.append(_Wanted(row, row.brief, judged(row.brief, register, terms, known=taken)))
        except OrderRefused as refused:
            verdicts.append(RowResult(row, Outcome.REFUSED, "", refused.reasons))
        except BookRefusal as refused:
            verdicts.append(_refused(row, refused))
    return verdicts


class _Register:
    """Accounts as they stand for one batch: each is read once."""

    def __init__(self, office: Office) -> None:
        self._brand, self._creator = cache(office.catalogue.brand), cache(office.catalogue.creator)

    def brand(self, brand_id: str) -> BrandProfile:
        return self._brand(brand_id)

    def creator(self, creator_id: str) -> CreatorProfile:
        return self._creator(creator_id)


async def _started(office: Office, wanted: _Wanted, answer: Taken | BookRefusal) -> RowResult:
    if isinstance(answer, BookRefusal):
        return _refused(wanted.row, answer)
    try:
        placed = await begin(office.client, office.settings, wanted.order, answer)
    except RPCError as failed:
        return RowResult(wanted.row, Outcome.UNFINISHED, answer.commission_id, _named(failed))
    return _placed(wanted.row, placed)


def _named(failed: Exception) -> tuple[Why, ...]:
    return tuple(Why(each.code, each.zh, each.en) for each in named(failed))


async def _said(result: RowResult) -> RowResult:
    return result


def _placed(row: OrderRow, placed: Placed) -> RowResult:
    return RowResult(row, Outcome.STARTED if placed.new else Outcome.ALREADY, placed.commission_id)


def _refused(row: OrderRow, refused: BookRefusal) -> RowResult:
    return RowResult(row, Outcome.REFUSED, "", refused_by_the_books(refused).reasons)


def _why(problem: Problem) -> Why:
    return Why(problem.code or "BAD_ROW", f"{problem.field} {problem.zh}", f"{problem.field} {problem.en}")
