"""Events as Server-Sent Events: a stream goes on from a number, breathes, and ends with who opened it."""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import suppress

from fastapi import Request, Response
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import Receive, Scope, Send

from domain.events.envelope import Envelope
from domain.parties.actor import Actor
from domain.refusals import Refused
from services.operations import events
from services.operations.event_streams import EventStreams, Stream
from services.threads import in_thread
from starter.http.calling import app_of, caller

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
AT_ONCE = 100
BREATHES_EVERY, ASKS_EVERY = 15.0, 2.0
"""Seconds: of silence; and since it was last asked whether the key or session is still good."""
SLOW_SECONDS = 10.0
"""Whoever takes longer for what is sent has it ended: nothing is gathered for a slow reader."""
FIRST = b"retry: 2000\n: here\n\n"


def begun_at(engine: Engine, last_event_id: str, after: int | None) -> int:
    """Where a stream begins: behind what its reader had last, or now.

    Raises Refused: CURSOR_INVALID, CURSOR_AHEAD, CURSOR_TOO_OLD.
    """
    if last_event_id:
        if not (last_event_id.isascii() and last_event_id.isdigit()):
            raise Refused("CURSOR_INVALID")
        after = int(last_event_id)
    return events.newest(engine) if after is None else events.begin_at(engine, after)


class EventStream(Response):
    """Raises Refused before it has begun: STREAMS_TOO_MANY."""

    media_type = MEDIA_TYPE

    def __init__(self, request: Request, actor: Actor, begins: int, types: Sequence[str]) -> None:
        super().__init__(headers=HEADERS)
        self._request, self._actor, self._types = request, actor, types
        self._cursor, self._asked_at = begins, time.monotonic()

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        streams: EventStreams = self._request.app.state.streams
        async with streams.joined(app_of(self._request).engine, self._actor) as stream:
            headers = [each for each in self.raw_headers if each[0] != b"content-length"]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            reading = asyncio.create_task(_gone(receive, stream))
            try:
                with suppress(TimeoutError):
                    await self._told(streams, stream, reading, send)
            finally:
                reading.cancel()

    async def _told(
        self, streams: EventStreams, stream: Stream, reading: "asyncio.Task[None]", send: Send
    ) -> None:
        await _sent(send, FIRST)
        ends_at = time.monotonic() + streams.lasts
        while not (streams.is_stopping or reading.done()) and time.monotonic() < ends_at:
            stream.woken.clear()
            seen = streams.seen
            found = await self._next()
            if found and not await self._is_good():
                break
            if found:
                await _sent(send, b"".join(map(written, found)))
                self._cursor = found[-1].number
            if len(found) == AT_ONCE:
                continue
            self._cursor = max(self._cursor, seen)
            if not await _is_woken(stream, min(BREATHES_EVERY, ends_at - time.monotonic())):
                if not await self._is_good():
                    break
                await _sent(send, f": here\nid: {self._cursor}\n\n".encode())
        await send({"type": "http.response.body", "body": b""})

    async def _next(self) -> list[Envelope]:
        """Nothing while the books are away: it is asked again with the next breath."""
        engine = app_of(self._request).engine
        try:
            return await in_thread(events.read_on, engine, self._actor, self._cursor, AT_ONCE, self._types)
        except SQLAlchemyError:
            return []

    async def _is_good(self) -> bool:
        """Whether who opened it may still read: the same with the same rights."""
        if time.monotonic() - self._asked_at < ASKS_EVERY:
            return True
        try:
            found = await in_thread(caller, self._request)
        except Refused:
            return False
        except SQLAlchemyError:
            return True  # nothing is read either
        self._asked_at = time.monotonic()
        return found == self._actor


def written(envelope: Envelope) -> bytes:
    told = json.dumps(envelope.as_json(), ensure_ascii=False, separators=(",", ":"))
    return f"id: {envelope.number}\ndata: {told}\n\n".encode()


async def _sent(send: Send, body: bytes) -> None:
    """Raises TimeoutError: it is read too slowly."""
    await asyncio.wait_for(
        send({"type": "http.response.body", "body": body, "more_body": True}), SLOW_SECONDS
    )


async def _gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.woken.set()


async def _is_woken(stream: Stream, seconds: float) -> bool:
    try:
        await asyncio.wait_for(stream.woken.wait(), max(seconds, 0.0))
    except TimeoutError:
        return False
    return True
