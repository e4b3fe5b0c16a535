"""A webhook endpoint: what is due is sent batch by batch, by one activity at a time; then it sleeps.

It knows nothing of what is sent: the books do, and each batch asks them anew. A word too many, a lost one, or
a clock that was skipped makes it ask once more. Instants are those of the wall: it is told how long to
sleep, not until when.
"""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    import workflows.limits as limits  # noqa: PLR0402
    import workflows.names as names  # noqa: PLR0402
    from domain.copies import replace
    from models.messages.webhook import DeliverInput, DeliverReport, WebhookStart
    from workflows.living import lived
    from workflows.messages.foreign import is_under_its_id, turned_away
    from workflows.messages.strangers import Strangers

PATIENCE = timedelta(seconds=90)
"""Of a batch: its rounds begin within 20 s, and none takes longer than 15 s and its record."""
SILENT_FOR = timedelta(seconds=10)
"""Then its worker has died, and another goes on."""
RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=10), maximum_attempts=5
)
BREATH = timedelta(seconds=1)
"""Between two batches of which the first found nothing: whoever wakes it all the time gains nothing."""
AWAY = timedelta(seconds=30)
LONGEST = timedelta(hours=24)
"""It looks again after so long, whatever it was told."""


@workflow.defn(name=names.WEBHOOK)
class WebhookWorkflow(Strangers):
    @workflow.init
    def __init__(self, start: WebhookStart) -> None:
        self._start = start
        self._woken = False
        self._batches = 0
        self.refused = start.refused
        if start.page:
            self.show(start.page)

    @workflow.run
    async def run(self, start: WebhookStart) -> str:
        """How it ended: ``disabled`` and ``deleted`` endpoints have none, and enabling one starts another."""
        if not is_under_its_id(names.webhook_id(start.endpoint_id)):
            turned_away(start.endpoint_id)
            return "not ours"
        ended = await lived(self._live(), self._cancel_asked_of_temporal)
        if ended is None:
            workflow.continue_as_new(replace(start, page=self._page[:4000], refused=self.refused))
        return ended

    @workflow.signal(description="有事件待发送 · there is something to send")
    def wake(self, message: RawValue) -> None:  # noqa: ARG002  # nothing in it is believed
        self._woken = True

    async def _live(self) -> str | None:
        """None where it goes on in a new run."""
        while True:
            self._woken = False
            report = await self._deliver()
            if report is not None and report.state != "enabled" and not self._woken:
                return report.state
            if limits.is_full() or workflow.info().is_continue_as_new_suggested():
                return None
            if self._woken and report is not None and not report.sent:
                await workflow.sleep(BREATH, summary="稍候 · a breath")
            await self._sleep(report)

    async def _deliver(self) -> DeliverReport | None:
        """None where nobody could do it: it is tried again after a while."""
        self._batches += 1
        batch = f"{workflow.info().run_id}:{self._batches}"
        try:
            report: DeliverReport = await workflow.execute_activity(
                "webhook_deliver",
                DeliverInput(self._start.endpoint_id, batch),
                result_type=DeliverReport,
                task_queue=names.webhooks_queue(workflow.info().task_queue),
                start_to_close_timeout=PATIENCE,
                heartbeat_timeout=SILENT_FOR,
                retry_policy=RETRY,
                summary="投递到期的事件 · send what is due",
            )
        except ActivityError:
            self.show(
                f"{self._page}\n\n**投递程序出错，稍后再试 · the delivery itself failed, and is tried again**"
            )
            return None
        self.show(report.page)
        return report

    async def _sleep(self, report: DeliverReport | None) -> None:
        left = _pause(report)
        if left <= timedelta(0):
            return
        try:
            await workflow.wait_condition(
                lambda: self._woken or limits.is_full(),
                timeout=left,
                timeout_summary="等待下次投递或唤醒 · until the next attempt, or until it is woken",
            )
        except asyncio.TimeoutError:  # noqa: UP041  # as the SDK raises it
            return

    def _cancel_asked_of_temporal(self, reason: str) -> None:  # noqa: ARG002
        """Refused: an endpoint is disabled in the books, which is where it is asked about."""
        self.turned_away("cancel", "UNKNOWN_COMMAND")


def _pause(report: DeliverReport | None) -> timedelta:
    if report is None:
        return AWAY
    if report.seconds_to_next is None:
        return LONGEST
    return min(timedelta(seconds=report.seconds_to_next), LONGEST)
