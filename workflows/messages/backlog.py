"""Signals that wait: one activation judges so many and no more, the rest in helpings of as many."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    import workflows.limits as limits  # noqa: PLR0402


class Backlog:
    def __init__(self) -> None:
        self._waiting: deque[tuple[str, RawValue]] = deque()
        self._activation, self._taken = workflow.now(), 0

    def __len__(self) -> int:
        return len(self._waiting)

    def keeps(self, name: str, message: RawValue) -> bool:
        """Whether it has to wait: after too many of this activation, and behind those that wait."""
        if self._activation != workflow.now():
            self._activation, self._taken = workflow.now(), 0
        self._taken += 1
        if not self._waiting and self._taken <= limits.DECISIONS_PER_ACTIVATION:
            return False
        self._waiting.append((name, message))
        return True

    def wait(self, name: str, message: RawValue) -> None:
        """Whatever else waits: nothing can be judged yet."""
        self._waiting.append((name, message))

    def helping(self) -> Iterator[tuple[str, RawValue]]:
        for _ in range(min(limits.DECISIONS_PER_ACTIVATION, len(self._waiting))):
            yield self._waiting.popleft()


class DrainingBacklog(Backlog):
    """For a workflow whose life waits elsewhere: what waits is judged beside it."""

    def __init__(self, judge: Callable[[str, RawValue], None]) -> None:
        super().__init__()
        self._judge = judge
        self._drain: asyncio.Task[None] | None = None

    def take(self, name: str, message: RawValue) -> None:
        if not self.keeps(name, message):
            self._judge(name, message)
        elif len(self) == 1:
            self._drain = asyncio.create_task(self._drained())

    async def _drained(self) -> None:
        while self:
            await workflow.sleep(limits.BREATH, summary="backlog")
            for name, message in self.helping():
                self._judge(name, message)
