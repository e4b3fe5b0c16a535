"""The one timer of a commission: it fires when the next of its clocks strikes, or before.

A timer that is pending for an earlier instant is kept, and armed anew when it has fired: most clocks are
stopped by the next move, and a timer for each would be started and cancelled in vain.
"""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.commissions.rules.clocks import CLOCKS
    from domain.commissions.rules.scheduling import nearest
    from domain.commissions.state.commission import Commission


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
        """For the next clock to strike, unless it fires before that anyway."""
        now = workflow.now()
        found = nearest(commission, now)
        if found is None:
            return
        name, target = found
        if self._armed is not None and self._armed <= target:
            return
        if self._timer is not None:
            self._timer.cancel()
        clock = CLOCKS[name]
        label = f"核对时限：{clock.zh}" if self._lang == "zh" else f"check the clocks: {clock.en}"
        left = max(target - now, timedelta(0))
        self._timer = asyncio.create_task(workflow.sleep(left, summary=label))
        self._armed = target
