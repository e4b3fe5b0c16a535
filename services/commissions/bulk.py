"""Many orders from one file: a batch at a time is taken in one transaction, then its workflows are started.

It may be stopped or killed at any moment and run again: what was taken is found again by its order number,
what was not started yet is started then, and no order becomes two commissions.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from temporalio.service import RPCError

from domain.refusals import in_words
from gateways.commissions.orders import SqlOrders, Taken
from gateways.refusals import BookRefusal
from services.app import App
from services.commissions.commands import CommandRefused, Placed, begin
from services.commissions.ordering import Why
from services.commissions.row_verdicts import Orderable, Outcome, RowResult, batches, refused_row, verdicts_on
from services.failures import named
from services.files.order_files import OrderRow
from services.terms_in_force import against_orders
from services.threads import in_thread

STOPPED = Why("STOPPED", *in_words("STOPPED"))


async def place_all(
    app: App, rows: Sequence[OrderRow], tell: Callable[[RowResult], None], stopping: asyncio.Event
) -> Why | None:
    """Tell every row's result as it comes; those never tried as well, as unfinished.

    Returns why it ended early, or None. Between two batches ``stopping`` is looked at.
    """
    ended: Why | None = None
    for batch in batches(rows):
        ended = ended or (STOPPED if stopping.is_set() else None)
        results = [RowResult(row, Outcome.UNFINISHED, "", (ended,)) for row in batch] if ended else []
        for result in results or await _place(app, batch):
            tell(result)
            if result.outcome is Outcome.UNFINISHED and ended is None:
                ended = result.reasons[0]
    return ended


async def _place(app: App, batch: Sequence[OrderRow]) -> list[RowResult]:
    try:
        verdicts, answers = await in_thread(_taken, app, batch)
    except (OperationalError, InterfaceError, NoFreeConnection) as failed:
        return [RowResult(row, Outcome.UNFINISHED, "", _named(failed)) for row in batch]
    return await asyncio.gather(
        *(
            _started(app, each, next(answers)) if isinstance(each, Orderable) else _said(each)
            for each in verdicts
        )
    )


def _taken(
    app: App, batch: Sequence[OrderRow]
) -> tuple[list[Orderable | RowResult], Iterator[Taken | BookRefusal]]:
    """What is said of each row, and what the books answer to those that are orders."""
    changed = against_orders(app.engine, keep=True)
    verdicts = verdicts_on(app.queries, app.catalogue, batch, changed)
    orders = [each.as_new(app.settings.trust) for each in verdicts if isinstance(each, Orderable)]
    return verdicts, iter(SqlOrders(app.engine).register_many(orders) if orders else [])


async def _started(app: App, wanted: Orderable, answer: Taken | BookRefusal) -> RowResult:
    if isinstance(answer, BookRefusal):
        return refused_row(wanted.row, answer)
    try:
        placed = await begin(app.client, app.settings, wanted.order, answer)
    except CommandRefused as refused:
        why = Why(refused.code, refused.zh, refused.en)
        return RowResult(wanted.row, Outcome.REFUSED, answer.commission_id, (why,))
    except RPCError as failed:
        return RowResult(wanted.row, Outcome.UNFINISHED, answer.commission_id, _named(failed))
    return _placed(wanted, placed)


def _named(failed: Exception) -> tuple[Why, ...]:
    return tuple(Why(each.code, each.zh, each.en) for each in named(failed))


async def _said(result: RowResult) -> RowResult:
    return result


def _placed(wanted: Orderable, placed: Placed) -> RowResult:
    outcome = Outcome.STARTED if placed.new else Outcome.ALREADY
    return RowResult(wanted.row, outcome, placed.commission_id, order=wanted.order if placed.new else None)
