"""Time in the sandbox: by so many hours, or to the next deadline of whoever has signed in."""

from datetime import timedelta

from fastapi import Request, Response

from domain.refusals import Refused
from services.commissions import standing
from services.operations.time_travel import skip
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.failing import on_its_form
from starter.web.forms import Form, read
from starter.web.rendering import to
from starter.web.routes.sandbox.entry import sandbox_router
from starter.web.routes.sandbox.people import people_page
from starter.web.visitors import visitor

router = sandbox_router()
HOURS_MAX = 24 * 40
DIGITS_MAX = 6
A_MOMENT = timedelta(seconds=10)


@router.post("/time")
async def move(request: Request) -> Response:
    form = read(await request.body())
    try:
        distance = await _distance(request, form)
        done = await skip(app_of(request), distance)
    except Exception as failed:  # noqa: BLE001  # told on the same page
        problem = on_its_form(request, failed)
        return await in_thread(lambda: people_page(request, problem=problem))
    return to(f"/sandbox?moved={len(done)}")


async def _distance(request: Request, form: Form) -> timedelta:
    if form.is_ticked("next"):
        return await in_thread(_to_next, request)
    text = form.text("hours")
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:DIGITS_MAX]) <= HOURS_MAX:
        raise Refused("FIELD_INVALID")
    return timedelta(hours=int(text))


def _to_next(request: Request) -> timedelta:
    who = visitor(request)
    shown, _ = standing.rows(app_of(request), who.actor)
    left = [each.standing.until - each.now for each in shown if each.standing.until]
    return max(min(left, default=timedelta(hours=1)), timedelta(0)) + A_MOMENT
