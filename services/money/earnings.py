"""What a creator has, and where it came from."""

from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.money.income import CreatorMoney, Income, pending_fen, reserve_fen
from domain.instants import written
from gateways.money.income import SqlIncome
from gateways.refusals import PeriodReversed
from services.commissions.records import RECORD


def money_of(engine: Engine, creator_id: str) -> CreatorMoney:
    """Raises UnknownCreator."""
    now = SqlIncome(engine).standing(creator_id)
    under_way = [RECORD.validate_python(record) for record in now.under_way.values()]
    return CreatorMoney(
        balance_fen=now.balance_fen,
        pending_fen=pending_fen(under_way),
        reserve_fen=reserve_fen(under_way),
        in_transit_fen=now.in_transit_fen,
        owed_fen=now.owed_fen,
        withheld_fen=now.withheld_fen,
    )


def income(
    engine: Engine, creator_id: str, begin: datetime | None = None, end: datetime | None = None
) -> list[Income]:
    """By the instant it is due, from ``begin`` on and before ``end``.

    Raises UnknownCreator, PeriodReversed.
    """
    if begin and end and end < begin:
        raise PeriodReversed(f"{written(begin)} > {written(end)}")
    return SqlIncome(engine).income(creator_id, begin, end)
