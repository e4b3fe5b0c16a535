"""A commission as the platform decides it: what was said, the rules, the books, and the act beside them."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.moves import MESSAGES
from domain.commissions.views.standing.tried import Tried
from domain.commissions.views.words import move_words
from domain.parties.actor import ActorKind
from domain.party import Party
from services.app import App
from services.commissions import owned, standing
from services.commissions.standing import Shown
from services.commissions.versions import versions
from services.operations import attention, taking
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import case_acts, case_papers, papers, temporal_pages
from starter.web.failing import PageRoute
from starter.web.reached import reached
from starter.web.rendering import page, wording
from starter.web.routes.operators.morning import todo
from starter.web.rows import headline, row
from starter.web.told.decision import decision
from starter.web.told.life import life_told
from starter.web.told.ratings import ratings
from starter.web.told.versions import said
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/cases/{commission_id}", include_in_schema=False, route_class=PageRoute)
SIDES = (Party.CREATOR.value, Party.BRAND.value)


@dataclass(frozen=True)
class Asked:
    """The act beside the papers, and how far it has come."""

    name: str = ""
    side: str = ""
    """Empty: as the platform."""
    typed: dict[str, str] = field(default_factory=dict)
    tried: Tried | None = None
    seen: str = ""
    """What the preview is of."""
    problem: dict[str, Any] | None = None
    changed: bool = False
    """Something happened since the preview: this one is of now."""


def visiting(request: Request) -> Visitor:
    """Raises Refused: SIGN_IN_NEEDED, FORBIDDEN."""
    return allowed(request, "operator.decide", ActorKind.OPERATOR)


@router.get("")
async def case(
    request: Request,
    commission_id: str,
    act: str = "",
    side: str = "",
    seq: int = 0,
    done: str = "",
) -> Response:
    who = await in_thread(visiting, request)
    is_late = not await reached(app_of(request), who, commission_id, seq)
    asked = Asked(act if case_acts.is_act(act) else "", side if side in SIDES else "")
    return await in_thread(shown_case, request, who, commission_id, asked, done, is_late)


def shown_case(
    request: Request, who: Visitor, commission_id: str, asked: Asked, done: str = "", is_late: bool = False
) -> Response:
    app = app_of(request)
    shown = standing.one(app, who.actor, commission_id)
    t = wording(request, shown.now)
    lines = case_papers.lines_of(app, who.actor, commission_id)
    made = versions(app, who.actor, commission_id)
    files = case_papers.files_of(app, who.actor, commission_id)
    told = owned.seen(app, who.actor, commission_id)
    notice = t("commission.done", act=t.pick(move_words(done))) if done in MESSAGES else None
    return page(
        request,
        "operator/case.html",
        who,
        status=asked.problem["status"] if asked.problem else 200,
        now=shown.now,
        it=row(shown, who.actor, t),
        order=shown.state.order,
        heading=case_papers.title(shown, t),
        headline=headline(shown, who.actor, t),
        has_case=shown.state.case is not None,
        steps=life_told(shown, who, lines, made, t),
        reasons=_reasons(shown, t),
        taken=_taken(app, who, shown),
        statements=case_papers.statements_of(lines, files, shown, who.actor, t),
        said=papers.case(told, who.actor, t),
        decided=decision(told, lines, shown, who.actor, t),
        rules=case_papers.rules(lines, shown, t),
        ledger=case_papers.ledger(app, commission_id, t),
        deadlines=list(case_papers.deadlines(shown, t)),
        versions=said(made, who, shown, t),
        ratings=ratings(app, who.actor, shown, t),
        brief=papers.brief(shown, t),
        log=papers.log(app, who.actor, shown, t),
        notices=papers.notices(app, who.actor, commission_id, t),
        proposal=_proposal(told, t),
        temporal=temporal_pages.of_commission(app, commission_id),
        acts=case_acts.every_act(app, who.actor, shown, t),
        act=_act(app, who, shown, asked, told, t),
        problem=asked.problem,
        notice=t("commission.late_books") if is_late else notice,
    )


def _act(
    app: App, who: Visitor, shown: Shown, asked: Asked, told: dict[str, Any], t: Wording
) -> dict[str, Any] | None:
    name = asked.name or case_acts.first_act(app, who.actor, shown)
    if not name:
        return None
    ready = asked.tried is not None and not asked.tried.early
    return {
        "name": name,
        "side": asked.side,
        "words": case_acts.label_of(name, None, asked.side, t),
        "label": case_acts.label_of(name, asked.tried, asked.side, t),
        "fields": case_acts.form_fields(app, shown, name, asked.side, told, asked.typed, t),
        "preview": case_acts.previewed(asked.tried, shown, t) if asked.tried else None,
        "may_send": ready or not case_acts.asks_first(name, shown.state),
        "seen": asked.seen,
        "changed": asked.changed,
        "destructive": name in ("force_refund", "cancel", "freeze"),
    }


def _reasons(shown: Shown, t: Wording) -> list[dict[str, str]]:
    return [{"words": words, "todo": todo(name, t)} for name, words in papers.attention_words(shown, t)]


def _taken(app: App, who: Visitor, shown: Shown) -> dict[str, Any]:
    commission_id = shown.state.id
    since = attention.since(app.engine, commission_id)
    has = taking.takers(app, {commission_id: since}).get(commission_id)
    return {
        "by": has.operator.partition(":")[2] if has else "",
        "mine": has is not None and has.account == who.actor.account,
        "offered": bool(shown.state.attention),
    }


def _proposal(told: dict[str, Any], t: Wording) -> dict[str, str] | None:
    """What another operator has proposed, before anybody seconds it."""
    found = told.get("proposal")
    if not found:
        return None
    return {
        "act": t.label(move_words(found["move"])),
        "by": found["by"].partition(":")[2],
        "ref": found["ref"],
        "reason": found["reason"],
    }
