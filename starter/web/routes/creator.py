"""The creator's phone: today, income and withdrawal, and what is said of oneself."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from domain import forms
from domain.commissions.cases.breaches import BREACHES
from domain.commissions.task_types import TASK_TYPES
from domain.money.withdrawals.words import STATE_WORDS
from domain.parties.actor import ActorKind
from services.access import sessions
from services.app import App
from services.commissions import standing
from services.money import earnings, withdrawals_read, withdrawing
from services.parties import accounts, profiles
from services.parties.own_accounts import checked_type
from services.threads import in_thread
from starter.http import cursors
from starter.http.calling import app_of, origin_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of, number_of
from starter.web.rendering import page, to, wording
from starter.web.rows import row
from starter.web.visitors import Visitor, allowed

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE, ENDED = 100, 5
CREATOR = ActorKind.CREATOR


@router.get("/today")
def today(request: Request, after: str = "") -> Response:
    who, app = allowed(request, "commission.read", CREATOR), app_of(request)
    shown, following = standing.rows(app, who.actor, after=cursors.read(after or None), limit=PAGE)
    t = wording(request, shown[0].now if shown else None)
    rows = [row(each, who.actor, t) for each in shown]
    mine = [each for each in rows if each.is_mine]
    return page(
        request,
        "today.html",
        who,
        now=t.now,
        mine=mine,
        others=[each for each in rows if not each.is_mine],
        ended=[row(each, who.actor, t) for each in standing.ended(app, who.actor, ENDED)],
        purse=earnings.money_of(app.engine, who.actor.party_id),
        more=cursors.written(following),
        today=t.moment(),
        count=len(mine),
    )


@router.get("/income")
def income(request: Request, done: str = "") -> Response:
    return _income(request, allowed(request, "money.read", CREATOR), done=done)


@router.post("/income/withdrawals")
async def withdraw(request: Request) -> Response:
    who = await in_thread(allowed, request, "creator.withdraw", CREATOR)
    given, app = await form_of(request), app_of(request)
    number = number_of(request, who, given)
    try:
        fen = forms.amount(given.text("amount")) if given.text("amount") else 0
        await withdrawing.withdraw(app, who.actor.party_id, fen, number[-24:])
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        return await in_thread(_income_failed, request, who, failed, given)
    return to("/income?done=asked")


def _income_failed(request: Request, who: Visitor, failed: Exception, given: Form) -> Response:
    return _income(request, who, problem=on_its_form(request, failed), amount=given.text("amount"))


def _income(
    request: Request, who: Visitor, *, problem: dict[str, Any] | None = None, amount: str = "", done: str = ""
) -> Response:
    app, whose, t = app_of(request), who.actor.party_id, wording(request)
    lines = earnings.income(app.engine, whose)
    gone, _ = withdrawals_read.withdrawals(app.engine, creator_id=whose, limit=20)
    return page(
        request,
        "income.html",
        who,
        status=problem["status"] if problem else 200,
        purse=earnings.money_of(app.engine, whose),
        profile=profiles.creator(app.engine, whose),
        lines=list(reversed(lines)),
        total=sum(each.net_fen for each in lines),
        withdrawals=[
            {"at": each.updated_at, "state": t.pick(STATE_WORDS[each.state]), "fen": each.fen}
            for each in gone
        ],
        amount=amount,
        problem=problem,
        notice=t("income.asked") if done == "asked" else None,
    )


@router.get("/me")
def me(request: Request, done: str = "") -> Response:
    return _me(request, allowed(request, "money.read", CREATOR), done=done)


@router.post("/me/pause")
async def pause(request: Request) -> Response:
    async def act(app: App, who: Visitor, given: Form) -> None:
        paused = given.is_ticked("paused")
        await in_thread(accounts.pause, app.engine, who.actor.party_id, paused=paused)

    return await _changed(request, act)


@router.post("/me/types/{task_type}")
async def quote(request: Request, task_type: str) -> Response:
    """Open commissions keep the price they were ordered at."""

    async def act(app: App, who: Visitor, given: Form) -> None:
        kind, fen = checked_type(task_type), forms.amount(given.text("quote"))
        await in_thread(accounts.set_price, app.engine, who.actor.party_id, kind, fen)
        await in_thread(accounts.open_type, app.engine, who.actor.party_id, kind)

    return await _changed(request, act)


@router.post("/me/sessions/{session_id}/end")
async def end(request: Request, session_id: str) -> Response:
    async def act(app: App, who: Visitor, _: Form) -> None:
        origin = origin_of(request, who.token)
        await in_thread(sessions.revoke_session, app.engine, who.actor, session_id, origin)

    return await _changed(request, act)


Act = Callable[[App, Visitor, Form], Awaitable[None]]


async def _changed(request: Request, act: Act) -> Response:
    who = await in_thread(allowed, request, "creator.profile", CREATOR)
    given = await form_of(request)
    try:
        await act(app_of(request), who, given)
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        return await in_thread(lambda: _me(request, who, problem=problem))
    return to("/me?done=saved")


def _me(request: Request, who: Visitor, *, problem: dict[str, Any] | None = None, done: str = "") -> Response:
    app, whose, t = app_of(request), who.actor.party_id, wording(request)
    profile = profiles.creator(app.engine, whose)
    return page(
        request,
        "me.html",
        who,
        status=problem["status"] if problem else 200,
        profile=profile,
        types=[
            {
                "name": kind.name,
                "words": t.pick((kind.zh, kind.en)),
                "opened": profile.service(kind.name).opened,
                "quote": t.money(fen).removeprefix("¥")
                if (fen := profile.service(kind.name).quote_fen)
                else "",
            }
            for kind in TASK_TYPES.values()
        ],
        breaches=[
            {
                "at": each.at,
                "commission_id": each.commission_id,
                "words": t.pick((BREACHES[each.reason].zh, BREACHES[each.reason].en)),
            }
            for each in profiles.breaches(app.engine, whose)
        ],
        sessions=sessions.sessions_of(app.engine, who.actor),
        problem=problem,
        notice=t("me.saved") if done == "saved" else None,
    )
