"""The brand's money: available, held and spent; paid in and sent back; the statement by month, and bills."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain import forms
from domain.parties.actor import ActorKind
from domain.parties.permissions import allows
from domain.party import Party
from services.commissions import owned, reading
from services.money import monthly, paying_in, wallets, withdrawals_read, withdrawing
from services.parties import profiles
from services.sandboxed import check_top_up
from services.terms_file import read_withdrawal_terms
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import books
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import form_of, number_of
from starter.web.rendering import page, to, wording
from starter.web.visitors import Visitor, allowed

router = APIRouter(prefix="/money", include_in_schema=False, route_class=PageRoute)
BRAND = ActorKind.BRAND
HELD_SHOWN, WITHDRAWALS = 8, 20


@router.get("")
def money(request: Request, month: str = "", done: str = "") -> Response:
    return _money(request, allowed(request, "money.read", BRAND), month=month, done=done)


@router.post("/top-ups")
async def top_up(request: Request) -> Response:
    who = await in_thread(allowed, request, "money.top_up", BRAND)
    given, app = await form_of(request), app_of(request)
    number = number_of(request, who, given)
    try:
        check_top_up(app.settings)
        await paying_in.top_up(app, who.actor.party_id, forms.amount(given.text("amount")), number)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        amount = given.text("amount")
        return await in_thread(lambda: _money(request, who, problem=problem, amount=amount))
    return to("/money?done=topped")


@router.post("/withdrawals")
async def send_back(request: Request) -> Response:
    """To the accounts that paid it in."""
    who = await in_thread(allowed, request, "money.withdraw", BRAND)
    given, app = await form_of(request), app_of(request)
    number = number_of(request, who, given)
    try:
        fen = forms.amount(given.text("back"))
        done = await withdrawing.send_back(app, who.actor.party_id, fen, number[-24:])
        is_booked = await in_thread(withdrawals_read.known, app.engine, done.id)
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        back = given.text("back")
        return await in_thread(lambda: _money(request, who, problem=problem, back=back))
    return to(f"/money/withdrawals/{done.id}?done=asked" if is_booked else "/money?done=asked")


@router.get("/withdrawals/{withdrawal_id}")
def withdrawal(request: Request, withdrawal_id: str, done: str = "") -> Response:
    who = allowed(request, "money.read", BRAND)
    return books.withdrawal_page(request, who, withdrawal_id, "/money", done=done)


@router.get("/statement")
def statement(request: Request, month: str = "") -> Response:
    who = allowed(request, "money.read", BRAND)
    name = profiles.brand(app_of(request).engine, who.actor.party_id).name
    return books.statement_page(request, who, name, month, "/money")


@router.get("/statement.csv")
def statement_csv(request: Request, month: str = "") -> Response:
    return books.statement_csv(request, allowed(request, "money.read", BRAND), month)


@router.get("/bills/{commission_id}")
def bill(request: Request, commission_id: str) -> Response:
    """What one commission has cost, to be printed."""
    who, app, t = allowed(request, "money.read", BRAND), app_of(request), wording(request)
    state = owned.state_of(app, who.actor, commission_id)
    lines = reading.bill(app.engine, commission_id, Party.BRAND)
    return page(
        request,
        "bill.html",
        who,
        commission_id=commission_id,
        order=state.order,
        lines=[
            (t.pick((each.zh, each.en)), t.money(each.fen), t.pick((each.note_zh, each.note_en)))
            for each in lines
        ],
    )


def _money(
    request: Request,
    who: Visitor,
    *,
    month: str = "",
    problem: dict[str, Any] | None = None,
    amount: str = "",
    back: str = "",
    done: str = "",
) -> Response:
    app, t = app_of(request), wording(request)
    wallet = wallets.wallet(app.engine, who.actor.party_id)
    gone, _ = withdrawals_read.withdrawals(app.engine, brand_id=who.actor.party_id, limit=WITHDRAWALS)
    held = sorted(wallet.held.items(), key=lambda each: -each[1])
    titles = monthly.titles_of(app.engine, [each for each, _ in held[:HELD_SHOWN]])
    return page(
        request,
        "money.html",
        who,
        status=problem["status"] if problem else 200,
        wallet=wallet,
        held=[(each, titles.get(each) or each, t.money(fen)) for each, fen in held[:HELD_SHOWN]],
        more_held=max(0, len(held) - HELD_SHOWN),
        book=books.book(request, who, month),
        gone=[books.withdrawal_row(each, t) for each in gone],
        may_top_up=allows(who.actor, "money.top_up"),
        may_withdraw=allows(who.actor, "money.withdraw"),
        by_operator=t.money(read_withdrawal_terms().brand_withdrawal_operator_fen),
        amount=amount,
        back=back,
        problem=problem,
        notice=t(f"money.{done}") if done in ("topped", "asked") else None,
    )
