"""Commissions that wait for a person: since when, and for which reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.state.commission import Commission
from gateways.commissions.attention import standing
from gateways.commissions.queries import SqlCommissionQueries
from services.commissions.records import RECORD


@dataclass(frozen=True)
class InNeed:
    word: str
    """The reason."""
    since: datetime
    commission: Commission


def in_need(engine: Engine) -> list[InNeed]:
    """One of each commission and reason, the longest first."""
    queries = SqlCommissionQueries(engine)
    return [
        InNeed(each.word, each.since, RECORD.validate_python(queries.commission(each.commission_id).record))
        for each in standing(engine)
    ]
