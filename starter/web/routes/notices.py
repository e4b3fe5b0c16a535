"""What a side was told, in one place: the SMS and calls of its commissions, the newest first."""

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from domain.instants import beijing_day
from domain.parties.actor import ActorKind
from services.commissions import notices as told
from services.commissions.notices import Told
from starter.http.calling import app_of
from starter.web.failing import PageRoute
from starter.web.rendering import page, wording
from starter.web.visitors import A_YEAR, allowed, keep
from starter.web.wording import Wording, catalogue

router = APIRouter(include_in_schema=False, route_class=PageRoute)
SIDES = (ActorKind.CREATOR, ActorKind.BRAND)
SHOWN, SEEN = 100, "starmap_told"
FAILED = ("refused", "failed", "unknown", "unanswered")


@router.get("/notices")
def notices(request: Request) -> Response:
    """What is new is so to this browser: it remembers when it last looked."""
    who, app, t = allowed(request, "commission.read", *SIDES), app_of(request), wording(request)
    since = _seen(request)
    found = told.notices(app.engine, who.actor, SHOWN)
    new = told.new_since(app.engine, who.actor, since) if since else 0
    answer = page(
        request,
        "notices.html",
        who,
        days=[
            {"day": t.long_day(group[0][0].at), "rows": [_row(*each, since, t) for each in group]}
            for group in (list(rows) for _, rows in groupby(found, key=lambda each: beijing_day(each[0].at)))
        ],
        new=new,
        shown=SHOWN,
        whole=len(found) < SHOWN,
    )
    keep(request, answer, SEEN, datetime.now(UTC).isoformat(), A_YEAR)
    return answer


def _seen(request: Request) -> datetime | None:
    try:
        at = datetime.fromisoformat(request.cookies.get(SEEN, ""))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _row(each: Told, title: str, since: datetime | None, t: Wording) -> dict[str, Any]:
    key = f"notices.{each.state}"
    return {
        "at": each.at,
        "clock": t.at(each.at).rpartition(" ")[2],
        "text": each.text,
        "title": title,
        "commission_id": each.commission_id or "",
        "channel": t(f"notices.{each.channel}"),
        "icon": "call" if each.channel == "voice" else "inbox",
        "state": t(key) if each.state in FAILED and key in catalogue(t.lang) else "",
        "new": since is not None and each.at > since,
    }
