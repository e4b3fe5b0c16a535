"""What a sender may say: one JSON object of these fields, whatever the message. All are optional here;
the message table says which belong to which message, and the domain refuses the rest by name."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from domain.commission import Commission
from domain.manners import effective, mark
from domain.moves import MESSAGES, Message, Move
from domain.refusals import Refused
from domain.stages import Party

ENVELOPE = frozenset({"command_id", "actor", "on_behalf_of", "received_at", "round", "reason"})
EARLIEST, LATEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
FEW = 12
"""An ordinary commission waits for two or three effects."""
ROOM, ROOM_FOR_OPERATORS = 50_000, 56_000
"""Of the commission's bytes: it must pass the server's door (64 KB) when a new run takes over."""
_WHOLE = TypeAdapter(Commission)
_ROLES = {party.value: party for party in (Party.CREATOR, Party.BRAND, Party.OPERATOR)}


def _of_this_century(at: datetime) -> datetime:
    """Beyond it, adding days overflows and so does the server. One instant is written one way."""
    if not EARLIEST <= at < LATEST:
        raise ValueError("not an instant of this century")
    return at.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_of_this_century)]
Short = Annotated[str, Field(max_length=200)]


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
    hashtags: tuple[Short, ...] = Field(default=(), max_length=20)
    release_at: Instant | Literal["now"] | None = None
    submit_by: Instant | None = None
    happened_at: Instant | None = None
    cause: str = Field(default="", max_length=40)
    evidence: tuple[Short, ...] = Field(default=(), max_length=50)
    decision: str = Field(default="", max_length=20)
    creator_bps: int | None = Field(default=None, ge=0, le=10_000)
    agree: bool | None = None
    passed: bool | None = None
    public: bool | None = None
    quoted_fen: int | None = Field(default=None, ge=0, le=10**15)
    quote: str = Field(default="", max_length=16)
    """The version of the kill fee's quote, beside its amount."""
    party: str = Field(default="", max_length=16)
    clock: str = Field(default="", max_length=40)
    until: Instant | None = None
    stars: int | None = Field(default=None, ge=-100, le=100)
    text: str = Field(default="", max_length=4_000)
    marked_as_ad: bool | None = None

    def digest(self) -> str:
        """Of everything but the id and the stamp: the same command sent again has the same digest."""
        body = self.model_dump_json(exclude={"command_id", "received_at"}, exclude_defaults=True)
        return hashlib.sha256(body.encode()).hexdigest()[:16]


def to_move(name: str, command: Command, commission: Commission, now: datetime) -> Move:
    """The move a message asks for. Raises Refused: who sends it is not clear, or a field does not belong."""
    message = MESSAGES[name]
    foreign = sorted(set(command.model_fields_set) - ENVELOPE - {*message.needs, *message.may})
    if foreign:
        raise Refused("FIELD_UNKNOWN", detail=", ".join(foreign))
    by = _party(message, command, commission)
    _check_room(command, commission)
    opened_at = commission.opened_at or now
    at = max(effective(commission, command.received_at, now), opened_at)  # nothing came before it
    body = command.model_dump(exclude={*ENVELOPE, "linked", "release_at", "happened_at"}, exclude_unset=True)
    release_at = now if command.release_at == "now" else command.release_at
    happened_at = max(min(command.happened_at, now), opened_at) if command.happened_at else None
    return Move(
        name=name,
        by=by,
        at=at,
        now=now,
        command_id=command.command_id,
        actor=command.actor or f"{by} via temporal",
        on_behalf_of=command.on_behalf_of,
        digest=command.digest(),
        round=command.round,
        reason=command.reason,
        linked=command.linked is not False,
        release_at=release_at,
        happened_at=happened_at,
        **body,
    )


def _check_room(command: Command, commission: Commission) -> None:
    """What waits for the outside travels with the commission, and may not outgrow it.

    A command that was taken before is answered again all the same.
    """
    waiting = (*commission.effects, *commission.failed_effects, *commission.waiting_notices)
    if len(waiting) < FEW:
        return
    room = ROOM_FOR_OPERATORS if command.actor.startswith(Party.OPERATOR) else ROOM
    known = mark(command.command_id) in (each.mark for each in commission.applied)
    if not known and len(_WHOLE.dump_json(commission)) > room:
        raise Refused("BUSY")


def _party(message: Message, command: Command, commission: Commission) -> Party:
    role, _, who = command.actor.partition(":")
    if who and not role:
        raise Refused("WRONG_PARTY")
    if message.is_fact:
        if role not in ("", Party.OUTSIDE.value):
            raise Refused("WRONG_PARTY")
        return Party.OUTSIDE
    if command.on_behalf_of:
        if role != Party.OPERATOR or not who or command.on_behalf_of not in _ROLES:
            raise Refused("OPERATOR_NEEDED")
        return _ROLES[command.on_behalf_of]
    if not role:
        return _own_party(message)
    if role not in _ROLES:
        raise Refused("WRONG_PARTY")
    ids = {Party.CREATOR: commission.order.creator_id, Party.BRAND: commission.order.brand_id}
    if who and who != ids.get(_ROLES[role], who):
        raise Refused("WRONG_PARTY")
    if _ROLES[role] is Party.OPERATOR and not who:
        raise Refused("OPERATOR_NEEDED")
    return _ROLES[role]


def _own_party(message: Message) -> Party:
    if Party.CREATOR in message.by and Party.BRAND in message.by:
        raise Refused("ACTOR_NEEDED")
    if message.by == (Party.OPERATOR,):
        raise Refused("OPERATOR_NEEDED")
    return message.by[0]
