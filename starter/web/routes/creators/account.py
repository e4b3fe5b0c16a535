"""Where a creator's money goes: the account as it is shown, and changed with a code by SMS."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Request, Response

from domain.money.withdrawals.terms import RAILS
from domain.parties.actor import ActorKind
from services.access import codes
from services.access.audit import note
from services.money import withdrawals_read
from services.parties import accounts, profiles
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.web.books import OPEN_STATES, withdrawal_row
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of
from starter.web.once import once
from starter.web.rendering import page, to, wording
from starter.web.visitors import Visitor, allowed

router = APIRouter(prefix="/me/account", include_in_schema=False, route_class=PageRoute)
CREATOR = ActorKind.CREATOR
A_MINUTE = 60
TOLD = ("changed", "saved")


@router.get("")
def account(request: Request, done: str = "", told: int = 0) -> Response:
    return _page(request, allowed(request, "creator.accounts", CREATOR), done=done, told=told)


@router.post("/codes")
async def code(request: Request, afterwards: BackgroundTasks) -> Response:
    """An SMS to the phone that the creator has; good for this session alone."""
    who = await in_thread(allowed, request, "creator.accounts", CREATOR)
    given, app = await form_of(request), app_of(request)
    origin = origin_of(request, who.token)
    try:
        given.check()
        told = await in_thread(
            lambda: codes.request_account_code(
                app.engine, app.settings, who.actor, origin, later=afterwards.add_task
            )
        )
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        return await in_thread(lambda: _page(request, who, given.texts, problem=problem))
    minutes = told.expires_in_seconds // A_MINUTE
    answer = await in_thread(lambda: _page(request, who, given.texts, minutes=minutes))
    answer.background = afterwards
    return answer


@router.post("")
async def bind(request: Request) -> Response:
    who = await in_thread(allowed, request, "creator.accounts", CREATOR)
    given, app = await form_of(request), app_of(request)
    told = 0

    async def act() -> None:
        nonlocal told
        origin = origin_of(request, who.token)
        await in_thread(codes.confirm_account_code, app.engine, who.actor, given.text("code"), origin)
        asked = (given.text("kind"), given.text("account"), given.text("holder"))
        bound = await accounts.bind_account(app, who.actor.party_id, *asked)
        told = bound.told
        await in_thread(note, app.engine, who.actor, "bind", who.actor.spoken, origin)

    try:
        given.check()
        await once(request, who, given, act)
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        return await in_thread(lambda: _page(request, who, given.texts, problem=problem, minutes=1))
    return to(f"/me/account?done=changed&told={told}")


@router.post("/payouts")
async def payouts(request: Request) -> Response:
    """Whether settled money is sent by itself, or waits on the balance."""
    who = await in_thread(allowed, request, "creator.profile", CREATOR)
    given: Form = await form_of(request)
    by_hand = given.is_ticked("by_hand")
    await in_thread(lambda: accounts.pay_by_hand(app_of(request).engine, who.actor.party_id, by_hand=by_hand))
    return to("/me/account?done=saved")


def _page(
    request: Request,
    who: Visitor,
    typed: Mapping[str, str] | None = None,
    *,
    problem: dict[str, Any] | None = None,
    minutes: int = 0,
    done: str = "",
    told: int = 0,
) -> Response:
    """``minutes``: how long the code is good that has just been sent; 0 before one was asked for."""
    app, t = app_of(request), wording(request)
    gone, _ = withdrawals_read.withdrawals(app.engine, creator_id=who.actor.party_id, limit=20)
    rows = [withdrawal_row(each, t) for each in gone if each.state in OPEN_STATES]
    notice = t(f"account.{done}") if done in TOLD else None
    if notice and told > 0:
        notice = f"{notice}{t('account.told', count=told)}"
    return page(
        request,
        "account.html",
        who,
        status=problem["status"] if problem else 200,
        profile=profiles.creator(app.engine, who.actor.party_id),
        rails=[(name, t.pick(words)) for name, words in RAILS.items()],
        rail=rail_of(profiles.creator(app.engine, who.actor.party_id).payout_kind, t),
        typed=dict.fromkeys(("kind", "account", "holder", "code"), "") | dict(typed or {}),
        minutes=minutes,
        waits=[each for each in rows if each["to_account"]],
        problem=problem,
        notice=notice,
    )


def rail_of(kind: str, t: Any) -> str:
    return t.pick(RAILS[kind]) if kind in RAILS else ""
