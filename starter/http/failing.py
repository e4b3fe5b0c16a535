"""What goes wrong in a route, as a problem: refusals of the rules, the books and fields, and our own."""

from math import ceil
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain import forms
from domain.commissions.ordering.brief import BadBrief
from domain.parties.sign_in import CodeWrong, TooOften
from domain.refusals import REFUSALS, Kind, Refused, kind_of
from models.api.shapes import is_field
from services.commissions.clashes import Clash
from services.commissions.commands import CommandRefused, NoAnswerYet
from services.commissions.ordering import OrderRefused, Why
from services.failures import Complaint, named
from services.money.withdrawals import TooOftenToPay
from services.operations.events import CursorRefused
from starter.http.parameters import UNKNOWN
from starter.http.problems import MEDIA_TYPE, Fault, Problem, answer_with, as_bytes
from starter.http.verbs import allowed

log = structlog.get_logger()
RETRY_COMMAND = 2
SOON = {"KEY_IN_USE": 1, "BUSY": 2, "TOO_MANY_WAIT": 5, "REQUESTS_WAITING": 60}
"""Seconds after which the same may pass."""
QUOTING = frozenset({"PLACEHOLDER_LEFT", "WORKFLOW_LOST"})
"""Refusals of commands whose words bear what was written."""
AWAY = (
    "暂时不可用，请稍后用同一 Idempotency-Key 再试",
    "away for now: try again shortly under the same Idempotency-Key",
)
BY_STATUS = {404: "PATH_UNKNOWN", 405: "METHOD_UNKNOWN"}


def install(api: FastAPI) -> None:
    """What FastAPI raises itself is answered by it; the rest by ``Failing``, which must stand around it."""
    for kind in (RequestValidationError, HTTPException):
        api.add_exception_handler(kind, _answered)


async def _answered(request: Request, failed: Exception) -> Response:
    problem = problem_of(failed) or Problem.of("INTERNAL_ERROR")
    headers = {**(getattr(failed, "headers", None) or {}), **problem.headers}
    if problem.code == "METHOD_UNKNOWN":
        headers["Allow"] = allowed(request)
    return Response(as_bytes(problem, request.scope), problem.status, headers, MEDIA_TYPE)


class Failing:
    """An ASGI layer: whatever a route raises becomes a problem. Ours is logged, without its text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as failed:
            problem = problem_of(failed)
            if problem is None:
                log.exception("request failed", request_id=scope.get("state", {}).get("request_id"))
            if begun or scope["type"] != "http":
                raise
            await answer_with(problem or Problem.of("INTERNAL_ERROR"), scope, receive, send)


def problem_of(failed: Exception) -> Problem | None:  # noqa: C901, PLR0911  # one for each kind
    """None: it is nobody's doing but ours."""
    match failed:
        case TooOften():
            return Problem(failed.code, failed.zh, failed.en, retry_after=failed.seconds)
        case CodeWrong():
            return Problem(failed.code, failed.zh, failed.en, more={"tries_left": failed.tries_left})
        case Clash():
            return Problem(failed.code, failed.zh, failed.en, more=_standing(failed))
        case CursorRefused():
            return Problem(failed.code, failed.zh, failed.en, more={"after": failed.after})
        case Refused() | forms.Unreadable() | CommandRefused():
            return _told_unquoted(failed)
        case NoAnswerYet():
            return Problem(failed.code, *AWAY, retry_after=RETRY_COMMAND)
        case OrderRefused():
            return _refused_order(failed.reasons)
        case BadBrief():
            return _bad_brief(failed)
        case RequestValidationError():
            return Problem.of("REQUEST_INVALID", faults=tuple(map(_fault, failed.errors())))
        case HTTPException():
            return Problem.of(BY_STATUS.get(failed.status_code, "REQUEST_INVALID"))
        case _:
            found = named(failed)
            return _told(found[0]) if found else None


def _told_unquoted(failed: Refused | forms.Unreadable | CommandRefused) -> Problem:
    """Without the sender's own words, where a refusal has them for the command line."""
    match failed:
        case forms.Unreadable():
            return Problem(failed.code, *failed.words)
        case CommandRefused() if failed.code in QUOTING:
            return Problem.of(failed.code, seq=failed.seq)
        case TooOftenToPay():
            return Problem(failed.code, failed.zh, failed.en, retry_after=ceil(failed.wait.total_seconds()))
        case CommandRefused():
            soon = SOON.get(failed.code, 0)
            return Problem(failed.code, failed.zh, failed.en, seq=failed.seq, retry_after=soon)
        case _ if failed.quotes:
            return Problem.of(failed.code)
        case _:
            return Problem(failed.code, failed.zh, failed.en, retry_after=SOON.get(failed.code, 0))


def _standing(clash: Clash) -> dict[str, Any]:
    """By which a client tells a repeat of its own from a clash. One that is being ordered has no id yet."""
    whose = {"commission_id": clash.commission_id} if clash.commission_id else {}
    return {**whose, **({"differs": list(clash.differs)} if clash.differs else {})}


def _bad_brief(bad: BadBrief) -> Problem:
    told = (each.unquoted or each for each in bad.problems)
    faults = (Fault(each.field, each.code or "FIELD_INVALID", each.zh, each.en) for each in told)
    return Problem.of("BRIEF_INVALID", faults=tuple(faults))


def told_of(reason: Why) -> tuple[str, str]:
    """Chinese and English, without the id or number that the books add: it is what was sent."""
    known = REFUSALS.get(reason.code)
    return known.words if known and reason.zh.startswith(f"{known.zh}：") else (reason.zh, reason.en)


def _told(complaint: Complaint) -> Problem:
    """What is away is told by its name: its words may say where it is and what it answered."""
    if kind_of(complaint.code) is Kind.UNAVAILABLE:
        return Problem(complaint.code, *AWAY)
    return Problem(complaint.code, *(complaint.unquoted or (complaint.zh, complaint.en)))


def _refused_order(reasons: tuple[Why, ...]) -> Problem:
    """One reason is the problem itself; of several each is told."""
    if len(reasons) == 1:
        return Problem(reasons[0].code, *told_of(reasons[0]))
    faults = tuple(Fault("", each.code, *told_of(each)) for each in reasons)
    return Problem.of("ORDER_REFUSED", faults=faults)


KINDS = {
    "missing": "FIELD_NEEDED",
    "extra_forbidden": "FIELD_NOT_KNOWN",
    UNKNOWN: "PARAMETER_UNKNOWN",
}


def _fault(error: dict[str, Any]) -> Fault:
    """Where, and of what kind; never what was written there, nor a field's name that we do not know."""
    code = KINDS.get(str(error["type"]), "FIELD_INVALID")
    kind, *rest = error["loc"]
    where = [_named(each) if kind == "body" else str(each) for each in rest]
    if code == "FIELD_NOT_KNOWN" and where:
        where[-1] = "?"
    zh, en = REFUSALS[code].words
    expected = _expected(error)
    return Fault(
        ".".join(where),
        code,
        f"{zh}{f'（{expected}）' if expected else ''}",
        f"{en}{f' ({expected})' if expected else ''}",
    )


def _named(part: str | int) -> str:
    """A place in a list, or a field of ours; of a mapping the client's own words are no name to repeat."""
    return str(part) if isinstance(part, int) or is_field(part) else "?"


def _expected(error: dict[str, Any]) -> str:
    """Bounds and choices are ours, so they may be told."""
    told = error.get("ctx") or {}
    names = ("ge", "gt", "le", "lt", "max_length", "min_length", "expected", "pattern")
    return ", ".join(f"{name} {told[name]}" for name in names if name in told)
