"""The brand's desk: what waits for whom, with sums, and what settles by itself tonight."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.commissions.state.stages import Stage
from domain.instants import end_of_natural_days
from domain.parties.actor import ActorKind
from domain.parties.permissions import allows
from services.commissions import standing
from services.commissions.standing import Shown
from services.money import wallets
from starter.http import cursors
from starter.http.calling import app_of
from starter.web.cart import MOST
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.rows import Row, row
from starter.web.visitors import allowed
from starter.web.wording import Wording

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE, ENDED = 200, 10
BRAND = ActorKind.BRAND
PHASES = {"mine": "review", "making": "make", "tonight": "settle", "settling": "settle", "disputed": "case"}
"""Of the columns, in their order."""


@router.get("/desk")
def desk(request: Request, after: str = "", ordered: int = 0) -> Response:
    """``ordered``: so many were sent just now."""
    who, app = allowed(request, "commission.read", BRAND), app_of(request)
    shown, following = standing.rows(app, who.actor, after=cursors.read(after or None), limit=PAGE)
    t = wording(request, shown[0].now if shown else None)
    columns = _columns([(each, row(each, who.actor, t, lives=True)) for each in shown], t)
    mine = columns[0]["rows"]
    ends = [each.standing.until for each in shown if each.is_mine and each.standing.until]
    return page(
        request,
        "desk.html",
        who,
        now=t.now,
        notice=t("desk.ordered", count=ordered) if 0 < ordered <= MOST else None,
        columns=columns,
        next=next((f"{each.address}/review" for each in mine if each.reviews), ""),
        earliest=_earliest(ends, t),
        ended=[row(each, who.actor, t) for each in standing.ended(app, who.actor, ENDED)],
        wallet=wallets.wallet(app.engine, who.actor.party_id) if allows(who.actor, "money.read") else None,
        more=cursors.written(following),
        may_order=allows(who.actor, "commission.order"),
        today=t.moment(),
        count=len(mine),
    )


def _earliest(ends: Sequence[datetime], t: Wording) -> str:
    """Of those that are not over yet: what bites first is named in the title."""
    left = [each for each in ends if each > t.now]
    return t.until(min(left), t.now) if left else ""


def _columns(rows: list[tuple[Shown, Row]], t: Wording) -> list[dict[str, Any]]:
    """What waits for the reader first; each row stands in one column. Tonight's is there only when."""
    found: dict[str, list[Row]] = {name: [] for name in PHASES}
    for shown, each in rows:
        found[_column(shown, each)].append(each)
    return [
        {
            "title": t(f"desk.{name}"),
            "phase": PHASES[name],
            "rows": rows,
            "fen": sum(each.fen for each in rows),
            "joined": name == "settling" and bool(found["tonight"]),
        }
        for name, rows in found.items()
        if rows or name != "tonight"
    ]


def _column(shown: Shown, each: Row) -> str:
    if each.is_mine:
        return "mine"
    if _settles_tonight(shown):
        return "tonight"
    return {"settle": "settling", "case": "disputed"}.get(each.phase, "making")


def _settles_tonight(shown: Shown) -> bool:
    """Its clock strikes by itself before this day is over, and the money moves."""
    where = shown.standing
    if shown.state.stage is not Stage.PUBLISHED or where.frozen or where.until is None:
        return False
    return shown.now < where.until <= end_of_natural_days(shown.now, 0)
