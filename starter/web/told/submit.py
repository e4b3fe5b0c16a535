"""What stands on the page of handing in a work, in the creator's words."""

from typing import Any

from fastapi import Request

from domain.commissions.state.work import WorkStatus
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.uploads.purposes import PURPOSES
from domain.commissions.uploads.words import SHOWN_MAX
from services.commissions import owned
from services.commissions.handing_in import Making
from starter.http.calling import app_of
from starter.web import papers
from starter.web.fields import fields
from starter.web.rendering import wording
from starter.web.rows import row
from starter.web.told.files import endings, kept_files, taken_words
from starter.web.told.review import name_of, version_shown
from starter.web.visitors import Visitor
from starter.web.wording import Wording

TURNED_DOWN = (WorkStatus.REJECTED, WorkStatus.REJECTED_BY_AUDIT)
BESIDE_THE_WORK = frozenset({"title", "description", "hashtags", "marked_as_ad"})


def told(request: Request, who: Visitor, made: Making, typed: dict[str, str]) -> dict[str, Any]:
    app, shown = app_of(request), made.shown
    t = wording(request, shown.now)
    seen = owned.seen(app, who.actor, shown.state.id)
    taken = PURPOSES[made.purpose]
    task = TASK_TYPES[shown.state.order.task_type]
    asked = fields("submit", shown, seen, typed, t) if not made.in_mp and made.kind == "content" else []
    body = typed.get("body", made.last_words)
    return {
        "it": row(shown, who.actor, t),
        "made": made,
        "name": name_of(made.kind, made.number, shown, t),
        "action": f"/commissions/{shown.state.id}/{'write' if made.in_mp else 'submit'}",
        "body": body,
        "body_label": t(f"submit.body_{made.kind}"),
        "body_most": SHOWN_MAX,
        "title": typed.get("title", shown.state.order.title),
        "marked": typed.get("marked_as_ad", "" if typed else "yes") == "yes",
        "ref": typed.get("ref", ""),
        "fields": [
            each
            for each in asked
            if each.name in BESIDE_THE_WORK and (task.needs_text or each.kind == "tick")
        ],
        "kept": kept_files(app, who, typed),
        "takes": taken_words(made.purpose, t),
        "accept": endings(made.purpose),
        "bytes_max": taken.bytes_max,
        "draft": f"{shown.state.id}/{shown.state.round}",
        "said": [
            version_shown(each, shown, t) for each in reversed(made.earlier) if each.status in TURNED_DOWN
        ],
        "left": _left(made, t),
        "brief": papers.brief(shown, t),
    }


def file_name(made: Making, t: Wording) -> str:
    return name_of(made.kind, made.number, made.shown, t)


def _left(made: Making, t: Wording) -> str:
    """How often the client may still reject, as its creator reads it."""
    rounds = made.rounds
    if not rounds.left:
        return t("submit.none_left")
    if rounds.is_last:
        return t(f"submit.last_{made.kind}", left=rounds.left)
    return t("submit.left", left=rounds.left)
