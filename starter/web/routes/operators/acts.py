"""What an operator does about a commission: tries it first, decides; takes it on and lets go of it."""

from fastapi import APIRouter, Request, Response

from domain.commissions.state.commission import Commission
from domain.refusals import Refused
from services.app import App
from services.commissions import owned, previews
from services.commissions.owned import Given
from services.operations import taking
from services.threads import in_thread
from starter.http.calling import app_of, origin_of
from starter.web import case_acts
from starter.web.failing import PageRoute, on_its_form
from starter.web.forms import Form, form_of, number_of
from starter.web.rendering import to
from starter.web.routes.operators import morning
from starter.web.routes.operators.cases import SIDES, Asked, shown_case, visiting
from starter.web.visitors import Visitor

router = APIRouter(prefix="/cases/{commission_id}", include_in_schema=False, route_class=PageRoute)


@router.post("/taking")
async def take(request: Request, commission_id: str) -> Response:
    """Of two who press at once the second is told who was quicker."""
    who = await in_thread(visiting, request)
    given, app = await form_of(request), app_of(request)
    lets_go = given.text("do") == "let_go"
    try:
        done = taking.let_go if lets_go else taking.take
        await in_thread(done, app, who.actor, commission_id, origin_of(request))
    except Refused as refused:
        problem = on_its_form(request, refused)
        if given.text("next") == "here":
            return await in_thread(shown_case, request, who, commission_id, Asked(problem=problem))
        return await morning.shown(request, who, problem=problem)
    is_on_case = given.text("next") in ("case", "here")
    return to(f"/cases/{commission_id}" if is_on_case else "/morning")


@router.post("/{name}")
async def act(request: Request, commission_id: str, name: str) -> Response:
    """Under the number of its form: pressed twice, sent again or from two tabs, it is done once."""
    who = await in_thread(visiting, request)
    given = await form_of(request)
    if not case_acts.is_act(name):
        raise Refused("PATH_UNKNOWN")
    side = given.text("side") if given.text("side") in SIDES else ""
    number = number_of(request, who, given)
    asked = await in_thread(_asked, request, who, commission_id, name, side, given, number)
    if asked is not None:
        return await in_thread(shown_case, request, who, commission_id, asked)
    try:
        wanted = case_acts.given_of(name, given, side)
        answer = await owned.command(app_of(request), who.actor, commission_id, name, wanted, number)
    except Exception as failed:  # noqa: BLE001  # told on the same form
        problem = on_its_form(request, failed)
        again = Asked(name, side, given.texts, problem=problem)
        return await in_thread(shown_case, request, who, commission_id, again)
    return to(f"/cases/{commission_id}?seq={answer['seq']}&done={name}")


def _asked(
    request: Request, who: Visitor, commission_id: str, name: str, side: str, given: Form, number: str
) -> Asked | None:
    """What is shown instead of done: the preview that was asked for, or one of now where much has changed
    since. None: it is to be done.
    """
    app = app_of(request)
    state = owned.state_of(app, who.actor, commission_id)
    looked_at, is_preview = given.text("seen"), given.is_ticked("preview")
    try:
        wanted, texts = case_acts.given_of(name, given, side), given.texts
        if is_preview and name == "cancel" and not side:
            wanted, texts = _quoted(app, state, wanted, texts)
        seen = case_acts.seen_of(state, wanted)
        if not is_preview and (not case_acts.asks_first(name, state) or looked_at == seen):
            return None
        if not is_preview and owned.was_applied(state, who.actor, number):
            return None
        tried = previews.of_command(app, who.actor, commission_id, name, wanted)
    except Exception as failed:  # noqa: BLE001  # told on the same form
        return Asked(name, side, given.texts, problem=on_its_form(request, failed))
    return Asked(name, side, texts, tried, seen, changed=bool(looked_at) and not is_preview)


def _quoted(
    app: App, state: Commission, wanted: Given, texts: dict[str, str]
) -> tuple[Given, dict[str, str]]:
    """With the kill fee of the fault that is named now; what an earlier look quoted is let go of."""
    fields = {name: each for name, each in wanted.fields.items() if name not in case_acts.QUOTED}
    found = previews.quoted(app, state, str(fields.get("fault", "")))
    kept = dict.fromkeys(case_acts.QUOTED, "") | {name: str(each) for name, each in found.items()}
    return Given({**fields, **found}, on_behalf_of=wanted.on_behalf_of), {**texts, **kept}
