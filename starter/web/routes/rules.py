"""The rules drawn for people: the life of a commission, what each stage waits for, where one stands."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from domain.commissions.rules.clocks.clock import Clock
from domain.commissions.rules.ends import ends, moves_on
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.rules.versions import rules_of
from domain.commissions.rules.waited import WITHOUT_CONSEQUENCE, whom
from domain.commissions.state.stages import OPEN, Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.standing.life import PHASES, example_of
from domain.commissions.views.standing.ways import Way, ways
from domain.commissions.views.words import move_words, stage_words_of
from domain.party import PARTY_WORDS
from services.commissions import standing
from services.commissions.standing import Shown
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.rows import ICON_OF, ICONS, row, step
from starter.web.visitors import allowed, perhaps
from starter.web.wording import Wording

router = APIRouter(prefix="/rules", include_in_schema=False, route_class=PageRoute)
OUTLINES = frozenset({Stage.OUTLINE_DRAFTING, Stage.OUTLINE_REVIEW})


@dataclass(frozen=True)
class WaitShown:
    who: str
    clock: str
    then: str


@dataclass(frozen=True)
class WayShown:
    who: str
    words: str
    to: str


@dataclass(frozen=True)
class StageShown:
    name: str
    words: str
    phase: str
    icon: str
    ways: list[WayShown]
    waits: list[WaitShown]


@router.get("")
def rules(request: Request, type: str = "article") -> Response:  # noqa: A002  # the name in the address
    t = wording(request)
    kind = type if type in TASK_TYPES else "article"
    return page(
        request,
        "rules.html",
        perhaps(request),
        types=[{"name": each.name, "words": t.pick((each.zh, each.en))} for each in TASK_TYPES.values()],
        type=kind,
        steps=[step(each, t) for each in example_of(kind, datetime.now(UTC))],
        stages=_stages(kind, RULEBOOK, t),
        it=None,
        here="",
    )


@router.get("/{commission_id}")
def rules_here(request: Request, commission_id: str) -> Response:
    """Those this commission was ordered under, and where it stands. Raises as reading it does."""
    who = allowed(request, "commission.read")
    shown: Shown = standing.one(app_of(request), who.actor, commission_id)
    t = wording(request, shown.now)
    return page(
        request,
        "rules.html",
        who,
        now=shown.now,
        types=[],
        type=shown.state.order.task_type,
        steps=[step(each, t) for each in shown.life],
        stages=_stages(shown.state.order.task_type, rules_of(shown.state), t),
        it=row(shown, who.actor, t),
        here=shown.state.stage.value,
    )


def _stages(kind: str, rulebook: Rulebook, t: Wording) -> list[StageShown]:
    road = {each.stage for each in example_of(kind, datetime.now(UTC))}
    known = [each for each in OPEN if each not in OUTLINES or each in road]
    return [_stage(each, kind, rulebook, t) for each in known]


def _stage(stage: Stage, kind: str, rulebook: Rulebook, t: Wording) -> StageShown:
    waits = [
        _wait(stage, clock, rulebook, t)
        for clock in rulebook.clocks.values()
        if stage in clock.lives
        and moves_on(stage, clock.name, rulebook)
        and (clock.consequence or clock.name in WITHOUT_CONSEQUENCE)
    ]
    return StageShown(
        stage.value,
        t.label(stage_words_of(kind, stage)),
        PHASES[stage],
        ICON_OF.get(stage, ICONS[PHASES[stage]]),
        [_way(each, kind, t) for each in ways(stage, rulebook)],
        waits,
    )


def _way(way: Way, kind: str, t: Wording) -> WayShown:
    to = (t.pick(stage_words_of(kind, each)) for each in way.to)
    return WayShown(t.label(PARTY_WORDS[way.by]), t.pick(move_words(way.move)), t("rules.or").join(to))


def _wait(stage: Stage, clock: Clock, rulebook: Rulebook, t: Wording) -> WaitShown:
    who = t.listed(t.pick(PARTY_WORDS[each]) for each in whom(clock))
    then = t("rules.and").join(t.pick(each) for each in ends(stage, clock.name, rulebook))
    return WaitShown(who, t.label((clock.zh, clock.en)), then)
