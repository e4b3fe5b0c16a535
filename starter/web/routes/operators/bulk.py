"""Several commissions cancelled together: how many, what each comes to, then each with its own outcome."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.views.view import stage_words
from domain.commissions.views.words import FAULT_WORDS
from domain.operators import check_reason
from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.commissions.bulk_cancelling import MOST, Line, Wish, cancelled, looked_at
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of, number_of
from starter.web.rendering import page, wording
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
REASON_MAX = 100
PREVIEW_REASON = "-"
"""Of a look before anybody has written why."""


@router.post("/commissions/cancelling")
async def cancelling(request: Request) -> Response:
    """The first time it is looked at; with a reason and the word to do it, done."""
    who = await in_thread(allowed, request, "operator.decide", ActorKind.OPERATOR)
    given, app = await form_of(request), app_of(request)
    problem = _problem(request, given)
    ids = list(dict.fromkeys(given.several("commission")))[:MOST]
    wish = Wish(given.text("reason"), given.text("fault") if given.text("fault") in FAULT_WORDS else "")
    if problem is None and given.is_ticked("do"):
        done = await cancelled(app, who.actor, ids, wish, number_of(request, who, given))
        return await in_thread(_page, request, who, given, done, True, None)
    look = Wish(wish.reason or PREVIEW_REASON, wish.fault)
    lines = await in_thread(looked_at, app, who.actor, ids, look)
    return await in_thread(_page, request, who, given, lines, False, problem)


def _problem(request: Request, given: Form) -> dict[str, Any] | None:
    try:
        given.check()
        _check_chosen(given)
        if given.is_ticked("do"):
            check_reason(given.text("reason"), REASON_MAX)
    except Refused as refused:
        return on_its_form(request, refused)
    return None


def _check_chosen(given: Form) -> None:
    if not given.several("commission"):
        raise Refused("NOTHING_CHOSEN")


def _page(
    request: Request, who: Visitor, given: Form, lines: list[Line], done: bool, problem: dict[str, Any] | None
) -> Response:
    t = wording(request)
    back = [each for each in lines if each.tried and not each.why]
    return page(
        request,
        "operator/cancelling.html",
        who,
        status=problem["status"] if problem else 200,
        lines=[_line(each, t) for each in lines],
        done=done,
        able=len(back),
        brand_fen=sum(each.tried.sums.get("brand", 0) for each in back if each.tried),
        creator_fen=sum(each.tried.sums.get("creator", 0) for each in back if each.tried),
        needs_fault=given.text("fault") != "" or any(each.code == "FAULT_NEEDED" for each in lines),
        faults=[(name, t.label(words)) for name, words in FAULT_WORDS.items()],
        fault=given.text("fault"),
        reason=given.text("reason"),
        problem=problem,
    )


def _line(each: Line, t: Wording) -> dict[str, Any]:
    order = each.state.order if each.state else None
    sums = each.tried.sums if each.tried else {}
    return {
        "id": each.commission_id,
        "title": order.title if order else each.commission_id,
        "between": f"{order.brand_name} → {order.creator_name}" if order else "",
        "stage": t.label(stage_words(each.state)) if each.state else "",
        "then": t.label(stage_words(each.tried.after)) if each.tried else "",
        "back": t.money(sums.get("brand", 0)),
        "creator": t.money(sums.get("creator", 0)) if sums.get("creator") else "",
        "why": t.pick(each.why) if each.why else "",
        "proposed": bool(each.tried and each.tried.proposed),
        "done": each.done,
    }
