"""What is told outside of a webhook endpoint's own health, to whom it belongs."""

from collections.abc import Iterator, Mapping

from domain.events.event_type import EventType
from domain.party import Party
from domain.webhooks.endpoint import KIND

__all__ = ["FIELDS", "KIND", "types"]

FIELDS = ("event", "reason")
WORDS: Mapping[str, tuple[str, str]] = {
    "failing": ("Webhook 端点开始投递失败", "a webhook endpoint begins to fail"),
    "disabled": ("Webhook 端点已被停用", "a webhook endpoint was disabled"),
    "recovered": ("Webhook 端点恢复正常", "a webhook endpoint recovered"),
}
REASONS = {"failing": "timeout", "disabled": "failing", "recovered": ""}


def types() -> Iterator[EventType]:
    for step, (zh, en) in WORDS.items():
        example = {"event": step, "reason": REASONS[step]}
        yield EventType(f"{KIND}.{step}", KIND, (step,), zh, en, (Party.BRAND,), example)
