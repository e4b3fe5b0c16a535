"""Events: what happened, read by number; the stream of them; and which types there are."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from domain.events.envelope import Envelope, example_of
from domain.parties.actor import Actor
from models.api import events as shapes
from models.api.shapes import Digits
from services.operations import events
from services.threads import in_thread
from starter.http.calling import OpenedApp, app_of, may
from starter.http.streaming import MEDIA_TYPE, EventStream, begun_at

router = APIRouter(prefix="/v1/events", tags=["events · 事件"])
Reader = Annotated[Actor, may("events.read")]
LARGEST = 2**63 - 1
TYPES_MAX = 4_000
Types = Annotated[
    str,
    Query(
        max_length=TYPES_MAX,
        description="只要这些类型，逗号分隔 · these types alone, by commas",
        examples=["commission.accepted,commission.submitted"],
    ),
]
After = Annotated[
    Digits | None,
    Query(
        ge=0,
        le=LARGEST,
        description="从这个编号之后读起 · what comes behind this number",
    ),
]


@router.get("", response_model=shapes.Events, summary="事件 · what happened, in order")
def read(
    app: OpenedApp,
    actor: Reader,
    after: After = None,
    limit: Annotated[Digits, Query(ge=1, le=500)] = 100,
    types: Types = "",
) -> shapes.Events:
    """Without `after` from the oldest that is kept. Say the answer's `after` next time: nothing is missed,
    and what was read twice has the same `id`.
    """
    found = events.page(app.engine, actor, after, limit, named(types))
    return shapes.Events(events=[told(each) for each in found.events], after=found.cursor, more=found.more)


@router.get("/catalogue", response_model=shapes.EventCatalogue, summary="事件目录 · every type of event")
def catalogue(actor: Reader) -> shapes.EventCatalogue:
    """Those that whoever asks may hear of."""
    return shapes.EventCatalogue(
        types=[
            shapes.EventKind(
                type=each.name,
                zh=each.zh,
                en=each.en,
                told_to=[side.value for side in each.told_to],
                example=told(example_of(each)),
            )
            for each in events.catalogue(actor)
        ]
    )


@router.get(
    "/stream",
    summary="事件流（SSE） · the events, as they come",
    response_class=Response,
    responses={200: {"description": "Server-Sent Events", "content": {MEDIA_TYPE: {}}}},
)
async def stream(
    request: Request,
    actor: Reader,
    after: After = None,
    types: Types = "",
    last_event_id: Annotated[
        str,
        Header(
            alias="Last-Event-ID",
            max_length=30,
            description="断线重连时浏览器自带，优先于 after · of who comes again; it goes before `after`",
        ),
    ] = "",
) -> Response:
    """`id:` is the number, `data:` the envelope. Without either cursor from now on."""
    app = app_of(request)
    begins = await in_thread(begun_at, app.engine, last_event_id, after)
    wanted = events.chosen(actor, named(types))
    return EventStream(request, actor, begins, wanted)


def named(types: str) -> list[str]:
    return [each.strip() for each in types.split(",") if each.strip()]


def told(envelope: Envelope) -> shapes.Event:
    return shapes.Event.model_validate(envelope.as_json())
