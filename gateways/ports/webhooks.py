"""What the delivery of webhooks asks of the books and of the network."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.webhooks.attempt import Outcome
from domain.webhooks.standing import Standing


@dataclass(frozen=True)
class Message:
    """One request that is to be made."""

    id: str
    """The header ``webhook-id``: the same for every attempt of one event."""
    event: str
    body: str = field(repr=False)
    attempt: int
    started_by: str
    """``schedule``, ``redelivery`` or ``test``."""
    event_no: int | None = None
    request: int | None = None
    """The number of what somebody asked for."""


@dataclass(frozen=True)
class Round:
    """What is to be sent to an endpoint now: at most one event of each subject."""

    url: str = field(default="", repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """The current one first; none where they cannot be read."""
    messages: Sequence[Message] = ()
    next_at: datetime | None = None
    """Without messages: when there will be some; None: not before something happens."""


@dataclass(frozen=True)
class Made:
    """An attempt that was made, and when it began."""

    message: Message
    at: datetime
    outcome: Outcome


class WebhookStore(Protocol):
    def begin(self, endpoint_id: str, batch: str) -> None:
        """From now on this batch sends, and what another still has to record of the schedule is not taken.
        Again: nothing.
        """

    def round(self, endpoint_id: str, batch: str, most: int, now: datetime) -> Round:
        """What is due; nothing to a batch that is not the current one. Again: the same."""

    def record(self, endpoint_id: str, batch: str, made: Sequence[Made]) -> None:
        """In the order they ended. Of a batch that is not the current one only the log is written."""

    def standing(self, endpoint_id: str) -> Standing: ...


class WebhookSender(Protocol):
    async def send(self, url: str, secrets: Sequence[str], message: Message, at: datetime) -> Outcome:
        """One request, signed with the instant of the wall. Never raises for what the other side does."""
