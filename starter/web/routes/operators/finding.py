"""Commissions found by stage, party, deadline or text; and those that are cancelled together."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from domain.commissions.state.stages import OPEN, Stage
from domain.commissions.views.words import STAGE_WORDS
from domain.parties.actor import ActorKind
from services.commissions import standing
from services.commissions.cancelling import OPEN as UNACCEPTED_STAGES
from services.commissions.standing import Wanted
from starter.http import cursors
from starter.http.calling import app_of
from starter.web import temporal_pages
from starter.web.failing import PageRoute, on_its_form
from starter.web.filters import Filters
from starter.web.rendering import page, wording
from starter.web.rows import row
from starter.web.visitors import allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
LINES = 50
UNACCEPTED, ANY_OPEN = "unaccepted", "open"
GROUPS = {UNACCEPTED: UNACCEPTED_STAGES, ANY_OPEN: tuple(OPEN)}
"""Stages under one word: offers that nobody has accepted, and all that is not over."""
WITHIN = (24, 72, 168)
LONGEST_TEXT, LONGEST_ID = 60, 32


@router.get("/commissions")
def commissions(  # noqa: PLR0917  # each is a filter of its own
    request: Request,
    stage: str = "",
    brand: str = "",
    creator: str = "",
    due: str = "",
    text: str = "",
    after: str = "",
    all: str = "",  # noqa: A002  # the name in the address
) -> Response:
    who, app = allowed(request, "operator.decide", ActorKind.OPERATOR), app_of(request)
    t = wording(request)
    asked = {
        "stage": stage,
        "brand": brand[:LONGEST_ID],
        "creator": creator[:LONGEST_ID],
        "due": due,
        "text": text[:LONGEST_TEXT],
    }
    filters = Filters()
    wanted = wanted_of(asked, filters)
    problem = on_its_form(request, filters.refused) if filters.refused else None
    shown, following = (
        ([], None)
        if problem
        else standing.found(app, who.actor, wanted, after=cursors.read(after or None), limit=LINES)
    )
    kept = {name: value for name, value in asked.items() if value}
    more = cursors.written(following)
    return page(
        request,
        "operator/commissions.html",
        who,
        status=problem["status"] if problem else 200,
        now=shown[0].now if shown else None,
        asked=asked,
        stages=_stages(t),
        within=[(str(hours), t.span(hours * 3_600)) for hours in WITHIN],
        rows=[row(each, who.actor, t) for each in shown],
        total=0 if problem else standing.counted_of(app, wanted),
        filtered=bool(kept),
        everything=bool(all),
        address=f"?{urlencode(kept | {'all': 'yes'})}",
        more=f"?{urlencode(kept | {'after': more})}" if more else "",
        temporal=temporal_pages.every_workflow(app),
        problem=problem,
    )


def wanted_of(asked: dict[str, str], filters: Filters) -> Wanted:
    name = filters.one_of("stage", asked["stage"], (*GROUPS, *Stage))
    hours = int(filters.one_of("due", asked["due"], [str(each) for each in WITHIN]) or 0)
    stages = GROUPS.get(name, (Stage(name),) if name in tuple(Stage) else ())
    if hours and not stages:
        stages = tuple(OPEN)
    return Wanted(
        brand_id=asked["brand"],
        creator_id=asked["creator"],
        due_before=datetime.now(UTC) + timedelta(hours=hours) if hours else None,
        stages=stages,
        text=asked["text"],
    )


def _stages(t: Wording) -> list[tuple[str, str]]:
    groups = [(ANY_OPEN, t("finding.open")), (UNACCEPTED, t("finding.unaccepted"))]
    return [*groups, *((each.value, t.label(STAGE_WORDS[each])) for each in Stage)]
