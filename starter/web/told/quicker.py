"""An act that came too late: somebody, or a clock, was quicker. The fresh page says what has changed."""

from typing import Any

from fastapi import Request, Response

from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.words import move_words
from domain.parties.actor import Actor
from domain.party import Party
from services.app import App
from services.commissions import owned, standing
from services.commissions.reading import TimelineLine
from services.commissions.standing import Shown
from starter.http.calling import app_of
from starter.web.forms import Form
from starter.web.rendering import wording
from starter.web.told.commission import commission_page
from starter.web.visitors import Visitor
from starter.web.wording import Wording

MOVED = frozenset({"CLOSED", "NOT_NOW", "STALE_ROUND"})
TYPED = ("reason", "text", "description", "body", "ref", "evidence")
"""Fields that somebody may have written long in."""
SHOWN_MAX = 5
CONFLICT = 409
BY_ITSELF = frozenset({Party.CLOCK, Party.SYSTEM, Party.OUTSIDE})


def overtaken(
    request: Request, who: Visitor, commission_id: str, given: Form, problem: dict[str, Any]
) -> Response | None:
    """None: nothing has happened since the form was made, so the refusal is told on the form."""
    if problem["code"] not in MOVED and not problem["code"].startswith("ALREADY_"):
        return None
    app = app_of(request)
    lines = _since(app, who.actor, commission_id, given)
    if not lines:
        return None
    shown = standing.one(app, who.actor, commission_id)
    t = wording(request, shown.now)
    reader = Reader(shown.state.order, t.lang, shown.now, names=False)
    note = {
        "title": _title(lines[-1], who.actor, t),
        "lines": [
            f"{t.at(each.at, shown.now)} {told(Event.of(each), reader)}" for each in lines[-SHOWN_MAX:]
        ],
        "typed": [text for name in TYPED if (text := given.text(name))],
    }
    return commission_page(request, who, shown, quicker=note, status=problem["status"])


def not_now(request: Request, who: Visitor, shown: Shown, name: str) -> Response:
    """The form of an act that the stage does not know any more: a link of yesterday, a tab left open."""
    t = wording(request, shown.now)
    note = {"title": t("quicker.not_now", act=t.pick(move_words(name))), "lines": [], "typed": []}
    return commission_page(request, who, shown, quicker=note, status=CONFLICT)


def _since(app: App, actor: Actor, commission_id: str, given: Form) -> list[TimelineLine]:
    """What was done since the page was made that bears the form; a form that does not say: the last of it."""
    seen = given.text("seen")
    if seen.isascii() and seen.isdecimal() and len(seen) < 10:  # noqa: PLR2004
        lines = owned.timeline(app, actor, commission_id, int(seen))
        return [each for each in lines if not each.refusal]
    return [each for each in owned.timeline(app, actor, commission_id, 0) if not each.refusal][-1:]


def _title(last: TimelineLine, actor: Actor, t: Wording) -> str:
    by = Party(last.by)
    if by in BY_ITSELF:
        return t("quicker.by_itself")
    return t("quicker.own" if by == Party(actor.kind) else "quicker.others")
