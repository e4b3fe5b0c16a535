"""头条号 MP of the sandbox: a creator's works, what he does to them, and what the platform does."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import Request, Response

from domain.refusals import Refused
from services.app import App
from services.commissions import owned
from services.parties import profiles
from services.sandbox import mp
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import on_its_form
from starter.web.forms import form_of
from starter.web.rendering import page, to
from starter.web.routes.sandbox.entry import sandbox_router
from starter.web.visitors import perhaps, visitor

router = sandbox_router()
Act = Callable[[App, str, str], Awaitable[object]]
ACTS: Mapping[str, Act] = {
    "pass": lambda app, each, _: mp.audit(app, each, passed=True),
    "fail": lambda app, each, reason: mp.audit(app, each, passed=False, reason=reason),
    "hide": lambda app, each, _: mp.hide(app, each),
    "restore": lambda app, each, _: mp.restore(app, each),
    "remove": mp.remove,
    "edit": lambda app, each, title: mp.edit(app, each, title=title),
}
"""What may be done to a work; the text is the reason, or the new title."""
OF_STATE: Mapping[str, tuple[str, ...]] = {
    "held": ("pass", "fail", "edit"),
    "public": ("hide", "remove", "edit"),
    "hidden": ("restore",),
}
NEED_TEXT = ("fail", "remove", "edit")


@router.get("/mp/{creator_id}")
def works(request: Request, creator_id: str) -> Response:
    return _works(request, creator_id)


def _works(request: Request, creator_id: str, problem: dict[str, Any] | None = None) -> Response:
    app = app_of(request)
    profile = profiles.creator(app.engine, creator_id)
    return page(
        request,
        "works.html",
        perhaps(request),
        status=problem["status"] if problem else 200,
        problem=problem,
        name=profile.name,
        creator=creator_id,
        works=mp.items(app.engine, creator_id),
        acts=OF_STATE,
        need_text=NEED_TEXT,
    )


@router.post("/mp/{commission_id}/works")
async def write(request: Request, commission_id: str) -> Response:
    await in_thread(visitor, request)
    form = await form_of(request)
    draft = mp.Draft(title=form.text("title"), marked_as_ad=form.is_ticked("marked_as_ad"))
    await mp.write(app_of(request), commission_id, draft)
    return to(f"/commissions/{commission_id}?done=submit")


@router.post("/mp/{commission_id}/audits")
async def audit(request: Request, commission_id: str) -> Response:
    who = await in_thread(visitor, request)
    form, app = await form_of(request), app_of(request)
    seq = await in_thread(lambda: owned.state_of(app, who.actor, commission_id).seq)
    await mp.audit(app, commission_id, passed=form.is_ticked("passed"))
    return to(f"/commissions/{commission_id}?seq={seq + 1}")


@router.post("/mp/{commission_id}/acts")
async def act(request: Request, commission_id: str) -> Response:
    await in_thread(visitor, request)
    form = await form_of(request)
    name, creator = form.text("act"), form.text("creator")
    try:
        act_ = _act_of(name, text := form.text("text"))
        await act_(app_of(request), commission_id, text)
    except Refused as refused:
        said = {"of": commission_id, "act": name, "typed": form.texts.get("text", "")}
        problem = on_its_form(request, refused) | said
        return await in_thread(_works, request, creator, problem)
    return to(f"/sandbox/mp/{creator}")


def _act_of(name: str, text: str) -> Act:
    """Raises Refused: FIELD_INVALID for what is no act, or lacks its text."""
    if name not in ACTS or (name in NEED_TEXT and not text):
        raise Refused("FIELD_INVALID")
    return ACTS[name]
