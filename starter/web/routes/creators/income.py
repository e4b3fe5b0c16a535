"""The creator's money: what can be withdrawn, what is to come and when, and the statement by month."""

from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from domain import forms
from domain.instants import beijing
from domain.money.withdrawals.terms import RAILS
from domain.parties.actor import ActorKind
from domain.parties.profiles import CreatorProfile
from services.money import earnings, forthcoming, withdrawals_read, withdrawing
from services.money.forthcoming import Coming
from services.parties import profiles
from services.terms_file import read_withdrawal_terms
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import books
from starter.web.books import OPEN_STATES
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of, number_of
from starter.web.rendering import page, to, wording
from starter.web.rows import Row, row
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
CREATOR = ActorKind.CREATOR
WITHDRAWALS = 20


@router.get("/income")
def income(request: Request, month: str = "", done: str = "") -> Response:
    return _income(request, allowed(request, "money.read", CREATOR), month=month, done=done)


@router.post("/income/withdrawals")
async def withdraw(request: Request) -> Response:
    who = await in_thread(allowed, request, "creator.withdraw", CREATOR)
    given, app = await form_of(request), app_of(request)
    number = number_of(request, who, given)
    try:
        fen = forms.amount(given.text("amount")) if given.text("amount") else 0
        done = await withdrawing.withdraw(app, who.actor.party_id, fen, number[-24:])
        is_booked = await in_thread(withdrawals_read.known, app.engine, done.id)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        return await in_thread(_refused, request, who, failed, given)
    return to(f"/income/withdrawals/{done.id}?done=asked" if is_booked else "/income?done=asked")


def _refused(request: Request, who: Visitor, failed: Exception, given: Form) -> Response:
    return _income(request, who, problem=on_its_form(request, failed), amount=given.text("amount"))


@router.get("/income/withdrawals/{withdrawal_id}")
def withdrawal(request: Request, withdrawal_id: str, done: str = "") -> Response:
    who = allowed(request, "money.read", CREATOR)
    return books.withdrawal_page(request, who, withdrawal_id, "/income", done=done)


@router.get("/income/statement")
def statement(request: Request, month: str = "") -> Response:
    who = allowed(request, "money.read", CREATOR)
    name = profiles.creator(app_of(request).engine, who.actor.party_id).name
    return books.statement_page(request, who, name, month, "/income")


@router.get("/income/statement.csv")
def statement_csv(request: Request, month: str = "") -> Response:
    return books.statement_csv(request, allowed(request, "money.read", CREATOR), month)


def _income(
    request: Request,
    who: Visitor,
    *,
    month: str = "",
    problem: dict[str, Any] | None = None,
    amount: str = "",
    done: str = "",
) -> Response:
    app, whose, t = app_of(request), who.actor.party_id, wording(request)
    profile = profiles.creator(app.engine, whose)
    gone, _ = withdrawals_read.withdrawals(app.engine, creator_id=whose, limit=WITHDRAWALS)
    coming = forthcoming.forthcoming(app, who.actor)
    t = wording(request, coming[0].shown.now) if coming else t
    return page(
        request,
        "income.html",
        who,
        status=problem["status"] if problem else 200,
        now=t.now,
        purse=earnings.money_of(app.engine, whose),
        profile=profile,
        rules=_rules(profile, t),
        coming=_by_day(coming, who, t),
        coming_fen=sum(each.fen for each in coming),
        book=books.book(request, who, month),
        open=[books.withdrawal_row(each, t) for each in gone if each.state in OPEN_STATES],
        ended=[books.withdrawal_row(each, t) for each in gone if each.state not in OPEN_STATES],
        amount=amount,
        problem=problem,
        notice=t("income.asked") if done == "asked" else None,
    )


def _rules(profile: CreatorProfile, t: Wording) -> dict[str, Any] | None:
    """What the account it goes to allows."""
    if profile.payout_kind not in RAILS:
        return None
    rail, terms = profile.payout_kind, read_withdrawal_terms()
    return {
        "rail": t.pick(RAILS[rail]),
        "least": t.money(terms.of(rail, "least_fen")),
        "times": terms.of(rail, "times_a_day"),
        "from": terms.of(rail, "from_hour"),
        "to": terms.of(rail, "to_hour"),
    }


def _by_day(coming: list[Coming], who: Visitor, t: Wording) -> list[dict[str, Any]]:
    return [
        {
            "day": _day(day, t),
            "dated": day is not None,
            "fen": sum(each.fen for each in found),
            "rows": [_row(each, who, t) for each in found],
        }
        for day, found in ((day, list(group)) for day, group in groupby(coming, key=lambda each: each.day))
    ]


def _day(day: date | None, t: Wording) -> str:
    return t.long_day(beijing(day)) if day else t("income.later")


def _row(each: Coming, who: Visitor, t: Wording) -> tuple[Row, str]:
    return row(each.shown, who.actor, t), t.money(each.fen)
