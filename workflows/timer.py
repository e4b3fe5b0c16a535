"""The one timer of a commission that is pending: the next of its clocks to strike."""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.clocks import CLOCKS
    from domain.clockwork import nearest
    from domain.commission import Commission


class PendingTimer:
    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._timer: asyncio.Task[None] | None = None
        self._armed: datetime | None = None

    @property
    def has_fired(self) -> bool:
        return self._timer is not None and self._timer.done()

    def clear(self) -> None:
        """After it fired: what it fired for is being judged."""
        if self.has_fired:
            self._timer, self._armed = None, None

    def arm(self, commission: Commission) -> None:
        """For the next clock to strike. Armed for that already, nothing happens."""
        now = workflow.now()
        name, target = nearest(commission, now) or ("", None)
        if target == self._armed and (target is None or self._timer is not None):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._armed = None, target
        if target:
            clock = CLOCKS[name]
            label = clock.zh if self._lang == "zh" else clock.en
            left = max(target - now, timedelta(0))
            self._timer = asyncio.create_task(workflow.sleep(left, summary=label))
