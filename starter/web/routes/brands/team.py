"""Members of a brand, and the keys of its systems: invited and made with a secret that is shown once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ROLE_WORDS, ActorKind, Role, roles_of
from domain.parties.permissions import PERMISSIONS, allows, scopes_of
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from services.access import keys, members
from services.app import App
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of
from starter.web.once import once
from starter.web.rendering import page, to, wording
from starter.web.secret import shown_once
from starter.web.told.keys import key_shown
from starter.web.visitors import Visitor, allowed

router = APIRouter(prefix="/members", include_in_schema=False, route_class=PageRoute)
BRAND = ActorKind.BRAND
MANAGE, KEYS = "members.manage", "keys.manage"
DIGITS_MAX = 6
DAYS_MAX = 3_650
TOLD = ("changed", "before")
Shown = dict[str, Any]
"""What is told once: its kind, the secret, and until when it is good."""
Act = Callable[[App, Visitor, Form, Origin], Shown | None]


@router.get("")
def team(request: Request, done: str = "") -> Response:
    return _team(request, allowed(request, MANAGE, BRAND), done=done)


@router.post("/invitations")
async def invite(request: Request) -> Response:
    def act(app: App, who: Visitor, given: Form, origin: Origin) -> Shown:
        brand, role = who.actor.party_id, role_of(given.text("role"))
        made = members.invite(app.engine, who.actor, BRAND, brand, role, given.text("name"), origin=origin)
        return {"kind": "invitation", "secret": made.token, "login": made.login, "until": made.expires_at}

    return await _changed(request, MANAGE, act)


@router.post("/invitations/{invitation_id}/withdraw")
async def withdraw(request: Request, invitation_id: str) -> Response:
    def act(app: App, who: Visitor, _: Form, origin: Origin) -> None:
        members.withdraw_invitation(app.engine, who.actor, invitation_id, origin=origin)

    return await _changed(request, MANAGE, act)


@router.post("/{member_id}/role")
async def change_role(request: Request, member_id: str) -> Response:
    def act(app: App, who: Visitor, given: Form, origin: Origin) -> None:
        members.change_role(app.engine, who.actor, member_id, role_of(given.text("role")), origin=origin)

    return await _changed(request, MANAGE, act)


@router.post("/{member_id}/remove")
async def remove(request: Request, member_id: str) -> Response:
    def act(app: App, who: Visitor, _: Form, origin: Origin) -> None:
        members.remove_member(app.engine, who.actor, member_id, origin=origin)

    return await _changed(request, MANAGE, act)


@router.post("/{member_id}/reset")
async def reset(request: Request, member_id: str) -> Response:
    """For who lost the password or the authenticator: another way in, which the old one ends with."""

    def act(app: App, who: Visitor, _: Form, origin: Origin) -> Shown:
        made = members.reset_member(app.engine, who.actor, member_id, origin=origin)
        return {"kind": "invitation", "secret": made.token, "login": made.login, "until": made.expires_at}

    return await _changed(request, MANAGE, act)


@router.post("/keys")
async def make_key(request: Request) -> Response:
    def act(app: App, who: Visitor, given: Form, origin: Origin) -> Shown:
        asked = (
            who.actor.party_id,
            given.text("key_name"),
            given.several("scope"),
            _expiry(given.text("days")),
        )
        made = keys.create_key(app.engine, app.settings, who.actor, *asked, origin=origin)
        return {"kind": "key", "secret": made.key, "login": given.text("key_name"), "until": made.expires_at}

    return await _changed(request, KEYS, act)


@router.post("/keys/{key_id}/rotate")
async def rotate(request: Request, key_id: str) -> Response:
    """The old one is good for another day, so that nothing stops meanwhile."""

    def act(app: App, who: Visitor, _: Form, origin: Origin) -> Shown:
        brand = who.actor.party_id
        made = keys.rotate_key(app.engine, app.settings, who.actor, brand, key_id, origin=origin)
        return {"kind": "rotated", "secret": made.key, "login": "", "until": made.expires_at}

    return await _changed(request, KEYS, act)


@router.post("/keys/{key_id}/revoke")
async def revoke(request: Request, key_id: str) -> Response:
    def act(app: App, who: Visitor, _: Form, origin: Origin) -> None:
        keys.revoke_key(app.engine, who.actor, who.actor.party_id, key_id, origin=origin)

    return await _changed(request, KEYS, act)


def role_of(written: str) -> Role:
    """Raises Refused: ROLE_UNKNOWN."""
    try:
        return Role(written)
    except ValueError:
        raise Refused("ROLE_UNKNOWN") from None


def _expiry(days: str) -> datetime | None:
    """None: it does not end by itself. Raises Refused: FIELD_INVALID."""
    if not days:
        return None
    if not days.isascii() or not days.isdigit() or len(days) > DIGITS_MAX or not 0 < int(days) <= DAYS_MAX:
        raise Refused("FIELD_INVALID")
    return datetime.now(UTC) + timedelta(days=int(days))


async def _changed(request: Request, permission: str, act: Act) -> Response:
    """A secret is in this answer alone: sent again, the form says that it was sent."""
    who = await in_thread(allowed, request, permission, BRAND)
    given, app, origin = await form_of(request), app_of(request), origin_of(request, who.token)
    shown: Shown | None = None

    async def done() -> None:
        nonlocal shown
        shown = await in_thread(act, app, who, given, origin)

    try:
        is_new = await once(request, who, given, done)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        return await in_thread(lambda: _team(request, who, problem=problem, typed=given.texts))
    if shown is None:
        return to(f"/members?done={'changed' if is_new else 'before'}")
    return await in_thread(_shown_once, request, who, shown)


def _shown_once(request: Request, who: Visitor, shown: Shown) -> Response:
    t, kind = wording(request), shown["kind"]
    words = {
        "title": t(f"members.once_{kind}"),
        "help": t(f"members.once_help_{kind}"),
        "secret": t(f"members.secret_{kind}"),
        "back": t("members.title"),
    }
    facts = [(t("members.good_until"), t.at(shown["until"]) if shown["until"] else t("members.no_end"), "")]
    if kind == "invitation":
        place = (t("members.where"), f"{request.base_url.netloc}/join", "/join")
        facts = [place, (t("sign_in.login"), shown["login"], ""), *facts]
    return shown_once(request, who, shown["secret"], words, facts, "/members")


def _team(
    request: Request,
    who: Visitor,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, str] | None = None,
    done: str = "",
) -> Response:
    app, t, brand = app_of(request), wording(request), who.actor.party_id
    now = datetime.now(UTC)
    held = keys.keys_of(app.engine, who.actor, brand) if allows(who.actor, KEYS) else []
    return page(
        request,
        "members.html",
        who,
        status=problem["status"] if problem else 200,
        people=members.members_of(app.engine, who.actor, BRAND, brand),
        roles=[
            (role.value, t.label(ROLE_WORDS[role]), t(f"members.{role.value}")) for role in roles_of(BRAND)
        ],
        invited=members.invitations_of(app.engine, who.actor, BRAND, brand),
        role_words={role.value: t.label(words) for role, words in ROLE_WORDS.items()},
        keys=[key_shown(each, t, now) for each in held],
        scopes=[
            (name, t.pick((PERMISSIONS[name].zh, PERMISSIONS[name].en))) for name in scopes_of(Role.SYSTEM)
        ],
        may_keys=allows(who.actor, KEYS),
        me=who.actor.member_id,
        typed=dict.fromkeys(("name", "role", "key_name", "days"), "") | dict(typed or {}),
        problem=problem,
        notice=t(f"members.done_{done}") if done in TOLD else None,
    )
