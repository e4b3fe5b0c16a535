"""The books held against the world: what the sweeps found, a sweep by hand, and claims after a settlement."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from domain import forms
from domain.commissions.money.shares import Said
from domain.operations.finding_answers import todo
from domain.operations.findings import KINDS, Finding
from domain.operations.sweeps import SWEEPS, summed_up
from domain.parties.actor import ActorKind
from domain.refusals import Refused
from runtime.schedules import sweep_now
from services.money import claims
from services.operations import sweeps
from services.threads import in_thread
from services.waiting import StillWaiting
from starter.http.calling import app_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of, number_of
from starter.web.rendering import page, to, wording
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PATIENCE = 20.0
"""Seconds that a reader waits for a sweep; it goes on by itself."""
KINDS_OF_CLAIM = ("clawback", "compensation", "write_off")


@router.get("/reconciliation")
def reconciliation(request: Request, done: str = "", goes_on: str = "") -> Response:
    who = allowed(request, "operator.decide", ActorKind.OPERATOR)
    return _reconciliation(request, who, done=done, goes_on=goes_on)


@router.post("/reconciliation/{name}")
async def sweep(request: Request, name: str) -> Response:
    """Now; pressed twice it is one sweep."""
    who = await in_thread(allowed, request, "operator.sweeps", ActorKind.OPERATOR)
    await form_of(request)
    if name not in SWEEPS:
        raise Refused("PATH_UNKNOWN")
    app = app_of(request)
    try:
        await sweep_now(app.client, app.settings, name, PATIENCE)
    except StillWaiting:
        return to(f"/reconciliation?goes_on={name}")
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        return await in_thread(lambda: _reconciliation(request, who, problem=problem))
    return to(f"/reconciliation?done={name}")


def _reconciliation(
    request: Request,
    who: Visitor,
    *,
    done: str = "",
    goes_on: str = "",
    problem: dict[str, Any] | None = None,
) -> Response:
    app, t = app_of(request), wording(request)
    notice = t("reconciliation.done") if done in SWEEPS else None
    return page(
        request,
        "operator/reconciliation.html",
        who,
        status=problem["status"] if problem else 200,
        sweeps=[_swept(name, sweeps.last_sweep(app.engine, name), t) for name in SWEEPS],
        problem=problem,
        notice=t("reconciliation.goes_on") if goes_on in SWEEPS else notice,
    )


def _swept(name: str, last: sweeps.Swept | None, t: Wording) -> dict[str, Any]:
    return {
        "name": name,
        "title": t.pick((SWEEPS[name].zh, SWEEPS[name].en)),
        "at": t.at(last.finished_at) if last else "",
        "summed": summed_up(name, last.counts, t.lang) if last else "",
        "findings": [_finding(each, t) for each in (last.findings if last else ())],
    }


def _finding(each: Finding, t: Wording) -> dict[str, str]:
    known = KINDS[each.kind]
    command = todo(each, t.lang).partition(" · ./starmap ")
    about = command[2].split(" ")
    return {
        "what": t.pick((known.zh, known.en)),
        "subject": each.subject,
        "address": _address(about, each.subject),
        "detail": each.detail,
        "todo": command[0].removeprefix("→ "),
    }


def _address(about: list[str], subject: str) -> str:
    """The page of what it is about, by the command that shows it."""
    if about[:1] == ["commission"]:
        return f"/cases/{subject}"
    return f"/withdrawals/{subject}" if about[:1] == ["withdrawal"] else ""


@router.get("/claims")
def claims_page(request: Request, commission: str = "", party: str = "", done: str = "") -> Response:
    who = allowed(request, "operator.decide", ActorKind.OPERATOR)
    return _claims(request, who, commission[:128], party[:64], done=done)


@router.post("/claims/{kind}")
async def claim(request: Request, kind: str) -> Response:
    who = await in_thread(allowed, request, "operator.claims", ActorKind.OPERATOR)
    given = await form_of(request)
    if kind not in KINDS_OF_CLAIM:
        raise Refused("PATH_UNKNOWN")
    number = number_of(request, who, given)
    try:
        await in_thread(_decide, request, who, kind, given, number)
    except Exception as failed:  # noqa: BLE001
        problem = on_its_form(request, failed)
        return await in_thread(
            lambda: _claims(request, who, "", "", problem=problem, kind=kind, typed=given.texts)
        )
    return to("/claims?done=yes")


def _decide(request: Request, who: Visitor, kind: str, given: Form, number: str) -> None:
    given.check()
    engine = app_of(request).engine
    by = {"operator": who.actor.spoken, "reason": given.text("reason")}
    match kind:
        case "clawback":
            share = Said(None, _percent(given.text("creator_percent")), None)
            claims.claw_back(engine, given.text("commission"), share, number, **by)
        case "compensation":
            fen, commission = forms.amount(given.text("amount")), given.text("commission")
            claims.compensate(engine, given.text("payee"), fen, number, commission_id=commission, **by)
        case _:
            claims.write_off(engine, given.text("creator"), forms.amount(given.text("amount")), number, **by)


def _percent(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:4]) > 100:  # noqa: PLR2004
        raise Refused("FIELD_INVALID")
    return int(text[:4])


def _claims(
    request: Request,
    who: Visitor,
    commission: str,
    party: str,
    *,
    done: str = "",
    problem: dict[str, Any] | None = None,
    kind: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    app, t = app_of(request), wording(request)
    found = claims.claims(app.engine, commission, party)
    return page(
        request,
        "operator/claims.html",
        who,
        status=problem["status"] if problem else 200,
        rows=[
            {
                "at": t.at(each.at),
                "kind": t(f"claims.{each.kind.value}"),
                "party": each.party,
                "address": f"/parties/{each.party.replace(':', '/')}",
                "commission": each.commission_id or "",
                "fen": each.fen,
                "operator": each.operator.partition(":")[2],
                "reason": each.reason,
            }
            for each in reversed(found)
        ],
        commission=commission,
        party=party,
        kind=kind,
        typed=typed or {},
        problem=problem,
        notice=t("claims.done") if done else None,
    )
