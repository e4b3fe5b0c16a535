"""How an endpoint is, in one word: what people and programs look at first."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from domain.webhooks.endpoint import State


class Health(StrEnum):
    NEW = "new"
    """Nothing was sent to it yet."""
    HEALTHY = "healthy"
    FAILING = "failing"
    """Its last attempt failed; each event goes on by the schedule."""
    PAUSED = "paused"
    """The breaker is open: one event at a time is tried."""
    DISABLED = "disabled"


HEALTH_WORDS: Mapping[Health, tuple[str, str]] = {
    Health.NEW: ("还没有投递", "nothing sent yet"),
    Health.HEALTHY: ("正常", "healthy"),
    Health.FAILING: ("投递失败，按计划重试", "failing, tried again by the schedule"),
    Health.PAUSED: ("连续失败，暂停投递", "paused after failures in a row"),
    Health.DISABLED: ("已停用", "disabled"),
}


def health(
    state: State, failures: int, probe_at: datetime | None, last_success_at: datetime | None
) -> Health:
    if state is not State.ENABLED:
        return Health.DISABLED
    if probe_at is not None:
        return Health.PAUSED
    if failures:
        return Health.FAILING
    return Health.HEALTHY if last_success_at is not None else Health.NEW
