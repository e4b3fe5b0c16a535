"""Words of what stands in the log of an endpoint."""

from collections.abc import Mapping

DELIVERY_WORDS: Mapping[str, tuple[str, str]] = {
    "waiting": ("待送", "waiting"),
    "delivered": ("已送达", "delivered"),
    "failed": ("已放弃", "given up"),
}
STARTED_WORDS: Mapping[str, tuple[str, str]] = {
    "schedule": ("按计划", "by the schedule"),
    "redelivery": ("手动重发", "redelivered by hand"),
    "test": ("测试", "a test"),
}
