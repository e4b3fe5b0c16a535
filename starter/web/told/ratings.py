"""Ratings as whoever reads may read them: operators at once, both sides when it is over; and words that the
platform hides, by operators alone.
"""

from typing import Any

from domain.commissions.rules.ratings import hiding_of
from domain.commissions.state.commission import Commission, Hiding
from domain.commissions.state.stages import Stage
from domain.parties.actor import Actor, ActorKind
from domain.party import Party
from services.app import App
from services.commissions import reading
from services.commissions.standing import Shown
from starter.web.rows import party
from starter.web.wording import Wording

STARS = 5


def ratings(app: App, actor: Actor, shown: Shown, t: Wording) -> list[dict[str, Any]]:
    c = shown.state
    if not c.rated or (c.stage is not Stage.COMPLETED and actor.kind is not ActorKind.OPERATOR):
        return []
    return [_rating(each, c, actor, shown, t) for each in reading.ratings(app.engine, c.id)]


def _rating(each: reading.Rating, c: Commission, actor: Actor, shown: Shown, t: Wording) -> dict[str, Any]:
    last = hiding_of(c, each.by)
    hides = last is not None and last.hides
    is_read = not hides or actor.kind is ActorKind.OPERATOR
    return {
        "who": party(Party(each.by), actor, t),
        "at": t.at(each.at, shown.now),
        "stars": "★" * each.stars + "☆" * (STARS - each.stars),
        "count": t("commission.stars", stars=each.stars),
        "text": each.text if is_read else "",
        "hidden": _hidden(last, actor, t) if hides and last else "",
    }


def _hidden(last: Hiding, actor: Actor, t: Wording) -> str:
    if actor.kind is not ActorKind.OPERATOR:
        return t("commission.words_hidden")
    return t("commission.words_hidden_by", name=last.by.partition(":")[2], reason=last.reason)
