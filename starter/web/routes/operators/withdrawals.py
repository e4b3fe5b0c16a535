"""Withdrawals: those that wait first, and one with its whole life and what can be said to it."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.money.withdrawals.attention import ALERTS
from domain.money.withdrawals.state import InBooks
from domain.money.withdrawals.words import EVENT_WORDS, STATE_WORDS, why
from domain.operators import check_reason
from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.money import withdrawals_read, withdrawing
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import temporal_pages
from starter.web.failing import PageRoute, on_its_form
from starter.web.filters import Filters
from starter.web.forms import form_of, number_of
from starter.web.rendering import page, to, wording
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/withdrawals", include_in_schema=False, route_class=PageRoute)
LINES = 100
REASON_MAX = 100
RETRY, CANCEL, ASK = "retry", "cancel", "ask"


@router.get("")
def withdrawals(request: Request, state: str = "", creator: str = "", brand: str = "") -> Response:
    who, app = allowed(request, "operator.decide", ActorKind.OPERATOR), app_of(request)
    t = wording(request)
    filters = Filters()
    wanted = filters.one_of("state", state, tuple(InBooks))
    problem = on_its_form(request, filters.refused) if filters.refused else None
    found, more = (
        ([], False)
        if problem
        else withdrawals_read.withdrawals(
            app.engine, state=wanted, creator_id=creator[:32], brand_id=brand[:32], limit=LINES
        )
    )
    return page(
        request,
        "operator/withdrawals.html",
        who,
        status=problem["status"] if problem else 200,
        problem=problem,
        states=[(each.value, t.label(STATE_WORDS[each])) for each in InBooks],
        state=wanted,
        creator=creator[:32],
        brand=brand[:32],
        rows=[_row(each, t) for each in found],
        more=more,
    )


def _row(each: withdrawals_read.Shown, t: Wording) -> dict[str, Any]:
    return {
        "id": each.id,
        "at": t.at(each.updated_at),
        "owner": each.owner,
        "party": f"/parties/{'brand' if each.brand_id else 'creator'}/{each.owner}",
        "state": t.pick(STATE_WORDS[each.state]),
        "number": each.number,
        "why": why(each.reason),
        "fen": each.fen,
    }


@router.get("/{withdrawal_id}")
def one(request: Request, withdrawal_id: str, done: str = "") -> Response:
    who = allowed(request, "operator.decide", ActorKind.OPERATOR)
    return _one(request, who, withdrawal_id, done=done)


@router.post("/{withdrawal_id}/{act}")
async def say(request: Request, withdrawal_id: str, act: str) -> Response:
    """Sent again, back to the balance, or asked about at the bank: once for each number of a form."""
    who = await in_thread(allowed, request, "operator.withdrawals", ActorKind.OPERATOR)
    given, app = await form_of(request), app_of(request)
    if act not in (RETRY, CANCEL, ASK):
        raise Refused("PATH_UNKNOWN")
    number, done = number_of(request, who, given), act
    try:
        by = {"operator": who.actor.spoken, "reason": given.text("reason"), "command_id": number}
        if act == ASK:
            _, was_sent_back = await withdrawing.ask_bank(app, withdrawal_id)
            done = "sent_back" if was_sent_back else "kept"
        else:
            check_reason(by["reason"], REASON_MAX)
            await (withdrawing.retry if act == RETRY else withdrawing.cancel)(app, withdrawal_id, **by)
    except Exception as failed:  # noqa: BLE001  # told beside what was typed
        problem = on_its_form(request, failed)
        typed = given.text("reason")
        return await in_thread(lambda: _one(request, who, withdrawal_id, problem=problem, typed=typed))
    return to(f"/withdrawals/{withdrawal_id}?done={done}")


def _one(
    request: Request,
    who: Visitor,
    withdrawal_id: str,
    *,
    done: str = "",
    problem: dict[str, Any] | None = None,
    typed: str = "",
) -> Response:
    app, t = app_of(request), wording(request)
    found, steps = withdrawals_read.withdrawal(app.engine, withdrawal_id)
    alert = ALERTS.get(withdrawals_read.alert_of_step(found, steps[-1])) if steps else None
    said = {RETRY, CANCEL, "sent_back", "kept"}
    return page(
        request,
        "operator/withdrawal.html",
        who,
        status=problem["status"] if problem else 200,
        it=_row(found, t),
        commission=found.commission_id,
        rail=found.rail,
        alert=t.pick((alert.zh, alert.en)) if alert else "",
        todo=t.pick((alert.do_zh, alert.do_en)).replace("`", "") if alert else "",
        waits=found.state == InBooks.WAITING,
        paid=found.state == InBooks.PAID,
        steps=[_step(each, t) for each in reversed(steps)],
        temporal=temporal_pages.of_withdrawal(app, withdrawal_id),
        typed=typed,
        problem=problem,
        notice=t(f"withdrawals.{done}") if done in said else None,
    )


def _step(each: withdrawals_read.Step, t: Wording) -> dict[str, str]:
    return {
        "at": t.at(each.at),
        "what": t.label(EVENT_WORDS.get(each.event, (each.event, each.event))),
        "number": each.number,
        "why": why(each.code) if each.code else "",
        "who": each.actor,
        "reason": each.reason,
        "state": t.pick(STATE_WORDS.get(each.state, (each.state, each.state))),
    }
