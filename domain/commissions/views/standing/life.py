"""The life of a commission as one line: done, now, next. Its steps are read from the rows of the rules.

The road is the longest way that the rows lead, stage after stage, from the offer to the settlement, without
what operators force and without the ways off it; so a row that adds a stage adds its step.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache

from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import freezes
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.standing.standing import is_late
from domain.commissions.views.view import stage_words
from domain.party import Party
from domain.process.table import Table

Words = tuple[str, str]
MANY = 4
"""A row of so many stages treats them alike: it leads off the road."""
OFF_THE_ROAD = frozenset({Stage.ARBITRATION, Stage.DECIDED, Stage.SETTLEMENT_SUSPENDED})
FIRST, LAST = Stage.OFFERED, Stage.SETTLED
ORDER = {stage: number for number, stage in enumerate(Stage)}


class Place(StrEnum):
    DONE = "done"
    NOW = "now"
    NEXT = "next"
    LATE = "late"
    FROZEN = "frozen"
    END = "end"
    """It ended here, and the rest is not to come."""


PHASES: Mapping[Stage, str] = {
    Stage.AWAITING_PAYMENT: "offer",
    Stage.OFFERED: "offer",
    Stage.OUTLINE_DRAFTING: "make",
    Stage.OUTLINE_REVIEW: "review",
    Stage.CONTENT_DRAFTING: "make",
    Stage.PLATFORM_AUDIT: "review",
    Stage.CONTENT_REVIEW: "review",
    Stage.FINAL_REVIEW: "review",
    Stage.ARBITRATION: "case",
    Stage.DECIDED: "case",
    **dict.fromkeys(
        (
            Stage.AWAITING_RELEASE,
            Stage.PUBLISHED,
            Stage.SETTLING,
            Stage.SETTLEMENT_SUSPENDED,
            Stage.SETTLED,
            Stage.COMPLETED,
        ),
        "settle",
    ),
    **dict.fromkeys((Stage.REFUNDED, Stage.DECLINED, Stage.EXPIRED, Stage.CANCELLED), "end"),
}
"""The four phases that a page colours, a case, and an end without a settlement."""
STEPS: Mapping[Stage, Words] = {
    Stage.AWAITING_PAYMENT: ("付款", "payment"),
    Stage.OFFERED: ("接收", "accept"),
    Stage.OUTLINE_DRAFTING: ("{outline}", "{outline}"),
    Stage.OUTLINE_REVIEW: ("{outline}确认", "{outline} review"),
    Stage.CONTENT_DRAFTING: ("{content}", "{content}"),
    Stage.PLATFORM_AUDIT: ("审核", "audit"),
    Stage.CONTENT_REVIEW: ("客户确认", "review"),
    Stage.FINAL_REVIEW: ("客户确认", "review"),
    Stage.AWAITING_RELEASE: ("发布", "release"),
    Stage.PUBLISHED: ("投诉期", "complaint window"),
    Stage.SETTLING: ("结算", "settlement"),
    Stage.SETTLED: ("结算", "settlement"),
}
"""Short enough for a phone; a stage without one is told by its whole name."""


@dataclass(frozen=True)
class Step:
    stage: Stage
    words: Words
    phase: str
    place: Place


def life(c: Commission, now: datetime) -> list[Step]:
    """From the offer to the settlement; where it ended otherwise, up to there and how it ended."""
    road = road_of(rules_of(c), c)
    if c.stage is Stage.AWAITING_PAYMENT:
        road = [Stage.AWAITING_PAYMENT, *road]
    here = _reached(c, road)
    if c.stage in CLOSED and c.stage is not Stage.COMPLETED:
        ended = Step(c.stage, stage_words(c), PHASES[c.stage], Place.END)
        return [*(_step(c, each, Place.DONE) for each in road[:here]), ended]
    steps = [_step(c, each, _place(number, here, c, now)) for number, each in enumerate(road)]
    return _joined(steps)


def road_of(rulebook: Rulebook, c: Commission) -> list[Stage]:
    """The stages that come one after the other for this commission if all goes well."""
    asked = (row for _, led in _onward(rulebook.table) for _, row in led if row.when)
    shut = frozenset(row.id for row in asked if not _leads(rulebook, row, c))
    return list(_longest(rulebook.table, shut))


def _leads(rulebook: Rulebook, row: Row, c: Commission) -> bool:
    return all(_may_hold(rulebook, name, row, c) for name in row.when)


@lru_cache(maxsize=512)
def _longest(table: Table[Row], shut: frozenset[str]) -> tuple[Stage, ...]:
    """Without the rows that are shut: many commissions go the same road."""
    ways: dict[Stage, tuple[Stage, ...]] = {LAST: (LAST,)}
    for stage, led in _onward(table):
        onward = [ways[to] for to, row in led if to in ways and row.id not in shut]
        if onward:
            ways[stage] = (stage, *max(onward, key=len))
    return ways.get(FIRST, (FIRST, LAST))


@cache
def _onward(table: Table[Row]) -> tuple[tuple[Stage, tuple[tuple[Stage, Row], ...]], ...]:
    """Of each stage, the last one first, the rows that lead on from it, and where to."""
    rows = [
        row
        for row in table.rows
        if row.to not in (None, *OFF_THE_ROAD) and len(row.at) < MANY and row.by != (Party.OPERATOR,)
    ]
    stages = [each for each in Stage if each not in OFF_THE_ROAD and each is not LAST]
    return tuple((stage, tuple(_from(stage, rows))) for stage in reversed(stages))


def _from(stage: Stage, rows: Iterable[Row]) -> Iterator[tuple[Stage, Row]]:
    for row in rows:
        if stage in row.at and row.to is not None and ORDER[row.to] > ORDER[stage]:
            yield row.to, row


def _may_hold(rulebook: Rulebook, name: str, row: Row, c: Commission) -> bool:
    """A condition about the move is not known before it is made; one about the order is."""
    condition = rulebook.conditions[name]
    if condition.of_move or c.opened_at is None:
        return True
    return condition.holds(c, Move(row.move, row.by[0], c.opened_at, c.opened_at))


def _reached(c: Commission, road: list[Stage]) -> int:
    """How far it has come: where it stands, or stood before it left the road."""
    if c.stage in road:
        return road.index(c.stage)
    if c.stage is Stage.COMPLETED:
        return len(road)
    case = c.case or c.past_case
    stages = [line.stage for line in reversed(c.recent)]
    if case is not None and c.stage in OFF_THE_ROAD:
        stages.insert(0, case.from_stage)
    stages += [stage for stage, is_reached in _facts(c) if is_reached]
    for stage in (Stage.CONTENT_REVIEW if each is Stage.FINAL_REVIEW else each for each in stages):
        if stage in road:
            return road.index(stage)
    return 0


def _facts(c: Commission) -> tuple[tuple[Stage, bool], ...]:
    """What only what was reached has left, the farthest first."""
    return (
        (Stage.SETTLED, c.settled_at is not None),
        (Stage.PUBLISHED, c.published_at is not None),
        (Stage.AWAITING_RELEASE, c.release_at is not None),
        (Stage.CONTENT_REVIEW, c.audit_passed),
        (Stage.PLATFORM_AUDIT, c.content_submitted),
        (Stage.CONTENT_DRAFTING, c.round > 0),
        (Stage.OFFERED, True),
    )


def _place(number: int, here: int, c: Commission, now: datetime) -> Place:
    if number != here:
        return Place.DONE if number < here else Place.NEXT
    if freezes(c):
        return Place.FROZEN
    if c.stage is Stage.SETTLED:
        return Place.DONE
    return Place.LATE if is_late(c, now) else Place.NOW


def _step(c: Commission, stage: Stage, place: Place) -> Step:
    words = STEPS.get(stage)
    return Step(stage, _filled(c, words) if words else stage_words(c, stage), PHASES[stage], place)


def _filled(c: Commission, words: Words) -> Words:
    kind = TASK_TYPES[c.order.task_type]
    return (
        words[0].format(outline=kind.outline_zh, content=kind.content_zh),
        words[1].format(outline=kind.outline_en, content=kind.content_en),
    )


def _joined(steps: list[Step]) -> list[Step]:
    """Stages under one word are one step: it is where its last one is, unless it is there now."""
    found: list[Step] = []
    for step in steps:
        if found and found[-1].words == step.words:
            standing_now = found[-1] if found[-1].place not in (Place.DONE, Place.NEXT) else step
            found[-1] = standing_now
        else:
            found.append(step)
    return found


def example_of(task_type: str, now: datetime) -> list[Step]:
    """The whole road of a kind of task, before anything has happened: for who reads the rules."""
    kind = TASK_TYPES[task_type]
    wanted = kind.outline == "optional"
    order = Order("", "", "", "", task_type, "", 0, outline_wanted=wanted)
    return life(Commission("", order, Stage.OFFERED, opened_at=now), now)
