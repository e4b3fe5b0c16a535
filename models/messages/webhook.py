"""What travels between an endpoint's workflow and its activity. Fields are only ever added, with defaults."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WebhookStart:
    endpoint_id: str
    page: str = ""
    """Of the run before: shown until the first batch of this one has ended."""
    refused: int = 0


@dataclass(frozen=True)
class DeliverInput:
    """``batch`` is of one activity, whatever its attempts: a batch before it stops when it sees this one."""

    endpoint_id: str
    batch: str


@dataclass(frozen=True)
class DeliverReport:
    """Where the endpoint stands after a batch, for the workflow and for people in the Web UI."""

    state: str
    """Of the endpoint; ``deleted`` also where there is none."""
    sent: int = 0
    failed: int = 0
    waiting: int = 0
    seconds_to_next: float | None = None
    """By the wall, from the end of the batch: 0 is at once, None is not before it is woken."""
    page: str = ""
    """Markdown, without the address, which may be a secret of its owner's."""
