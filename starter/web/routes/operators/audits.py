"""The audit desk: works in the platform's audit by age, beside their briefs and what the law asks."""

from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.ordering.industries import INDUSTRIES
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import ad_marked
from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.uploads.names import looks_like_upload
from domain.operators import check_reason
from domain.parties.actor import ActorKind
from domain.refusals import Refused
from services.commissions import owned, standing
from services.commissions.owned import Given
from services.commissions.standing import Shown
from services.commissions.versions import versions
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web import case_papers, papers, temporal_pages
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import form_of, number_of
from starter.web.rendering import page, to, wording
from starter.web.rows import row
from starter.web.told.versions import said
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(prefix="/audits", include_in_schema=False, route_class=PageRoute)
LINES = 100
REASON_MAX = 100
PASSED = {"yes": True, "no": False}


def visiting(request: Request) -> Visitor:
    return allowed(request, "operator.decide", ActorKind.OPERATOR)


@router.get("")
def audits(request: Request, done: str = "") -> Response:
    who, app = visiting(request), app_of(request)
    shown = _in_audit(request, who)
    t = wording(request, shown[0].now if shown else None)
    return page(
        request,
        "operator/audits.html",
        who,
        rows=[_listed(each, who, t) for each in shown],
        count=len(shown),
        temporal=temporal_pages.every_workflow(app),
        notice=t("audits.done") if done else None,
    )


def _in_audit(request: Request, who: Visitor) -> list[Shown]:
    """What was handed in first is first."""
    shown, _ = standing.rows(app_of(request), who.actor, stages=(Stage.PLATFORM_AUDIT,), limit=LINES)
    return sorted(shown, key=_handed_in)


def _handed_in(shown: Shown) -> float:
    return shown.state.work.at.timestamp() if shown.state.work else 0.0


def _listed(shown: Shown, who: Visitor, t: Wording) -> dict[str, Any]:
    work = shown.state.work
    waited = int((shown.now - work.at).total_seconds()) if work else 0
    return {
        "shown": row(shown, who.actor, t),
        "waited": t.span(max(waited, 0)),
        "round": work.round if work else 0,
        "missing": not ad_marked(shown.state),
    }


@router.get("/{commission_id}")
def one(request: Request, commission_id: str) -> Response:
    return _one(request, visiting(request), commission_id)


@router.post("/{commission_id}")
async def judge(request: Request, commission_id: str) -> Response:
    """It counts as the platform's answer; then the next work. Where a cancel waits for it, money moves: the
    case page shows what first.
    """
    who = await in_thread(visiting, request)
    given, app = await form_of(request), app_of(request)
    number = number_of(request, who, given)
    try:
        check_reason(given.text("reason"), REASON_MAX)
        fields = {"passed": _passed(given.text("passed")), "reason": given.text("reason")}
        await owned.command(app, who.actor, commission_id, "record_audit", Given(fields), number)
    except Exception as failed:  # noqa: BLE001  # told on the same form
        problem = on_its_form(request, failed)
        return await in_thread(_one, request, who, commission_id, given.texts, problem)
    return to("/audits?done=yes")


def _passed(text: str) -> bool:
    if text not in PASSED:
        raise Refused("FIELD_INVALID")
    return PASSED[text]


def _one(
    request: Request,
    who: Visitor,
    commission_id: str,
    typed: dict[str, str] | None = None,
    problem: dict[str, Any] | None = None,
) -> Response:
    app = app_of(request)
    shown = standing.one(app, who.actor, commission_id)
    t = wording(request, shown.now)
    c = shown.state
    files = case_papers.files_of(app, who.actor, commission_id)
    return page(
        request,
        "operator/audit.html",
        who,
        status=problem["status"] if problem else 200,
        now=shown.now,
        it=row(shown, who.actor, t),
        order=c.order,
        is_open=c.stage is Stage.PLATFORM_AUDIT,
        waits_to_cancel=c.pending_cancel is not None,
        work=_work(c, files, t),
        checks=list(_checks(c, t)),
        brief=papers.brief(shown, t),
        versions=said(versions(app, who.actor, commission_id), who, shown, t),
        in_mp=TASK_TYPES[c.order.task_type].submitted_in_mp,
        temporal=temporal_pages.of_commission(app, commission_id),
        typed=typed or {},
        problem=problem,
    )


def _work(c: Commission, files: dict[str, str], t: Wording) -> dict[str, Any] | None:
    work = c.work
    if work is None:
        return None
    is_file = looks_like_upload(work.ref)
    address = f"/files/{work.ref}" if is_file else ""
    if case_papers.LINK.fullmatch(work.ref):
        address = work.ref
    return {
        "text": files.get(work.ref, work.ref),
        "address": address,
        "round": t("commission.version", round=work.round),
        "at": t.at(work.at),
        "failed": c.failed_audits,
    }


def _checks(c: Commission, t: Wording) -> list[dict[str, Any]]:
    """What advertising law and the brief ask of this work; what the books can tell is told."""
    order = c.order
    industry = INDUSTRIES[str(order.brief.get("industry") or "general")]
    found = [_check("mark", t("audits.mark"), "广告法 §14", ok=c.marked_as_ad or order.marked_as_ad)]
    if order.purchase_link:
        text = t("audits.link", link=order.purchase_link)
        found.append(_check("link", text, "互联网广告管理办法 §9", ok=ad_marked(c)))
    else:
        found.append(_check("link", t("audits.no_link"), "互联网广告管理办法 §9", ok=None))
    if industry.examined:
        number = str(order.brief.get("approval_number") or "")
        text = t(
            "audits.approval", industry=t.pick((industry.zh, industry.en)), number=number or t("cases.none")
        )
        found.append(_check("approval", text, industry.basis, ok=bool(number)))
    found += [
        _check(name, t(f"audits.{name}", text=str(order.brief[name])), "", ok=None)
        for name in ("required", "forbidden")
        if order.brief.get(name)
    ]
    found.append(_check("refused", t("audits.refused"), "广告法 §15 §20 §22", ok=None))
    found.append(_check("platform", t("audits.platform"), "", ok=None))
    return found


def _check(name: str, text: str, basis: str, *, ok: bool | None) -> dict[str, Any]:
    return {"name": name, "text": text, "basis": basis, "ok": ok}
