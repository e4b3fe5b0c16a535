"""One commission, for whoever has a part in it: how it stands, its life, its papers, and what may be done."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.moves import MESSAGES
from domain.commissions.uploads.purposes import Purpose
from domain.commissions.views.words import move_words
from domain.refusals import Refused
from services.commissions import owned, standing
from services.commissions.previews import of_decision
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import papers
from starter.web.attaching import coming_as, filled
from starter.web.failing import PageRoute, on_its_form
from starter.web.fields import fields, marked, names_of
from starter.web.fields import said as said_fields
from starter.web.forms import Form, number_of
from starter.web.reached import reached
from starter.web.rendering import page, to, wording
from starter.web.rows import row
from starter.web.told.commission import case_told, commission_page
from starter.web.told.decision import decision
from starter.web.told.files import kept_files
from starter.web.told.quicker import not_now, overtaken
from starter.web.visitors import Visitor, allowed
from starter.web.wording import catalogue

router = APIRouter(prefix="/commissions/{commission_id}", include_in_schema=False, route_class=PageRoute)
DESTRUCTIVE = frozenset(
    {"decline", "reject", "cancel", "request_cancel", "complain", "force_refund", "take_down"}
)


@router.get("")
async def seen(request: Request, commission_id: str, seq: int = 0, done: str = "") -> Response:
    """After an act it waits for the books, as long as a reader waits without wondering."""
    found = await in_thread(allowed, request, "commission.read")
    app = app_of(request)
    is_late = not await reached(app, found, commission_id, seq)
    return await in_thread(_page, request, found, commission_id, done, is_late)


def _page(request: Request, who: Visitor, commission_id: str, done: str, is_late: bool) -> Response:
    shown = standing.one(app_of(request), who.actor, commission_id)
    return commission_page(request, who, shown, done=done, is_late=is_late)


@router.get("/{name}")
def form(request: Request, commission_id: str, name: str) -> Response:
    """Where the stage has moved on there is nothing to fill in: the page says how it stands."""
    who = allowed(request, "commission.read")
    _known(name)
    shown = standing.one(app_of(request), who.actor, commission_id)
    if not standing.fits(shown, name):
        return not_now(request, who, shown, name)
    return _form(request, who, commission_id, name, {})


@router.post("/{name}")
async def act(request: Request, commission_id: str, name: str) -> Response:
    """Under the number of its form: pressed twice, sent again or from two tabs, it is done once."""
    who = await in_thread(allowed, request, "commission.read")
    brought = await filled(request, who, lambda part: coming_as(part, commission_id, Purpose.EVIDENCE))
    given = brought.form
    _known(name)
    number = number_of(request, who, given)
    try:
        if given.is_ticked("preview"):
            return await in_thread(_form, request, who, commission_id, name, given.texts, None, given)
        brought.check()
        wanted = owned.Given(said_fields(name, given) | brought.evidence)
        answer = await owned.command(app_of(request), who.actor, commission_id, name, wanted, number)
    except Exception as failed:  # noqa: BLE001  # told on the same form
        problem = on_its_form(request, failed)
        if fresh := await in_thread(overtaken, request, who, commission_id, given, problem):
            return fresh
        return await in_thread(_form, request, who, commission_id, name, brought.typed, problem, None)
    return to(f"/commissions/{commission_id}?seq={answer['seq']}&done={name}")


def _form(
    request: Request,
    who: Visitor,
    commission_id: str,
    name: str,
    typed: dict[str, str],
    problem: dict[str, Any] | None = None,
    preview: Form | None = None,
) -> Response:
    _known(name)
    app = app_of(request)
    shown = standing.one(app, who.actor, commission_id)
    t = wording(request, shown.now)
    told = owned.seen(app, who.actor, commission_id)
    parts = of_decision(app, who.actor, commission_id, said_fields(name, preview)) if preview else None
    label = t.label(move_words(name))
    return page(
        request,
        "act.html",
        who,
        status=problem["status"] if problem else 200,
        now=shown.now,
        it=row(shown, who.actor, t),
        name=name,
        words=label,
        label=papers.decide_label(label, parts, t),
        help=t(f"help.{name}") if f"help.{name}" in catalogue(t.lang) else "",
        fields=marked(fields(name, shown, told, typed, t), problem),
        costs=papers.costs(name, told, t),
        case=case_told(app, who, commission_id, told, t),
        decided=decision(told, owned.timeline(app, who.actor, commission_id, 0), shown, who.actor, t),
        preview=papers.postings(shown, parts, t) if parts else None,
        may_preview=name == "arbitrate",
        destructive=name in DESTRUCTIVE,
        has_files="evidence" in names_of(name),
        kept=kept_files(app, who, typed),
        brief=papers.brief(shown, t),
        problem=problem,
    )


def _known(name: str) -> None:
    """Raises Refused: PATH_UNKNOWN for what is no act of people."""
    if name not in MESSAGES or MESSAGES[name].is_fact:
        raise Refused("PATH_UNKNOWN")
    names_of(name)
