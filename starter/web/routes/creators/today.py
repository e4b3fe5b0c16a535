"""The creator's phone: what is to be done today, and until when."""

from fastapi import APIRouter, Request, Response

from domain.parties.actor import ActorKind
from services.commissions import standing
from services.money import earnings
from starter.http import cursors
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.rows import row
from starter.web.visitors import allowed

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE, ENDED = 100, 5
CREATOR = ActorKind.CREATOR


@router.get("/today")
def today(request: Request, after: str = "") -> Response:
    who, app = allowed(request, "commission.read", CREATOR), app_of(request)
    shown, following = standing.rows(app, who.actor, after=cursors.read(after or None), limit=PAGE)
    t = wording(request, shown[0].now if shown else None)
    rows = [row(each, who.actor, t) for each in shown]
    mine = [each for each in rows if each.is_mine]
    return page(
        request,
        "today.html",
        who,
        now=t.now,
        mine=mine,
        others=[each for each in rows if not each.is_mine],
        ended=[row(each, who.actor, t) for each in standing.ended(app, who.actor, ENDED)],
        purse=earnings.money_of(app.engine, who.actor.party_id),
        more=cursors.written(following),
        today=t.moment(),
        count=len(mine),
    )
