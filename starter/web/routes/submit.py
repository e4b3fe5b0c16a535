"""The page on which a creator writes or uploads a version and hands it in, phone first."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from services.commissions import handing_in, owned
from services.commissions.handing_in import Making
from services.commissions.receiving import Coming
from services.operations import idempotency
from services.operations.idempotency import Place
from services.sandbox import mp
from services.threads import in_thread
from starter.http.calling import app_of
from starter.http.routes.uploads import upload_id
from starter.web.attaching import Filled, coming_as, filled
from starter.web.failing import PageRoute, on_its_form
from starter.web.fields import said as said_fields
from starter.web.forms import number_of
from starter.web.multipart import Begun
from starter.web.rendering import page, to, wording
from starter.web.told import submit as told
from starter.web.told.quicker import overtaken
from starter.web.visitors import Visitor, allowed

router = APIRouter(prefix="/commissions/{commission_id}", include_in_schema=False, route_class=PageRoute)
CREATOR = ActorKind.CREATOR


@router.get("/submit")
@router.get("/write")
def submit(request: Request, commission_id: str) -> Response:
    who = allowed(request, "commission.read", CREATOR)
    made = handing_in.making(app_of(request), who.actor, commission_id)
    if not made.is_open:
        return to(f"/commissions/{commission_id}")
    return _page(request, who, made, {})


@router.post("/submit")
async def hand_in(request: Request, commission_id: str) -> Response:
    """What is written becomes a file: each version is kept, read and compared in one way."""
    who, made, given = await _given(request, commission_id)
    form = given.form
    number = number_of(request, who, form)
    try:
        given.check()
        app, ref = app_of(request), await in_thread(_ref, request, who, made, given)
        wanted = owned.Given(said_fields("submit", form) | {"ref": ref}, round=made.shown.state.round)
        answer = await owned.command(app, who.actor, commission_id, "submit", wanted, number)
    except Exception as failed:  # noqa: BLE001  # told on the same form
        return await _refused(request, who, given, commission_id, failed)
    return to(f"/commissions/{commission_id}?seq={answer['seq']}&done=submit")


@router.post("/write")
async def write(request: Request, commission_id: str) -> Response:
    """In the sandbox's own MP: its fact hands it in, and the page waits for the next line in the books."""
    who, made, given = await _given(request, commission_id)
    form = given.form
    try:
        given.check()
        handing_in.chosen(made, form.text("body"), (), "")
        draft = mp.Draft(
            title=form.text("title"), body=form.text("body"), marked_as_ad=form.is_ticked("marked_as_ad")
        )
        await mp.write(app_of(request), commission_id, draft)
    except Exception as failed:  # noqa: BLE001
        return await _refused(request, who, given, commission_id, failed)
    return to(f"/commissions/{commission_id}?seq={made.shown.state.seq + 1}&done=submit")


async def _given(request: Request, commission_id: str) -> tuple[Visitor, Making, Filled]:
    who = await in_thread(allowed, request, "commission.read", CREATOR)
    made = await in_thread(handing_in.making, app_of(request), who.actor, commission_id)

    def coming(part: Begun) -> Coming:
        return coming_as(part, commission_id, made.purpose)

    return who, made, await filled(request, who, coming)


def _ref(request: Request, who: Visitor, made: Making, given: Filled) -> str:
    form = given.form
    ref = handing_in.chosen(made, form.text("body"), given.files, form.text("ref"))
    if ref:
        return ref
    place = Place(who.actor.account, "POST", f"{request.url.path}/text", form.key)
    name = told.file_name(made, wording(request, made.shown.now))
    text, kept_as = form.text("body"), upload_id(idempotency.number_of(place))
    return handing_in.keep_text(app_of(request), who.actor, made, text, name, kept_as).id


async def _refused(
    request: Request, who: Visitor, given: Filled, commission_id: str, failed: Exception
) -> Response:
    problem = on_its_form(request, failed)
    if fresh := await in_thread(overtaken, request, who, commission_id, given.form, problem):
        return fresh
    made = await in_thread(handing_in.making, app_of(request), who.actor, commission_id)
    return await in_thread(_page, request, who, made, given.typed, problem)


def _typed(given: Filled) -> dict[str, str]:
    return {
        **given.form.texts,
        "kept": " ".join((*(each.id for each in given.kept), *given.form.several("uploaded"))),
    }


def _page(
    request: Request,
    who: Visitor,
    made: Making,
    typed: dict[str, str],
    problem: dict[str, Any] | None = None,
) -> Response:
    return page(
        request,
        "submit.html",
        who,
        status=problem["status"] if problem else 200,
        now=made.shown.now,
        problem=problem,
        **told.told(request, who, made, typed),
    )
