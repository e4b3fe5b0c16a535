"""What a sender may say: one JSON object of these fields, whatever the message. All are optional here;
the message table says which belong to which message, and the domain refuses the rest by name."""

import hashlib
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    Strict,
    TypeAdapter,
)

from domain.commissions.moves import MESSAGES, Move, named
from domain.commissions.rules.admission import effective
from domain.commissions.state.commission import Commission
from domain.commissions.views.telling import unnamed
from domain.forms import is_stamp, shown
from domain.instants import EARLIEST, LATEST
from domain.party import Party
from domain.placeholders import left_in
from domain.process.applied import find
from domain.refusals import Refused
from models.messages.sender import sender
from models.messages.signature import Signature

ENVELOPE = frozenset({"command_id", "actor", "on_behalf_of", "received_at", "round", "reason", "signature"})
FEW = 8
"""An ordinary commission waits for two or three effects."""
ROOM, ROOM_FOR_OPERATORS = 106_000, 112_000
"""Of the commission's bytes: it must pass the server's door (128 KB) when a new run takes over."""
_WHOLE = TypeAdapter(Commission)


def _of_this_century(at: datetime) -> datetime:
    """Beyond it, adding days overflows and so does the server. One instant is written one way."""
    if not EARLIEST <= at < LATEST:
        raise ValueError("not an instant of this century")
    return at.astimezone(UTC)


def _written(at: object) -> object:
    """A count of seconds reads as an instant to pydantic, and to nobody else."""
    if not isinstance(at, datetime) and not (isinstance(at, str) and is_stamp(at)):
        raise ValueError("not an instant")
    return at


Instant = Annotated[
    AwareDatetime, Strict(strict=False), BeforeValidator(_written), AfterValidator(_of_this_century)
]
"""Not strict: what was looked at before is no JSON to pydantic any more, and no text an instant."""
Short = Annotated[str, Field(max_length=200)]
Shorts = Annotated[tuple[Short, ...], FailFast()]
"""The first at fault is named: naming thousands takes longer than reading them."""


OF_THIS_SENDING = {"command_id", "received_at", "signature"}
"""Sent again, the same command may bear others."""


class Command(BaseModel):
    """Strict: what is written 1, "yes" or "3000" is no truth and no sum."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    command_id: str = Field(default="", max_length=64, pattern=r"^[ -~]*$")
    """Printable ASCII: it stands in the timeline."""
    actor: str = Field(default="", max_length=64)
    on_behalf_of: str = Field(default="", max_length=16)
    received_at: Instant | None = None
    round: int | None = Field(default=None, ge=0, le=10_000)
    reason: str = Field(default="", max_length=4_000)
    ref: str = Field(default="", max_length=200)
    item: str = Field(default="", max_length=100)
    creator: str = Field(default="", max_length=64)
    linked: bool | None = None
    title: str = Field(default="", max_length=200)
    description: str = Field(default="", max_length=1_000)
    hashtags: Shorts = Field(default=(), max_length=20)
    release_at: Instant | Literal["now"] | None = None
    submit_by: Instant | None = None
    happened_at: Instant | None = None
    cause: str = Field(default="", max_length=40)
    evidence: Shorts = Field(default=(), max_length=50)
    decision: str = Field(default="", max_length=20)
    creator_bps: int | None = Field(default=None, ge=0, le=10_000)
    creator_percent: int | None = Field(default=None, ge=0, le=100)
    creator_fen: int | None = Field(default=None, ge=0, le=10**15)
    """Of the price, before the fee."""
    agree: bool | None = None
    passed: bool | None = None
    public: bool | None = None
    quoted_fen: int | None = Field(default=None, ge=0, le=10**15)
    quote: str = Field(default="", max_length=16)
    """The version of the kill fee's quote, beside its amount."""
    fault: str = Field(default="", max_length=16)
    """Of an operator's cancel: brand, creator or platform."""
    bearer: str = Field(default="", max_length=16)
    """Who bears what is forced: brand, creator or platform."""
    party: str = Field(default="", max_length=16)
    clock: str = Field(default="", max_length=40)
    until: Instant | None = None
    stars: int | None = Field(default=None, ge=-100, le=100)
    text: str = Field(default="", max_length=4_000)
    marked_as_ad: bool | None = None
    outside_window: bool | None = None
    brief_digest: str = Field(default="", max_length=64)
    """Of the brief that was read before it is accepted."""
    signature: Signature | None = None

    def digest(self) -> str:
        """The same command sent again has the same digest."""
        body = self.model_dump_json(exclude=OF_THIS_SENDING, exclude_defaults=True)
        return hashlib.sha256(body.encode()).hexdigest()[:16]


INSTANTS = frozenset({"received_at", "release_at", "submit_by", "happened_at", "until"})


def to_move(name: str, command: Command, commission: Commission, now: datetime) -> Move:
    """The move a message asks for. Raises Refused: who sends it is not clear, or a field does not belong."""
    message = MESSAGES[name]
    check_fields(command, ENVELOPE | {*message.needs, *message.may})
    order = commission.order
    ids = {Party.CREATOR: order.creator_id, Party.BRAND: order.brand_id}
    by = sender(message.by, command.actor, command.on_behalf_of, ids)
    opened_at = commission.opened_at or now
    at = max(effective(commission, command.received_at, now), opened_at)  # nothing came before it
    body = command.model_dump(exclude={*ENVELOPE, "linked", "release_at", "happened_at"}, exclude_unset=True)
    release_at = now if command.release_at == "now" else command.release_at
    happened_at = max(min(command.happened_at, now), opened_at) if command.happened_at else None
    move = Move(
        name=name,
        by=by,
        at=at,
        now=now,
        command_id=command.command_id,
        actor=command.actor or unnamed(by),
        on_behalf_of=command.on_behalf_of,
        digest=command.digest(),
        round=command.round,
        reason=command.reason,
        linked=command.linked is not False,
        release_at=release_at,
        happened_at=happened_at,
        **body,
    )
    _check_room(move, command, commission)
    return move


def check_fields(command: Command, belonging: AbstractSet[str]) -> None:
    """Raises Refused: a placeholder is left in, or a field does not belong to this message."""
    for name in sorted(command.model_fields_set):
        for left in filter(None, map(left_in, _texts(getattr(command, name)))):
            raise Refused("PLACEHOLDER_LEFT", detail=f"{name}: {shown(left)}")
    foreign = sorted(command.model_fields_set - belonging)
    if foreign:
        raise Refused("FIELD_UNKNOWN", detail=", ".join(foreign))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()


def _check_room(move: Move, command: Command, commission: Commission) -> None:
    """What waits for the outside travels with the commission, and may not outgrow it.

    A command that was taken before is answered again all the same.
    """
    waiting = (*commission.effects, *commission.failed_effects, *commission.waiting_notices)
    if len(waiting) < FEW:
        return
    room = ROOM_FOR_OPERATORS if command.actor.startswith(Party.OPERATOR) else ROOM
    if find(commission.applied, named(move)) is None and len(_WHOLE.dump_json(commission)) > room:
        raise Refused("BUSY")
