"""The operator's morning: what waits by money × age, audits, withdrawals, sweeps, who did what."""

import re
from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from domain.commissions.state.stages import Stage
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO
from domain.commissions.views.words import move_words
from domain.money.withdrawals.words import STATE_WORDS
from domain.operations.sweeps import SWEEPS
from domain.parties.actor import ActorKind
from services.access import audit
from services.app import App
from services.commissions import standing
from services.commissions.standing import Shown
from services.money import withdrawals_read
from services.operations import attention, sweeps
from services.operations.gateway_health import standing as health_of
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.rows import row
from starter.web.tables import Cell, Table, table_page
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
OPERATOR = ActorKind.OPERATOR
LINES = 100
NUMBERS_MAX = 2**62
"""Of a row: databases count no further."""
COMMAND = re.compile("`([a-z_]+)`")
"""A page has the act itself beside it: its name in the trade is enough."""


@router.get("/morning")
async def morning(request: Request, why: str = "") -> Response:
    who = await in_thread(allowed, request, "operator.decide", OPERATOR)
    reachable = await health_of(app_of(request))
    return await in_thread(_morning, request, who, why, reachable.books, reachable.temporal)


def _morning(request: Request, who: Visitor, why: str, books: bool, temporal: bool) -> Response:
    app, t = app_of(request), wording(request)
    every = attention.in_need(app.engine)
    reasons = Counter(each.word for each in every)
    wanted = {each.commission.id for each in every if not why or each.word == why}
    waiting = [
        _waiting(found, app, who, t) for found in _by_commission(every) if found[0].commission.id in wanted
    ]
    payouts = [row for row, _ in withdrawals_read.in_need(app.engine)]
    health = [
        {"ok": books, "text": f"{t('morning.books')} {t('morning.ok' if books else 'morning.away')}"},
        {
            "ok": temporal,
            "text": f"{t('morning.temporal')} {t('morning.ok' if temporal else 'morning.away')}",
        },
        *(_swept(app, name, t) for name in SWEEPS),
    ]
    return page(
        request,
        "morning.html",
        who,
        waiting=sorted(waiting, key=lambda each: -each["weight"]),
        total=len({each.commission.id for each in every}),
        reasons=[
            {"name": name, "words": t.pick((ATTENTION[name].zh, ATTENTION[name].en)), "count": count}
            for name, count in reasons.most_common()
        ],
        reason=why,
        health=health,
        payouts=[
            {
                "id": each.id,
                "owner": each.owner,
                "state": t.pick(STATE_WORDS[each.state]),
                "reason": each.reason,
                "fen": each.fen,
            }
            for each in payouts
        ],
        today=t.moment(),
        count=len({each.commission.id for each in every}),
    )


def _by_commission(every: list[attention.InNeed]) -> list[list[attention.InNeed]]:
    """A commission stands once in the list, with all its reasons."""
    found: dict[str, list[attention.InNeed]] = {}
    for each in every:
        found.setdefault(each.commission.id, []).append(each)
    return list(found.values())


def _waiting(reasons: list[attention.InNeed], app: App, who: Visitor, t: Wording) -> dict[str, Any]:
    first = reasons[0]
    shown: Shown = standing.of_state(app, who.actor, first.commission)
    waited = max((shown.now - min(each.since for each in reasons)).total_seconds(), 0)
    todo = TODO[first.word]
    return {
        "shown": row(shown, who.actor, t),
        "why": t.listed(t.pick((ATTENTION[each.word].zh, ATTENTION[each.word].en)) for each in reasons),
        "todo": COMMAND.sub(lambda found: t.pick(move_words(found[1])), t.pick((todo.zh, todo.en))),
        "waited": t.span(int(waited)),
        "weight": waited * first.commission.order.price_fen,
    }


def _swept(app: App, name: str, t: Wording) -> dict[str, Any]:
    last = sweeps.last_sweep(app.engine, name)
    title = t.pick((SWEEPS[name].zh, SWEEPS[name].en)).split("：")[0].split(":")[0]
    if last is None:
        return {"ok": True, "text": f"{title}：{t('morning.never')}"}
    found = len(last.findings)
    said = t("morning.findings", count=found) if found else t("morning.clean")
    return {"ok": not found, "text": f"{title}：{said}，{t.at(last.finished_at)}"}


@router.get("/audits")
def audits(request: Request) -> Response:
    """Works by age: the platform's own audit, or its answer where it sends none."""
    who, app, t = allowed(request, "operator.decide", OPERATOR), app_of(request), wording(request)
    shown, _ = standing.rows(app, who.actor, stages=(Stage.PLATFORM_AUDIT,), limit=LINES)
    rows = [row(each, who.actor, t) for each in shown]
    heads = (t("morning.task"), t("truth.until"), t("truth.then"), t("morning.money"))
    cells = [
        [
            Cell(f"{each.title} · {each.other}", each.address),
            Cell(each.until),
            Cell(each.then),
            Cell(each.money, money=True),
        ]
        for each in rows
    ]
    return table_page(
        request, who, t("audits.title"), [Table("", heads, cells, t("audits.none"))], text=t("audits.help")
    )


@router.get("/withdrawals")
def withdrawals(request: Request) -> Response:
    who, app, t = allowed(request, "operator.decide", OPERATOR), app_of(request), wording(request)
    found, _ = withdrawals_read.withdrawals(app.engine, limit=LINES)
    heads = (
        t("act.day"),
        t("withdrawals.owner"),
        t("income.state"),
        t("withdrawals.number"),
        t("income.money"),
    )
    cells = [
        [
            Cell(t.at(each.updated_at)),
            Cell(each.owner),
            Cell(t.pick(STATE_WORDS[each.state])),
            Cell(each.number),
            Cell(t.money(each.fen), money=True),
        ]
        for each in found
    ]
    return table_page(request, who, t("withdrawals.title"), [Table("", heads, cells, t("withdrawals.none"))])


@router.get("/reconciliation")
def reconciliation(request: Request) -> Response:
    who, app, t = allowed(request, "operator.decide", OPERATOR), app_of(request), wording(request)
    tables = []
    for name, sweep in SWEEPS.items():
        last = sweeps.last_sweep(app.engine, name)
        title = t.pick((sweep.zh, sweep.en))
        rows = [
            [Cell(each.kind), Cell(each.subject), Cell(each.detail)]
            for each in (last.findings if last else ())
        ]
        empty = t("reconciliation.none") if last else t("morning.never")
        tables.append(Table(title, (t("reconciliation.finding"), "", ""), rows, empty))
    return table_page(request, who, t("reconciliation.title"), tables)


@router.get("/audit-log")
def audit_log(request: Request, after: Annotated[int, Query(ge=0, le=NUMBERS_MAX)] = 0) -> Response:
    who, app, t = allowed(request, "operator.audit_log", OPERATOR), app_of(request), wording(request)
    found = audit.audit_log(app.engine, who.actor, audit.Wanted("", "", "", ""), after or None, LINES)
    heads = (
        t("commission.at"),
        t("audit_log.who"),
        t("audit_log.what"),
        t("audit_log.whom"),
        t("audit_log.from"),
    )
    cells = [
        [Cell(t.at(each.at)), Cell(each.account), Cell(each.what), Cell(each.whom), Cell(each.address)]
        for each in found
    ]
    more = str(found[-1].id) if len(found) == LINES else ""
    return table_page(
        request, who, t("audit_log.title"), [Table("", heads, cells, t("audit_log.none"))], more=more
    )
