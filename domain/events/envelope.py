"""The envelope: what is told of one event, the same by pull, by stream and by webhook.

Ids and words of ours: nobody's name, number, text, reason or account is in it. Who wants more reads the
subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from domain.events.catalogue import CATALOGUE, KINDS
from domain.events.event_type import EventType


@dataclass(frozen=True)
class Subject:
    kind: str
    id: str
    seq: int
    """Of all steps of the subject, also of those that are not for everybody: it grows, with gaps."""


@dataclass(frozen=True)
class Envelope:
    number: int
    """The cursor: it grows with each event, and has gaps where others are told of theirs."""
    type: str
    occurred_at: datetime
    subject: Subject
    data: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """By which a receiver knows one that comes again."""
        return f"evt_{self.number}"

    def as_json(self, *, previous_missing: bool | None = None) -> dict[str, Any]:
        """``previous_missing`` of webhooks: whether an event of the same subject before it never arrived."""
        told = {
            "id": self.id,
            "type": self.type,
            "number": self.number,
            "occurred_at": self.occurred_at.astimezone(UTC).isoformat(),
            "subject": {"kind": self.subject.kind, "id": self.subject.id, "seq": self.subject.seq},
            "data": dict(self.data),
        }
        return told if previous_missing is None else {**told, "previous_missing": previous_missing}


def data_of(kind: str, payload: Mapping[str, str | int]) -> dict[str, str | int]:
    """Of what the outbox bears, what leaves: of a kind that is not known here nothing."""
    fields = KINDS[kind].fields if kind in KINDS else ()
    return {name: payload[name] for name in fields if name in payload}


def example_of(each: EventType) -> Envelope:
    at = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    own = {"commission": "c-7", "withdrawal": "w-7", "endpoint": "we_7"}
    subject = Subject(each.kind, own[each.kind], 5)
    return Envelope(1042, each.name, at, subject, each.example or {})


EXAMPLE = example_of(CATALOGUE["commission.accepted"])
