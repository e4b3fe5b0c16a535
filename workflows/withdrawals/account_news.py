"""Word that a creator's account was mended. It has no power of its own: the books are asked, and they decide.

However often it comes, the books are asked at once, and then ever more seldom as long as nothing has changed.
"""

from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    import workflows.withdrawals.steps as payout_steps
    from domain.money.withdrawals.state import Withdrawal
    from models.messages.pace import Pace


class AccountNews:
    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._pause = pace.first_retry_seconds
        self._not_before = workflow.now()
        self._heard = False

    def heard(self) -> None:
        self._heard = True

    @property
    def due_at(self) -> datetime | None:
        """When the books are to be asked; None where there is nothing new."""
        return self._not_before if self._heard else None

    async def is_mended(self, w: Withdrawal) -> bool:
        """Whether another account is bound than the one the refused number went to."""
        self._heard = False
        mended = await payout_steps.is_rebound(w)
        self._not_before = workflow.now() + timedelta(seconds=self._pause)
        self._pause = (
            self._pace.first_retry_seconds
            if mended
            else min(self._pause * 2, self._pace.longest_retry_seconds)
        )
        return mended
