"""In and out: by SMS code, by password, by invitation; language and theme."""

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response

from domain.forms import Unreadable
from domain.parties.actor import ROLE_WORDS
from domain.parties.sign_in import CodeWrong, Purpose
from domain.refusals import Refused
from services.access import codes, joining, passwords, sessions
from services.sandbox import phones, signing_in
from services.sandboxed import serves_sandbox
from services.threads import in_thread
from starter.http.calling import COOKIE, app_of, origin_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of, read
from starter.web.rendering import page, to, wording
from starter.web.visitors import (
    A_YEAR,
    BINDING,
    HALF_A_YEAR,
    KEYS,
    LANGUAGE,
    LANGUAGES,
    SWITCHED,
    THEME,
    THEMES,
    forget,
    keep,
    mark_of,
    perhaps,
)

router = APIRouter(include_in_schema=False, route_class=PageRoute)
A_MINUTE = 60
CODE_MINUTES = 5


@router.get("/")
def home(request: Request) -> Response:
    found = perhaps(request)
    return to(found.home if found else "/sign-in")


@router.get("/sign-in")
def sign_in(request: Request, next: str = "") -> Response:  # noqa: A002  # the name in the address
    if perhaps(request) is not None:
        return to("/")
    return _sign_in(request, _own(next))


@router.post("/sign-in/codes")
async def send_code(request: Request, afterwards: BackgroundTasks) -> Response:
    form = await form_of(request)
    binding = request.cookies.get(BINDING)
    if not binding:  # a form of somebody who has signed in meanwhile
        raise Refused("FORM_STALE")
    phone, following, app = "", "", app_of(request)
    try:
        following, phone = _own(form.text("next")), form.text("phone")
        told = await in_thread(
            lambda: codes.request_code(
                app.engine,
                app.settings,
                phone,
                Purpose.SIGN_IN,
                origin_of(request, binding),
                later=afterwards.add_task,
            )
        )
    except Exception as failed:  # noqa: BLE001  # told on the same form
        problem = on_its_form(request, failed)
        return _sign_in(request, following, form.text("phone"), problem)
    answer = _code(
        request,
        phone,
        following,
        minutes=told.expires_in_seconds // A_MINUTE,
        resend_in=told.resend_in_seconds,
    )
    answer.background = afterwards
    return answer


@router.post("/sign-in/sessions")
async def enter(request: Request) -> Response:
    form = await form_of(request)
    app, origin = app_of(request), origin_of(request, request.cookies.get(BINDING, ""))
    phone, code, following = "", "", ""
    try:
        form.check()
        phone, code, whose = form.text("phone"), form.text("code"), form.text("creator_id")
        following = _own(form.text("next"))
        done = await in_thread(
            lambda: codes.sign_in_by_code(app.engine, app.settings, phone, code, origin, creator_id=whose)
        )
    except Exception as failed:  # noqa: BLE001  # told on the same form
        several = isinstance(failed, Refused) and failed.code == "WHICH_CREATOR"
        return _code(
            request,
            form.text("phone"),
            following,
            problem=on_its_form(request, failed),
            tries_left=failed.tries_left if isinstance(failed, CodeWrong) else None,
            creators=failed.detail.split(", ") if isinstance(failed, Refused) and several else [],
            code=code if several else "",
        )
    return entered(request, done.token, following or "/")


@router.get("/sign-in/members")
def members(request: Request) -> Response:
    return _gate(request, "members_sign_in.html", login="", problem=None)


@router.post("/sign-in/members")
async def member_enters(request: Request) -> Response:
    form = await form_of(request)
    app = app_of(request)
    try:
        given = (form.text("login"), form.text("password"), form.text("code"), origin_of(request))
        done = await in_thread(lambda: passwords.sign_in_by_password(app.engine, app.settings, *given))
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        return _gate(request, "members_sign_in.html", login=form.text("login"), problem=problem)
    return entered(request, done.token, "/")


@router.get("/join")
def join(request: Request) -> Response:
    return _join(request, "")


@router.post("/join")
async def look(request: Request) -> Response:
    form = await form_of(request)
    return await _offered(request, form)


@router.post("/join/accept")
async def accept(request: Request) -> Response:
    form = await form_of(request)
    app = app_of(request)
    try:
        token, name = form.text("token"), form.text("name")
        given = (token, form.text("password"), form.text("code"), origin_of(request))
        done = await in_thread(lambda: joining.accept_invitation(app.engine, app.settings, *given, name=name))
    except Exception as failed:  # noqa: BLE001
        return await _offered(request, form, on_its_form(request, failed))
    answer = _join(request, "", codes=done.recovery_codes)
    keep(request, answer, COOKIE, done.signed_in.token, HALF_A_YEAR)
    return answer


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    await form_of(request)
    found = perhaps(request)
    if found is not None:
        await in_thread(
            sessions.sign_out, app_of(request).engine, found.actor, origin_of(request, found.token)
        )
    answer = to("/sign-in")
    forget(answer, COOKIE, BINDING)
    return answer


@router.post("/preferences")
async def preferences(request: Request) -> Response:
    """No mark is asked: it changes nothing but how this browser is shown its pages."""
    form = read(await request.body())
    answer = to(_own(form.text("next")) or "/")
    if form.text("lang") in LANGUAGES:
        keep(request, answer, LANGUAGE, form.text("lang"), A_YEAR)
    if form.text("theme") in THEMES:
        keep(request, answer, THEME, form.text("theme"), A_YEAR)
    if form.text("keys") in SWITCHED:
        keep(request, answer, KEYS, form.text("keys"), A_YEAR)
    return answer


def entered(request: Request, token: str, address: str) -> Response:
    answer = to(address)
    keep(request, answer, COOKIE, token, HALF_A_YEAR)
    forget(answer, BINDING)
    return answer


async def _offered(request: Request, form: Form, problem: object = None) -> Response:
    token = ""
    try:
        form.check()
        token = form.text("token")
        offer = await in_thread(joining.look_at_invitation, app_of(request).engine, token, origin_of(request))
    except Exception as failed:  # noqa: BLE001
        return _join(request, token, problem=problem or on_its_form(request, failed))
    role = wording(request).pick(ROLE_WORDS[offer.role])
    return _join(request, token, offer=offer, role=role, name=form.text("name"), problem=problem)


def _sign_in(request: Request, following: str, phone: str = "", problem: object = None) -> Response:
    app = app_of(request)
    samples = signing_in.one_of_each(app) if serves_sandbox(app.settings) else []
    return _gate(request, "sign_in.html", next=following, phone=phone, problem=problem, samples=samples)


def _join(request: Request, token: str, **values: object) -> Response:
    known = {"token": token, "offer": None, "codes": (), "role": "", "name": "", "problem": None}
    return _gate(request, "join.html", **(known | values))


def _code(request: Request, phone: str, following: str, **values: object) -> Response:
    known: dict[str, object] = {
        "minutes": CODE_MINUTES,
        "resend_in": A_MINUTE,
        "whose": _whose_phone(request, phone),
        "problem": None,
        "tries_left": None,
        "creators": [],
        "code": "",
    }
    return _gate(request, "code.html", phone=phone, next=following, **(known | values))


def _whose_phone(request: Request, phone: str) -> str:
    """In the sandbox, where the SMS is read; elsewhere a page knows no number's owner."""
    app = app_of(request)
    if not serves_sandbox(app.settings):
        return ""
    with suppress(Unreadable):
        return phones.creator_with(app.engine, phone)
    return ""


def _gate(request: Request, template: str, **values: Any) -> Response:
    """A page before anybody has signed in: its forms are bound to this browser by a cookie of their own."""
    binding = request.cookies.get(BINDING) or codes.new_binding()
    problem = values.get("problem")
    status = problem["status"] if isinstance(problem, dict) else 200
    answer = page(request, template, status=status, **(values | {"mark": mark_of(binding)}))
    keep(request, answer, BINDING, binding)
    return answer


def _own(address: str) -> str:
    """A path of ours alone: no page sends anybody to another site."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""
