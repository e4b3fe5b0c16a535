"""Post-campaign data (投后数据) of all that a side has published: what it reached, what a read has cost.

Only what was read, with the time it was read at. What nobody has read yet is absent, never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from fractions import Fraction
from statistics import median

from sqlalchemy import Engine

from domain.parties.actor import Actor, ActorKind
from gateways.commissions.readings import Published, published, readings
from services.commissions.reading import Metrics
from services.records import record_of

NAMES = tuple(each.name for each in fields(Metrics) if each.name != "at")
"""What is counted: 展现、阅读、评论、点赞、分享."""


@dataclass(frozen=True)
class Result:
    """Of one work, for one of its sides."""

    of: Published
    readings: tuple[Metrics, ...]
    """In the order of time; none: nobody has read it yet."""

    @property
    def last(self) -> Metrics | None:
        return self.readings[-1] if self.readings else None

    @property
    def fen_a_read(self) -> Fraction | None:
        """None where there is nothing to divide by."""
        return Fraction(self.of.amount_fen, self.last.reads) if self.last and self.last.reads else None


@dataclass(frozen=True)
class Overall:
    works: int
    told: int
    """Of which somebody has read the data: all sums are of these alone."""
    sums: dict[str, int]
    amount_fen: int
    median_fen: Fraction | None
    """Of what a read has cost, work by work; None where none is known."""
    since: datetime | None
    """The oldest of the newest readings: up to then the sums are whole."""

    @property
    def is_partial(self) -> bool:
        return self.told < self.works

    @property
    def fen_a_read(self) -> Fraction | None:
        return Fraction(self.amount_fen, self.sums["reads"]) if self.sums.get("reads") else None


def results(engine: Engine, actor: Actor) -> list[Result]:
    """The last published first."""
    whose = "brand_id" if actor.kind is ActorKind.BRAND else "creator_id"
    works = published(engine, **{whose: actor.party_id})
    by_work: dict[str, list[Metrics]] = {}
    for row in readings(engine, [each.id for each in works]):
        by_work.setdefault(row.commission_id, []).append(record_of(Metrics, row))
    return [Result(each, tuple(by_work.get(each.id, ()))) for each in works]


def overall(found: Sequence[Result]) -> Overall:
    known = [(each, each.last) for each in found if each.last]
    costs = [cost for each, _ in known if (cost := each.fen_a_read) is not None]
    return Overall(
        works=len(found),
        told=len(known),
        sums={name: sum(getattr(last, name) for _, last in known) for name in NAMES} if known else {},
        amount_fen=sum(each.of.amount_fen for each, _ in known),
        median_fen=_median(costs),
        since=min((last.at for _, last in known), default=None),
    )


def _median(costs: Iterable[Fraction]) -> Fraction | None:
    found = list(costs)
    return Fraction(median(found)) if found else None
