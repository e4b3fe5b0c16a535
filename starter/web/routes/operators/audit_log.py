"""Who did what, for supervisors: filtered by who, in whose name, what, on whom and when."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from services.access import audit
from starter.http.calling import app_of
from starter.web.failing import PageRoute, on_its_form
from starter.web.filters import Filters
from starter.web.rendering import page, wording
from starter.web.visitors import allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
LINES = 100
LONGEST = 80
NUMBER_DIGITS = 15


@router.get("/audit-log")
def audit_log(  # noqa: PLR0917  # each is a filter of its own
    request: Request,
    account: str = "",
    party: str = "",
    what: str = "",
    whom: str = "",
    since: str = "",
    until: str = "",
    after: str = "",
) -> Response:
    who = allowed(request, "operator.audit_log", ActorKind.OPERATOR)
    app, t = app_of(request), wording(request)
    asked = {
        "account": account[:LONGEST],
        "party": party[:LONGEST],
        "what": what[:LONGEST],
        "whom": whom[:LONGEST],
        "since": since[:LONGEST],
        "until": until[:LONGEST],
    }
    filters = Filters()
    wanted = audit.Wanted(
        asked["account"],
        asked["party"],
        asked["what"],
        asked["whom"],
        filters.day("log_since", asked["since"]),
        filters.day("log_until", asked["until"], ends=True),
    )
    last = filters.number("after", after, NUMBER_DIGITS)
    problem = on_its_form(request, filters.refused) if filters.refused else None
    found = [] if problem else audit.audit_log(app.engine, who.actor, wanted, last, LINES)
    kept = {name: value for name, value in asked.items() if value}
    return page(
        request,
        "operator/audit_log.html",
        who,
        status=problem["status"] if problem else 200,
        problem=problem,
        asked=asked,
        lines=[told(each, t) for each in found],
        more=f"?{urlencode(kept | {'after': found[-1].id})}" if len(found) == LINES else "",
    )


def told(each: audit.Noted, t: Wording) -> dict[str, str]:
    return {
        "at": t.at(each.at),
        "who": each.account,
        "name": each.party,
        "what": each.what,
        "whom": each.whom,
        "from": each.address,
        "details": t.listed(f"{name} {value}" for name, value in each.details.items() if value),
    }
