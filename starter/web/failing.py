"""What goes wrong on a page, as a page: what happened, what it means, what to do; and the code in small."""

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from domain.commissions.views.words import BEARER_WORDS, DECISION_WORDS, FAULT_WORDS
from domain.refusals import Refused
from starter.http.failing import problem_of
from starter.http.problems import AWAY, Problem
from starter.web.attaching import texts_of
from starter.web.fields import KINDS
from starter.web.forms import FieldRefused, loosely, written
from starter.web.labels import label_of
from starter.web.multipart import is_multipart
from starter.web.rendering import language, page, to, wording
from starter.web.visitors import perhaps
from starter.web.wording import Wording

VOCABULARY = {
    "BEARER_UNFIT": BEARER_WORDS,
    "DECISION_UNFIT": DECISION_WORDS,
    "FAULT_NEEDED": FAULT_WORDS,
    "FAULT_UNFIT": FAULT_WORDS,
}
"""Refusals whose brackets hold words of a message."""
OF_FIELDS = frozenset({"FIELD_NEEDED", "FIELD_UNKNOWN", "FIELD_INVALID"})
"""Those whose brackets name fields."""
SESSION_OVER = ("SIGN_IN_NEEDED", "FORM_STALE")
log = structlog.get_logger()


class PageRoute(APIRoute):
    """Whatever its function raises is answered as a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        asked = super().get_route_handler()

        async def answering(request: Request) -> Response:
            try:
                return await asked(request)
            except Exception as failed:  # noqa: BLE001  # ours is logged, and told without its text
                return await answered(request, failed)

        return answering


def install(pages: FastAPI) -> None:
    """For addresses and verbs that no page has."""
    pages.add_exception_handler(HTTPException, answered)


async def answered(request: Request, failed: Exception) -> Response:
    problem = problem_of(failed)
    if problem is None:
        log.error("page failed", exc_info=failed, request_id=getattr(request.state, "request_id", ""))
        problem = Problem.of("INTERNAL_ERROR")
    if problem.code == "SIGN_IN_NEEDED" and request.method == "GET":
        return to(f"/sign-in?next={request.url.path}")
    typed = await _typed(request)
    if problem.code in SESSION_OVER:
        return page(request, "stale.html", status=problem.status, typed=typed)
    told = said(request, problem)
    return page(request, "failed.html", perhaps(request), status=problem.status, problem=told, typed=typed)


def said(request: Request, failed: Exception | Problem) -> dict[str, Any]:
    """In the reader's language: its words, what to do, the fields at fault, its code."""
    problem = failed if isinstance(failed, Problem) else problem_of(failed) or Problem.of("INTERNAL_ERROR")
    return told_as(request, problem.told(language(request), str(getattr(request.state, "request_id", ""))))


def told_as(request: Request, told: dict[str, Any]) -> dict[str, Any]:
    """A problem of the interface in a page's words: of what is away a program is told how to ask again."""
    is_away, t = told["status"] == AWAY, wording(request)
    title = t("failed.absent") if told["code"] == "PATH_UNKNOWN" else told["title"]
    detail = t("failed.away") if is_away else worded(told["code"], told["detail"], t)
    if told["code"] == "PATH_UNKNOWN":  # a program is told of a document, people have none
        detail = t("failed.absent_help")
    return {
        "title": title[:1].upper() + title[1:],
        "detail": "" if detail == title else detail,
        "todo": "" if is_away else told.get("what_to_do", ""),
        "errors": told.get("errors", []),
        "code": told["code"],
        "status": told["status"],
        "request_id": told["request_id"],
        "late": True,
    }


def worded(code: str, text: str, t: Wording) -> str:
    """A refusal that names what could be written instead names it for people: as the form offers it."""
    table = VOCABULARY.get(code) or (_labels(t) if code in OF_FIELDS else None)
    if table is None:
        return text
    names = re.compile(rf"\b({'|'.join(table)})\b(?=[^（(]*[）)])", re.ASCII)
    return names.sub(lambda found: t.pick(table[found[1]]), text)


def _labels(t: Wording) -> Mapping[str, tuple[str, str]]:
    told = {name: label_of(name, t) for name in KINDS}
    return {name: (label, label) for name, label in told.items() if label}


def on_its_form(request: Request, failed: Exception) -> dict[str, Any]:
    """As ``said``, for the form that was sent: what was typed stays in it, and the field at fault is named.

    Raises what failed where it is nobody's doing but ours.
    """
    problem = problem_of(failed)
    if problem is None:
        raise failed
    told = said(request, problem)
    if not isinstance(failed, FieldRefused):
        return told
    t = wording(request)
    label = label_of(failed.field, t)
    title = f"{label}{t('site.colon')}{told['title']}" if label else told["title"]
    return told | {"title": title, "at": failed.field, "of_field": told["title"]}


async def _typed(request: Request) -> list[str]:
    """What somebody wrote is not lost, whatever became of the form."""
    if request.method != "POST":
        return []
    try:
        if is_multipart(request):
            found = await texts_of(request)
            return written((name, each) for name, several in found.items() for each in several)
        return written(loosely(await request.body()))
    except (Refused, RuntimeError):  # it cannot be read, or was read before
        return getattr(request.state, "typed", [])
