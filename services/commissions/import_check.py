"""`commission import --check`: what an import would say to every row, and nothing is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from domain.commissions.state.stages import Stage
from gateways.commissions.listing import Wanted
from gateways.commissions.orders import SqlOrders, Taken
from gateways.commissions.queries import SqlCommissionQueries
from gateways.parties.catalogue import SqlCatalogue
from gateways.refusals import BookRefusal
from services.commissions.records import RECORD
from services.commissions.row_verdicts import Orderable, Outcome, RowResult, batches, refused_row, verdicts_on
from services.files.order_files import OrderRow
from services.terms_in_force import against_orders

WAITING_MAX = 100_000


@dataclass(frozen=True)
class Short:
    """What a brand's balance would have to cover, and what it has."""

    brand: str
    new_fen: int
    waiting_fen: int
    """Of orders that wait for payment already: they are paid first."""
    balance_fen: int

    @property
    def fen(self) -> int:
        return self.new_fen + self.waiting_fen - max(self.balance_fen, 0)


def judge_all(engine: Engine, rows: Sequence[OrderRow], tell: Callable[[RowResult], None]) -> list[Short]:
    """Tell what ``place_all`` would answer to every row, as far as the books know, and change nothing.

    Returns the brands whose balance does not cover what their good rows and their waiting orders hold.
    """
    queries, catalogue = SqlCommissionQueries(engine), SqlCatalogue(engine)
    changed = against_orders(engine, keep=False)
    wanted: dict[str, dict[str, int]] = {}
    for batch in batches(rows):
        verdicts = verdicts_on(queries, catalogue, batch, changed)
        orders = [each.as_new() for each in verdicts if isinstance(each, Orderable)]
        answers = iter(SqlOrders(catalogue.engine).asked(orders))
        for each in verdicts:
            if isinstance(each, RowResult):
                tell(each)
                continue
            holds = wanted.setdefault(each.brief.brand, {})
            result = _would(each, next(answers), again=each.brief.order in holds)
            tell(result)
            if result.outcome is Outcome.GOOD:
                holds[each.brief.order] = each.order.hold_fen
    shorts = (_short(queries, catalogue, brand, sum(holds.values())) for brand, holds in wanted.items())
    return [each for each in shorts if each.fen > 0]


def _would(wanted: Orderable, answer: Taken | BookRefusal | None, *, again: bool) -> RowResult:
    """``again``: an earlier row of the file is the same order."""
    if isinstance(answer, BookRefusal):
        return refused_row(wanted.row, answer)
    outcome = Outcome.GOOD if answer is None and not again else Outcome.ALREADY
    order = wanted.order if outcome is Outcome.GOOD else None
    return RowResult(wanted.row, outcome, wanted.as_new().commission_id, order=order)


def _short(queries: SqlCommissionQueries, catalogue: SqlCatalogue, brand: str, new_fen: int) -> Short:
    waiting = queries.commissions(Wanted(Stage.AWAITING_PAYMENT, brand), limit=WAITING_MAX)
    waiting_fen = sum(RECORD.validate_python(row.record).order.hold_fen for row in waiting)
    return Short(brand, new_fen, waiting_fen, catalogue.brand(brand).balance_fen)
