"""Ordering from a cart: up to fifty creators at their own prices, one brief, the sum before it is paid."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.task_types import TASK_TYPES
from domain.parties.actor import ActorKind
from domain.parties.profiles import CreatorProfile
from domain.refusals import Refused
from services.app import App
from services.commissions import own_orders, past_briefs
from services.commissions.row_verdicts import Outcome, RowResult
from services.money import wallets
from services.parties import profiles
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import briefs
from starter.web.cart import MOST, Chosen, chosen_in, problems_of_all, shown_rows
from starter.web.failing import PageRoute, on_its_form
from starter.web.fields import marked
from starter.web.forms import form_of
from starter.web.rendering import page, to, wording
from starter.web.visitors import Visitor, allowed

router = APIRouter(include_in_schema=False, route_class=PageRoute)
BRAND = ActorKind.BRAND
OFFERED, TEMPLATES = 200, 8
WAITED_SECONDS, PAUSE_SECONDS = 2.0, 0.05
DONE = (Outcome.STARTED, Outcome.ALREADY)


@router.get("/order")
def order(request: Request, type: str = "") -> Response:  # noqa: A002  # the name in the address
    """``from``: a commission whose brief the form begins with."""
    who, app = allowed(request, "commission.order", BRAND), app_of(request)
    before = request.query_params.get("from", "")
    typed: Mapping[str, str] = {}
    if before:
        type, typed = past_briefs.fields_of(app, who.actor, before)  # noqa: A001
    return _order(request, who, type, typed, ())


@router.post("/order")
async def place(request: Request, type: str = "") -> Response:  # noqa: A002
    """One order for each creator of the cart, under one number of the form: sent twice, ordered once."""
    who = await in_thread(allowed, request, "commission.order", BRAND)
    given, app = await form_of(request), app_of(request)
    try:
        given.check()
    except Refused as refused:
        problem = on_its_form(request, refused)
        chosen = chosen_in(given.several("creator"))
        return await in_thread(lambda: _order(request, who, type, given.texts, chosen, problem=problem))
    chosen, is_sent = chosen_in(given.several("creator")), given.text("step") == "send"
    if given.text("step") == "find":
        return await in_thread(
            lambda: _order(request, who, type, given.texts, chosen, wanted=given.text("q"))
        )
    if not chosen or len(chosen) > MOST:
        said = "order.too_many" if chosen else "order.nobody_chosen"
        return await in_thread(lambda: _order(request, who, type, given.texts, chosen, said=said))
    asked = [own_orders.Asked(briefs.brief(given, type, each.creator, each.price)) for each in chosen]
    before = await in_thread(wallets.wallet, app.engine, who.actor.party_id)
    results = await own_orders.order_many(app, who.actor.party_id, asked, dry_run=not is_sent)
    if is_sent:
        await _held(app, who.actor.party_id, before.available_fen, results)
        if results and all(each.outcome in DONE for each in results):
            return to(f"/desk?ordered={len(results)}")
    return await in_thread(lambda: _order(request, who, type, given.texts, chosen, results, is_sent=is_sent))


async def _held(app: App, brand_id: str, available_fen: int, results: Sequence[RowResult]) -> None:
    """The balance that is shown is the one after paying, as long as a reader waits without wondering."""
    taken = sum(each.order.hold_fen for each in results if each.outcome is Outcome.STARTED and each.order)
    until = time.monotonic() + WAITED_SECONDS
    while taken and time.monotonic() < until:
        wallet = await in_thread(wallets.wallet, app.engine, brand_id)
        if wallet.available_fen <= available_fen - taken:
            return
        await asyncio.sleep(PAUSE_SECONDS)


def _order(
    request: Request,
    who: Visitor,
    task_type: str,
    typed: Mapping[str, str],
    chosen: Sequence[Chosen],
    results: Sequence[RowResult] = (),
    *,
    is_sent: bool = False,
    said: str = "",
    wanted: str = "",
    problem: dict[str, Any] | None = None,
) -> Response:
    app, t = app_of(request), wording(request)
    kind = TASK_TYPES.get(task_type)
    offers = _offers(profiles.creators(app.engine, task_type), task_type) if kind else []
    named = {each.id: each.name for each in offers}
    wallet = wallets.wallet(app.engine, who.actor.party_id)
    good = [each.order for each in results if each.outcome is Outcome.GOOD and each.order]
    hold = sum(each.hold_fen for each in good)
    done = {at.creator for at, each in zip(chosen, results, strict=False) if each.outcome in DONE}
    return page(
        request,
        "order.html",
        who,
        status=problem["status"] if problem else 200,
        problem=problem,
        types=[{"name": each.name, "words": t.pick((each.zh, each.en))} for each in TASK_TYPES.values()],
        type=kind.name if kind else "",
        creators=_shown(offers, task_type, wanted, keep={each.creator for each in chosen}),
        hidden=max(0, len(offers) - OFFERED) if not wanted else 0,
        wanted=wanted,
        chosen={each.creator for each in chosen} - done,
        fields=marked(briefs.fields(kind, typed, t), problem) if kind else [],
        wallet=wallet,
        rows=shown_rows(chosen, results, named, t),
        wrong=problems_of_all(results, t),
        hold_fen=hold,
        good=len(good),
        short_fen=max(0, hold - wallet.available_fen),
        is_sent=is_sent,
        said=t(said, most=MOST) if said else "",
        templates=past_briefs.past_briefs(app, who.actor, TEMPLATES) if not results else [],
        type_words={each.name: t.pick((each.zh, each.en)) for each in TASK_TYPES.values()},
    )


def _offers(creators: Sequence[CreatorProfile], task_type: str) -> list[CreatorProfile]:
    """Whom it can be ordered from now."""
    return [each for each in creators if each.service(task_type).quote_fen and not each.paused]


def _shown(
    offers: Sequence[CreatorProfile], task_type: str, wanted: str, keep: set[str]
) -> list[dict[str, Any]]:
    """Those that are asked for by name, and whoever was chosen before."""
    asked = wanted.strip().casefold()
    found = [each for each in offers if asked in f"{each.id} {each.name}".casefold()][:OFFERED]
    found += [each for each in offers if each.id in keep and each not in found]
    return [
        {"id": each.id, "name": each.name, "fen": each.service(task_type).quote_fen or 0} for each in found
    ]
