"""What an attempt leaves in the books: its line in the log, the delivery's next step, the endpoint's health.

Owners are told when an endpoint begins to fail, is disabled and recovers: not for each event, and of a
beginning at most once an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.webhooks.attempt import Failure
from domain.webhooks.breaker import gives_up, probe_at
from domain.webhooks.endpoint import Reason, State, Told
from domain.webhooks.schedule import next_at
from gateways.outbox import Announced, Subject, announce
from gateways.ports.webhooks import Made
from gateways.webhooks.endpoints import end
from models.tables.webhooks import Delivery, DeliveryAttempt, DeliveryRequest, WebhookEndpoint

TOLD_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Recording:
    """Of one batch, in one transaction."""

    session: Session
    endpoint: WebhookEndpoint
    current: bool
    """Another batch has not begun since."""

    def take(self, made: Made) -> None:
        self._log(made)
        match made.message.started_by:
            case "schedule" if self.current:
                self._advance(made)
            case "redelivery" | "test":
                self._done(made)
            case _:
                pass

    def _log(self, made: Made) -> None:
        message, outcome = made.message, made.outcome
        self.session.add(
            DeliveryAttempt(
                endpoint_id=self.endpoint.id,
                message_id=message.id,
                event_no=message.event_no,
                event=message.event,
                attempt=message.attempt,
                started_by=message.started_by,
                at=made.at,
                ms=outcome.ms,
                succeeded=outcome.succeeded,
                status=outcome.status,
                reason=outcome.failure.value if outcome.failure else "",
                answer=outcome.answer,
            )
        )

    def _done(self, made: Made) -> None:
        row = self.session.get(DeliveryRequest, made.message.request)
        if row is not None and row.done_at is None:
            row.done_at = _ended(made)

    def _advance(self, made: Made) -> None:
        row = self.session.get(Delivery, (self.endpoint.id, made.message.event_no))
        if row is None or row.state != "waiting" or row.attempt >= made.message.attempt:
            return
        failure, at = made.outcome.failure, _ended(made)
        row.attempt, row.status, row.body = made.message.attempt, made.outcome.status, made.message.body
        row.reason = failure.value if failure else ""
        again = next_at(f"{self.endpoint.id}:{made.message.id}", row.attempt, at)
        if failure is None:
            row.state, row.ended_at = "delivered", at
        elif failure is Failure.ABORTED or again is None:
            row.state, row.ended_at = "failed", at
        else:
            row.next_at = again
        if failure is None or failure is Failure.ABORTED:  # it lives, and says what it wants
            self._well(at, delivered=failure is None)
        else:
            self._failed(failure, made.at, at)

    def _well(self, at: datetime, *, delivered: bool) -> None:
        row = self.endpoint
        if row.probe_at is not None:
            its = col(Delivery.endpoint_id) == row.id, col(Delivery.state) == "waiting"
            self.session.execute(
                update(Delivery).where(*its, col(Delivery.next_at) > at).values(next_at=at)
            )  # what waited for it goes out at once
        row.failures, row.failing_since, row.probe_at = 0, None, None
        if delivered:
            row.last_success_at = at
        if row.told_failing:
            row.told_failing = False
            self._tell(Told.RECOVERED, "", at)

    def _failed(self, failure: Failure, began: datetime, at: datetime) -> None:
        row = self.endpoint
        if row.probe_at is None or began >= row.probe_at:  # else it was under way beside what opened it
            row.failures += 1
            row.probe_at = probe_at(row.failures, at)
        row.failing_since = row.failing_since or at
        row.last_failed_at, row.last_failure = at, failure.value
        if row.state != State.ENABLED:
            return
        if failure is Failure.GONE:
            self._disable(Reason.GONE, at)
        elif gives_up(row.failures, row.failing_since, at):
            self._disable(Reason.FAILING, at)
        elif not row.told_failing and (row.told_at is None or at - row.told_at >= TOLD_AGAIN_AFTER):
            row.told_failing, row.told_at = True, at
            self._tell(Told.FAILING, failure.value, at)

    def _disable(self, reason: Reason, at: datetime) -> None:
        end(self.session, self.endpoint, reason, at)
        self.endpoint.told_failing = False
        self._tell(Told.DISABLED, reason.value, at)

    def _tell(self, what: Told, reason: str, at: datetime) -> None:
        row = self.endpoint
        row.told_seq += 1
        step = what.value.removeprefix("endpoint.")
        announce(
            self.session,
            Announced(
                Subject.ENDPOINT,
                row.id,
                row.told_seq,
                step,
                {"event": step, "reason": reason},
                at,
                brand_id=row.brand_id,
            ),
        )


def _ended(made: Made) -> datetime:
    return made.at + timedelta(milliseconds=made.outcome.ms)
