"""The base of everything that is sent or answered."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from domain.forms import is_stamp
from domain.instants import EARLIEST, LATEST
from domain.money.withdrawals.words import why


class Sent(BaseModel):
    """By a client: no field more than these, nothing converted. 5.0 is no whole number here."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def is_field(name: str) -> bool:
    """Whether it names a field of something that may be sent; any other name is a client's own word."""
    return name in _fields_of(Sent)


def is_sent(shape: str) -> bool:
    """Whether it is the name of something that a client sends."""
    return shape in _names_of(Sent)


def _names_of(shape: type[BaseModel]) -> set[str]:
    return {shape.__name__}.union(*map(_names_of, shape.__subclasses__()))


def _fields_of(shape: type[BaseModel]) -> set[str]:
    return set(shape.model_fields).union(*map(_fields_of, shape.__subclasses__()))


class Told(BaseModel):
    """By us. A client takes fields that it does not know: they come with later versions."""

    model_config = ConfigDict(frozen=True)


Fen = Annotated[int, Field(description="分（人民币），整数 · fen of CNY, a whole number", examples=[300000])]


def _stamped(at: object) -> object:
    """A count of seconds reads as an instant to pydantic, and to nobody else."""
    if isinstance(at, datetime):
        return at
    if not (isinstance(at, str) and is_stamp(at)):
        raise ValueError("not an instant")
    return datetime.fromisoformat(at)


def _of_this_century(at: datetime) -> datetime:
    """Beyond it, adding days overflows."""
    if not EARLIEST <= at < LATEST:
        raise ValueError("not an instant of this century")
    return at.astimezone(UTC)


Instant = Annotated[AwareDatetime, BeforeValidator(_stamped), AfterValidator(_of_this_century)]
"""As a client writes one."""


def _in_digits(given: object) -> object:
    """5.0 and +5 are no whole numbers in an address or a header either."""
    if isinstance(given, str) and not (given.isascii() and given.isdigit()):
        raise ValueError("not in digits alone")
    return given


Digits = Annotated[int, BeforeValidator(_in_digits)]
At = Annotated[AwareDatetime, Field(description="带时区的时刻 · an instant with its zone")]
Why = Annotated[
    str,
    AfterValidator(why),
    Field(
        description="未成功的原因；银行的答复以 BANK_ 开头 · why it failed; a bank's answer begins with BANK_"
    ),
]
Reference = Annotated[str, Field(max_length=128)]
