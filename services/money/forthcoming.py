"""What a creator is going to get: the commissions under way, with the day on which each sum arrives."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.commissions.money.postings import decided
from domain.commissions.state.stages import UNSETTLED, Stage
from domain.instants import beijing_day
from domain.parties.actor import Actor
from services.app import App
from services.commissions import standing
from services.commissions.standing import Shown

WITHOUT_MONEY = (Stage.AWAITING_PAYMENT, Stage.OFFERED)
"""Nobody has promised anything yet."""
DATED = (Stage.PUBLISHED, Stage.SETTLING, Stage.DECIDED)
"""All that is left is a clock."""
MOST = 200
A_MOMENT = timedelta(microseconds=1)
"""24:00 belongs to the day that it ends."""


@dataclass(frozen=True)
class Coming:
    shown: Shown
    fen: int
    day: date | None
    """None: it depends on what people still have to do."""


def forthcoming(app: App, actor: Actor) -> list[Coming]:
    """The nearest first; those without a day last."""
    stages = [each for each in UNSETTLED if each not in WITHOUT_MONEY]
    shown, _ = standing.rows(app, actor, stages=stages, limit=MOST)
    return sorted(
        (_coming(each) for each in shown), key=lambda each: (each.day is None, each.day or date.max)
    )


def _coming(shown: Shown) -> Coming:
    c, where = shown.state, shown.standing
    is_decided = c.case is not None and bool(c.case.decision)
    fen = decided(c).creator_fen if is_decided else c.order.net_fen
    until = where.until if c.stage in DATED and not where.frozen else None
    return Coming(shown, fen, beijing_day(until - A_MOMENT) if until else None)
