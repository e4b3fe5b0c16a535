"""Streams of events in one process: one watcher looks for all of them, and wakes those whose side is told.

Nothing is held for anybody: a stream that is woken reads on in the books from where it is, at its own pace.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from domain.parties.actor import Actor, ActorKind
from domain.refusals import Refused
from gateways.outbox import Event, events_after, numbers_kept
from services.threads import in_thread

LOOKS_EVERY = 0.25
"""Seconds: so long after its number an event is on its way."""
AT_ONCE = 200


@dataclass(eq=False)
class Stream:
    actor: Actor
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def hears(self, event: Event) -> bool:
        match self.actor.kind:
            case ActorKind.BRAND:
                return event.brand_id == self.actor.party_id
            case ActorKind.CREATOR:
                return event.creator_id == self.actor.party_id
            case _:
                return self.actor.kind is ActorKind.OPERATOR


@dataclass
class EventStreams:
    """Of a process. Its bounds are its own: each gateway counts for itself."""

    of_party: int = 20
    in_all: int = 2_000
    lasts: float = 3_600.0
    """Seconds: a stream ends by itself and is asked for again, where it was."""
    is_stopping: bool = False
    seen: int = 0
    """The watcher has looked as far as this number."""
    _open: set[Stream] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)
    _watcher: asyncio.Task[None] | None = None
    _left: asyncio.Event = field(default_factory=asyncio.Event)
    """Nobody listens to this watcher any more."""

    @property
    def open(self) -> int:
        return len(self._open)

    @asynccontextmanager
    async def joined(self, engine: Engine, actor: Actor) -> AsyncIterator[Stream]:
        """Whatever comes from now on wakes it. Raises Refused: STREAMS_TOO_MANY."""
        stream = self._admitted(actor)
        try:
            await self._watched(engine)
            yield stream
        finally:
            self._open.discard(stream)
            self._counts[actor.spoken] -= 1
            await self._unwatched()

    def stop(self) -> None:
        """Every stream ends; whoever reads it comes again elsewhere."""
        self.is_stopping = True
        for each in self._open:
            each.woken.set()

    def _admitted(self, actor: Actor) -> Stream:
        if self._counts[actor.spoken] >= self.of_party or len(self._open) >= self.in_all:
            raise Refused("STREAMS_TOO_MANY")
        stream = Stream(actor)
        self._counts[actor.spoken] += 1
        self._open.add(stream)
        return stream

    async def _watched(self, engine: Engine) -> None:
        """Who joins reads only after the watcher knows where it begins: nothing comes between."""
        if self._watcher is not None:
            return
        newest = (await in_thread(numbers_kept, engine))[1]
        if self._watcher is None:  # another may have begun it meanwhile
            self.seen = newest
            self._left = asyncio.Event()
            self._watcher = asyncio.create_task(self._watch(engine, self._left))

    async def _unwatched(self) -> None:
        """The last one waits until the watcher's look is over: nothing is asked of books that are closed."""
        watcher = self._watcher
        if not self._open and watcher is not None:
            self._watcher = None
            self._left.set()
            await watcher

    async def _watch(self, engine: Engine, left: asyncio.Event) -> None:
        while not left.is_set():
            try:
                came = await in_thread(events_after, engine, self.seen, AT_ONCE)
            except SQLAlchemyError as failed:  # streams wait as their database does
                structlog.get_logger().warning("streams wait", error=type(failed).__name__)
                came = []
            for stream in self._open if came else ():
                if any(stream.hears(each) for each in came):
                    stream.woken.set()
            if came:
                self.seen = max(self.seen, came[-1].number)
            if len(came) < AT_ONCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(left.wait(), LOOKS_EVERY)
