"""The life of one commission as its page draws it: each step with its day, and what is left of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.commissions.state.stages import Stage
from domain.commissions.views.rounds import kind_now, rounds_of
from domain.commissions.views.standing.life import Place, Step
from domain.commissions.views.view import stage_words
from domain.instants import beijing_day
from domain.parties.actor import ActorKind
from services.commissions.reading import TimelineLine
from services.commissions.standing import Shown
from services.commissions.versions import Version
from starter.web.rows import BY_PLACE, StepShown, step, turn_of
from starter.web.told.review import name_of
from starter.web.visitors import Visitor
from starter.web.wording import Wording

TICKS_MAX = 14
"""More would be too fine to be seen."""
MAKING = (Stage.OUTLINE_DRAFTING, Stage.CONTENT_DRAFTING)
HELD = (Stage.SETTLEMENT_SUSPENDED, Stage.ARBITRATION, Stage.DECIDED)
REVIEWED = (Stage.OUTLINE_REVIEW, Stage.PLATFORM_AUDIT, Stage.CONTENT_REVIEW, Stage.FINAL_REVIEW)


def life_told(
    shown: Shown, who: Visitor, lines: Sequence[TimelineLine], made: Sequence[Version], t: Wording
) -> list[StepShown]:
    return [_told(each, shown, who, lines, made, t) for each in shown.life]


def _told(
    each: Step,
    shown: Shown,
    who: Visitor,
    lines: Sequence[TimelineLine],
    made: Sequence[Version],
    t: Wording,
) -> StepShown:
    found = step(each, t)
    match each.place:
        case Place.DONE:
            left = left_at(each.stage, shown, lines)
            return replace(found, notes=(t.day(left, shown.now),) if left else ())
        case Place.END:
            return replace(found, notes=(t.at(lines[-1].at, shown.now),) if lines else ())
        case Place.FROZEN:
            return replace(found, notes=(t("time.stands_still"),))
        case Place.NOW | Place.LATE:
            return _now(found, each, shown, who, made, t)
        case Place.NEXT:
            return found


def _now(
    found: StepShown, each: Step, shown: Shown, who: Visitor, made: Sequence[Version], t: Wording
) -> StepShown:
    until = shown.standing.until
    due = (t.due(until, shown.now),) if until else ()
    if shown.state.stage is Stage.SETTLEMENT_SUSPENDED:
        words = t.label(stage_words(shown.state))
        return replace(found, words=words, at=Place.FROZEN.value, icon=BY_PLACE[Place.FROZEN], notes=due)
    if shown.state.stage is Stage.PUBLISHED and (counted := days_of(shown)):
        day, days = counted
        words = t("now.day", day=day, days=days) if day else t("now.day_before", days=days)
        return replace(found, day=day, days=days if days <= TICKS_MAX else 0, notes=(words,))
    if each.stage in MAKING:
        return replace(found, notes=(version_words(shown, made, t), *due))
    return replace(found, notes=(turn_of(shown, who.actor, t), *due))


def left_at(stage: Stage, shown: Shown, lines: Sequence[TimelineLine]) -> datetime | None:
    """When it was last over."""
    if stage is Stage.SETTLED:
        return shown.state.settled_at
    moved = [
        each.at for each in lines if each.from_stage == stage.value != each.to_stage and not each.refusal
    ]
    return moved[-1] if moved else None


def days_of(shown: Shown) -> tuple[int, int] | None:
    """Of the window for complaints: today's number and how many; the day of publication does not count."""
    c = shown.state
    if not c.published_at or not c.settle_by:
        return None
    first = beijing_day(c.published_at)
    days = (beijing_day(c.settle_by - timedelta(seconds=1)) - first).days
    today = (beijing_day(shown.now) - first).days
    return min(max(today, 0), days), days


def version_words(shown: Shown, made: Sequence[Version], t: Wording) -> str:
    """Of the version that is being made, or was handed in last."""
    kind = kind_now(shown.state)
    number = sum(each.kind == kind for each in made) + (shown.state.stage in MAKING)
    return name_of(kind, number, shown, t) if kind and number else ""


def foot(shown: Shown, who: Visitor, made: Sequence[Version], t: Wording) -> tuple[list[str], str]:
    """Which version, how often it may still be rejected; and when the money comes."""
    c, kind = shown.state, kind_now(shown.state)
    said = [version_words(shown, made, t)]
    if kind and c.stage in (*MAKING, *REVIEWED):
        side = "creator" if who.actor.kind is ActorKind.CREATOR else "brand"
        said.append(t(f"now.left_{side}", left=rounds_of(c, kind).left))
    if c.settled_at:
        money = t("now.settled_at", at=t.at(c.settled_at, shown.now))
    elif c.stage is Stage.PUBLISHED and c.settle_by:
        money = t("now.settles_at", at=t.due(c.settle_by, shown.now))
    elif shown.standing.over:
        money = ""
    elif c.stage in HELD:
        money = t("now.held")
    else:
        money = t("now.settles_after", days=c.order.terms.settle_days)
    return [each for each in said if each], money
