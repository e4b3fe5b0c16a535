"""The one local activity: everything that was decided in a workflow task, in one transaction."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from temporalio import activity

from activities.refusing import final_when_in_conflict
from domain.copies import replace
from domain.money.withdrawals.terms import WithdrawalTerms
from gateways.ports.work import Batch, CommissionStore
from models.messages.pace import Pace
from models.messages.work import RecordedInput, RecordInput, TakeUpInput

SKIPPED_AFTER_SECONDS = 60
"""An instant this far in the future of the wall clock was reached by skipping time."""


@dataclass(frozen=True)
class RecordingActivities:
    store: CommissionStore
    pace: Pace | None = None
    payout_terms: Callable[[], WithdrawalTerms] | None = None
    """The platform's own, for what is taken up again."""
    when_ordered: Callable[[], None] = lambda: None
    """Called once notices stand in the books: they leave now."""

    @activity.defn(no_thread_cancel_exception=True)
    def record(self, given: RecordInput) -> str | None:
        horizon = time.time() + SKIPPED_AFTER_SECONDS
        marked = tuple(
            replace(each, skipped_clock=each.recorded_at.timestamp() > horizon) for each in given.transitions
        )
        batch = Batch(
            given.commission_id,
            marked,
            given.shown,
            _plain(given.record),
            given.run,
            given.trust,
            given.keys,
        )
        with final_when_in_conflict():
            verdict = self.store.record(batch)
        if any(each.notices for each in marked):
            self.when_ordered()
        return verdict.value if verdict else None

    @activity.defn(no_thread_cancel_exception=True)
    def recorded(self, given: RecordedInput) -> dict[str, Any]:
        """A RecordedState, the commission as plain JSON as it stands in its row."""
        found = self.store.recorded(given.commission_id, given.from_seq)
        return {"commission": found.record, "acts": found.lines}

    @activity.defn(no_thread_cancel_exception=True)
    def take_up(self, given: TakeUpInput) -> dict[str, Any]:
        """A TakenUp, the commission as plain JSON as it stands in its row."""
        found = self.store.take_up(given.commission_id, given.run)
        trust, keys = self.store.whose_word(given.commission_id)
        return {
            "trust": trust,
            "keys": keys,
            "commission": found,
            "pace": self.pace,
            "payout_terms": self.payout_terms() if self.payout_terms else None,
        }


def _plain(record: object) -> dict[str, Any]:
    plain: dict[str, Any] = record if isinstance(record, dict) else json.loads(str(record))
    return plain
