"""Commissions that wait for a person: since when, and for which reasons."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.state.commission import Commission
from gateways.commissions.attention import since_of, standing
from gateways.commissions.queries import SqlCommissionQueries
from services.commissions.records import RECORD


@dataclass(frozen=True)
class Reason:
    word: str
    since: datetime


@dataclass(frozen=True)
class InNeed:
    commission: Commission
    reasons: tuple[Reason, ...]
    """The one that stands longest first."""

    @property
    def word(self) -> str:
        return self.reasons[0].word

    @property
    def since(self) -> datetime:
        return self.reasons[0].since


def in_need(engine: Engine) -> list[InNeed]:
    """Each commission once, with all its reasons; whatever waits longest first."""
    reasons: dict[str, list[Reason]] = {}
    for each in standing(engine):
        reasons.setdefault(each.commission_id, []).append(Reason(each.word, each.since))
    queries = SqlCommissionQueries(engine)
    return [
        InNeed(RECORD.validate_python(queries.commission(commission_id).record), tuple(found))
        for commission_id, found in reasons.items()
    ]


def since(engine: Engine, commission_id: str) -> datetime | None:
    """Of one commission; None: it waits for nobody."""
    return since_of(engine, commission_id)
