"""The sandbox: be a sample person, read the phones, write in the MP, move time. Only where all is one."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request, Response

from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.commissions import standing
from services.operations.time_travel import skip
from services.parties import profiles
from services.sandbox import bank, mp, phones
from services.sandbox.signing_in import sign_in_as
from services.sandboxed import serves_sandbox
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.http.routes.sandbox import named_as_here
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import form_of, read
from starter.web.rendering import page, to, wording
from starter.web.routes.entering import entered
from starter.web.visitors import perhaps, visitor

router = APIRouter(
    prefix="/sandbox",
    include_in_schema=False,
    route_class=PageRoute,
    dependencies=[Depends(named_as_here)],
)
OF_ANOTHER_SITE = ("cross-site", "same-site")
HOURS_MAX = 24 * 40
A_MOMENT = timedelta(seconds=10)
OPERATOR = ("operator", "")


@router.get("")
def sandbox(request: Request, moved: int = -1) -> Response:
    return _page(request, moved=moved)


def _page(request: Request, *, moved: int = -1, problem: dict[str, object] | None = None) -> Response:
    _check(request)
    app, t = app_of(request), wording(request)
    brands, creators = profiles.brands(app.engine), profiles.creators(app.engine)
    people = [
        *({"kind": "creator", "id": each.id, "name": each.name} for each in creators),
        *({"kind": "brand", "id": each.id, "name": each.name} for each in brands),
    ]
    return page(
        request,
        "sandbox.html",
        perhaps(request),
        people=[*people, {"kind": "operator", "id": "", "name": t("sandbox.operator")}],
        phones=people,
        skips=app.skipper is not None,
        skip_to=True,
        transfers=bank.transfers(app.engine)[-20:],
        problem=problem,
        notice=t("sandbox.moved", count=moved) if moved >= 0 else None,
    )


@router.post("/sign-in-as")
async def be(request: Request) -> Response:
    """No mark is asked: whoever reaches this machine's loopback may be any of them anyway."""
    _check(request)
    form = read(await request.body())
    if form.text("kind") not in ("creator", "brand", "operator"):
        raise Refused("FIELD_INVALID")
    kind = ActorKind(form.text("kind"))
    done = await in_thread(sign_in_as, app_of(request), kind, form.text("party"), origin_of(request))
    return entered(request, done.token, "/")


@router.get("/phones")
def every_phone(request: Request) -> Response:
    return _page(request)


@router.get("/phones/{party_id}")
def phone(request: Request, party_id: str) -> Response:
    _check(request)
    app = app_of(request)
    found = phones.inbox(app.engine, party_id)
    names = {each.id: each.name for each in profiles.creators(app.engine)}
    names |= {each.id: each.name for each in profiles.brands(app.engine)}
    name = names.get(party_id, party_id)
    return page(request, "phone.html", perhaps(request), name=name, messages=list(reversed(found)))


@router.post("/time")
async def move(request: Request) -> Response:
    """By so many hours, or to the next deadline of whoever has signed in."""
    _check(request)
    form, app = read(await request.body()), app_of(request)
    try:
        if form.is_ticked("next"):
            distance = await in_thread(_to_next, request)
        else:
            distance = timedelta(hours=_hours(form.text("hours")))
        done = await skip(app, distance)
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        return await in_thread(lambda: _page(request, problem=problem))
    return to(f"/sandbox?moved={len(done)}")


def _hours(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:6]) <= HOURS_MAX:
        raise Refused("FIELD_INVALID")
    return int(text)


def _to_next(request: Request) -> timedelta:
    who = visitor(request)
    shown, _ = standing.rows(app_of(request), who.actor)
    left = [each.standing.until - each.now for each in shown if each.standing.until]
    return max(min(left, default=timedelta(hours=1)), timedelta(0)) + A_MOMENT


@router.post("/mp/{commission_id}/works")
async def write(request: Request, commission_id: str) -> Response:
    _check(request)
    await in_thread(visitor, request)
    form = await form_of(request)
    draft = mp.Draft(title=form.text("title"), marked_as_ad=form.is_ticked("marked_as_ad"))
    await mp.write(app_of(request), commission_id, draft)
    return to(f"/commissions/{commission_id}?done=submit")


@router.post("/mp/{commission_id}/audits")
async def audit(request: Request, commission_id: str) -> Response:
    _check(request)
    await in_thread(visitor, request)
    form = await form_of(request)
    await mp.audit(app_of(request), commission_id, passed=form.is_ticked("passed"))
    return to(f"/commissions/{commission_id}")


def _check(request: Request) -> None:
    """Raises Refused: PATH_UNKNOWN, as if there were no such page; FORM_STALE for a form of another site."""
    if not serves_sandbox(app_of(request).settings):
        raise Refused("PATH_UNKNOWN")
    if request.method == "POST" and request.headers.get("sec-fetch-site") in OF_ANOTHER_SITE:
        raise Refused("FORM_STALE")
