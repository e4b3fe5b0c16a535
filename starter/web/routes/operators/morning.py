"""The operator's morning: what waits by money × age, what is late since today, and how the platform is."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO
from domain.commissions.views.words import move_words
from domain.instants import beijing_day
from domain.money.withdrawals.attention import ALERTS
from domain.money.withdrawals.words import STATE_WORDS, why
from domain.parties.actor import ActorKind
from services.app import App
from services.commissions import standing
from services.commissions.listing import OVERDUE
from services.money import withdrawals_read
from services.operations import attention, taking
from services.operations.attention import InNeed
from services.operations.health import Health, health
from services.operations.taking import Taken
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.health_strip import strip
from starter.web.rendering import page, wording
from starter.web.rows import row
from starter.web.visitors import Visitor, allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
COMMAND = re.compile("`([a-z_]+)`")
"""A page has the act itself beside it: its name in the trade is enough."""
LATE = (*OVERDUE, "audit_overdue", "decision_long_overdue", "suspended_long", "frozen_long")
TODAY = "today"


@router.get("/morning")
async def morning(request: Request, why: str = "") -> Response:
    who = await in_thread(allowed, request, "operator.decide", ActorKind.OPERATOR)
    return await shown(request, who, why)


async def shown(
    request: Request, who: Visitor, why: str = "", problem: dict[str, Any] | None = None
) -> Response:
    """``problem``: somebody was quicker."""
    found = await health(app_of(request))
    return await in_thread(_morning, request, who, why, found, problem)


def _morning(
    request: Request, who: Visitor, wanted: str, now: Health, problem: dict[str, Any] | None
) -> Response:
    app, t = app_of(request), wording(request)
    every = attention.in_need(app.engine)
    taken = taking.takers(app, {each.commission.id: each.since for each in every})
    today = [each for each in every if _late_today(each, t)]
    waiting = [_waiting(each, app, who, taken, t) for each in _filtered(every, today, wanted)]
    return page(
        request,
        "operator/morning.html",
        who,
        status=problem["status"] if problem else 200,
        waiting=sorted(waiting, key=lambda each: -each["weight"]),
        total=len(every),
        late=len([each for each in every if _is_late(each)]),
        filters=_filters(every, len(today), t),
        wanted=wanted,
        health=strip(now, datetime.now(UTC), t),
        payouts=[_payout(*each, t) for each in withdrawals_read.in_need(app.engine)],
        today=t.moment(),
        count=len(every),
        problem=problem,
    )


def _filtered(every: list[InNeed], today: list[InNeed], wanted: str) -> list[InNeed]:
    if wanted == TODAY:
        return today
    return [each for each in every if not wanted or wanted in [reason.word for reason in each.reasons]]


def _filters(every: list[InNeed], late_today: int, t: Wording) -> list[dict[str, Any]]:
    counts = Counter(reason.word for each in every for reason in each.reasons)
    found = [
        {"name": name, "words": t.pick(_words(name)), "count": count} for name, count in counts.most_common()
    ]
    first = [{"name": TODAY, "words": t("morning.late_today"), "count": late_today}] if late_today else []
    return [*first, *found]


def _is_late(each: InNeed) -> bool:
    return any(reason.word in LATE for reason in each.reasons)


def _late_today(each: InNeed, t: Wording) -> bool:
    """What somebody should have done by now broke its promise since the morning."""
    day = beijing_day(t.now)
    return any(reason.word in LATE and beijing_day(reason.since) >= day for reason in each.reasons)


def _words(word: str) -> tuple[str, str]:
    known = ATTENTION.get(word)
    return (known.zh, known.en) if known else (word, word)


def _waiting(each: InNeed, app: App, who: Visitor, taken: Mapping[str, Taken], t: Wording) -> dict[str, Any]:
    seen = standing.of_state(app, who.actor, each.commission)
    waited = max((seen.now - each.since).total_seconds(), 0)
    has = taken.get(each.commission.id)
    return {
        "shown": row(seen, who.actor, t),
        "case": f"/cases/{each.commission.id}",
        "why": [t.pick(_words(reason.word)) for reason in each.reasons],
        "todo": todo(each.word, t),
        "waited": t.span(int(waited)),
        "weight": waited * each.commission.order.price_fen,
        "late": _is_late(each),
        "taken_by": has.operator.partition(":")[2] if has else "",
        "mine": has is not None and has.account == who.actor.account,
    }


def todo(word: str, t: Wording) -> str:
    """What a person does about it, without the names of commands."""
    known = TODO.get(word)
    return (
        COMMAND.sub(lambda found: t.pick(move_words(found[1])), t.pick((known.zh, known.en))) if known else ""
    )


def _payout(one: withdrawals_read.Shown, last: withdrawals_read.Step, t: Wording) -> dict[str, Any]:
    alert = ALERTS[withdrawals_read.alert_of_step(one, last)]
    return {
        "id": one.id,
        "owner": one.owner,
        "state": t.pick(STATE_WORDS[one.state]),
        "alert": t.pick((alert.zh, alert.en)),
        "why": why(one.reason),
        "since": t.at(last.at),
        "fen": one.fen,
    }
