"""The phones of the sample people: what reached them, and whether they answer a call."""

from fastapi import Request, Response

from services.parties import profiles
from services.sandbox import phones
from services.threads import in_thread
from starter.http.calling import app_of
from starter.web.forms import read
from starter.web.rendering import page, to
from starter.web.routes.sandbox.entry import sandbox_router
from starter.web.routes.sandbox.people import people_page
from starter.web.visitors import perhaps

router = sandbox_router()
SHOWN = 50


@router.get("/phones")
def every_phone(request: Request) -> Response:
    return people_page(request)


@router.get("/phones/{party_id}")
def phone(request: Request, party_id: str) -> Response:
    app = app_of(request)
    found = phones.inbox(app.engine, party_id)
    return page(
        request,
        "phone.html",
        perhaps(request),
        name=profiles.name_of(app.engine, party_id),
        party=party_id,
        number=phones.number_of(app.engine, party_id),
        messages=list(reversed(found))[:SHOWN],
        answers=phones.answers_calls(app.engine, party_id),
    )


@router.post("/phones/{party_id}/calls")
async def answer(request: Request, party_id: str) -> Response:
    form, app = read(await request.body()), app_of(request)
    await in_thread(lambda: phones.answer_calls(app.engine, party_id, answers=form.is_ticked("answers")))
    return to(f"/sandbox/phones/{party_id}")
