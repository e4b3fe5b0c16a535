"""Signing in by a code sent to a phone, and by a password: how long things last, and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from domain.parties.actor import ActorKind
from domain.refusals import Refused

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=5)
"""Long enough for a slow SMS, short enough that a phone lying about is no key."""
CODE_TRIES = 5
"""Wrong ones burn the code and nothing else: counted on the number, a stranger could shut its owner out."""
CODES_KEPT = timedelta(days=1)
INVITATION_LASTS = timedelta(days=7)
FIRST_LINK_LASTS = timedelta(days=1)
"""Printed anew at every start until there is an operator."""
TOUCHED_EVERY = timedelta(minutes=1)
"""When something was last used is known to the minute: a read costs no write."""
ENDED_KEPT = timedelta(days=90)
"""How long a session that is over stays to be looked at."""
PRESENTED_MAX = 200
"""Characters of a token, a key or a code that are looked at."""


class Purpose(StrEnum):
    """What a code is good for, and nothing else."""

    SIGN_IN = "sign_in"
    CHANGE_ACCOUNT = "change_account"


TEXTS: Mapping[Purpose, tuple[str, str]] = {
    Purpose.SIGN_IN: (
        "验证码{code}，{minutes}分钟内有效，用于登录，请勿告诉他人；非本人操作请忽略",
        "{code} is your code to sign in, good for {minutes} minutes; tell it to nobody",
    ),
    Purpose.CHANGE_ACCOUNT: (
        "验证码{code}，{minutes}分钟内有效，用于更换收款账户，请勿告诉他人；非本人操作请联系平台",
        "{code} is your code to change the payout account, good for {minutes} minutes; tell it to nobody",
    ),
}
"""By the template's name at the vendor, which is the purpose's. Both variables are short."""


@dataclass(frozen=True)
class Life:
    """Of a session: it ends when it was not used for ``idle``, and in any case after ``longest``."""

    idle: timedelta
    longest: timedelta


LIVES: Mapping[ActorKind, Life] = {
    ActorKind.CREATOR: Life(timedelta(days=30), timedelta(days=180)),
    ActorKind.BRAND: Life(timedelta(hours=12), timedelta(days=7)),
    ActorKind.OPERATOR: Life(timedelta(hours=12), timedelta(days=7)),
}
"""A creator signs in on a phone of their own; staff sit at desks that others pass."""


@dataclass(frozen=True)
class Origin:
    """Where a request comes from. ``binding`` is the secret of the one who asks, from before the sign-in: a
    code is good together with it alone. ``repr`` shows the number of the request and nothing else.
    """

    address: str = field(default="", repr=False)
    binding: str = field(default="", repr=False)
    request_id: str = ""


NOWHERE = Origin()


class TooOften(Refused):
    """Over a limit. ``seconds`` until the same passes."""

    def __init__(self, code: str, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(code, detail=f"{seconds} s")


class CodeWrong(Refused):
    """``tries_left`` of this code; at 0 it is good for nothing."""

    def __init__(self, tries_left: int) -> None:
        self.tries_left = tries_left
        super().__init__("CODE_WRONG", detail=str(tries_left))
