"""A brand's balance goes back to the account that paid it in, and nowhere else: the oldest top-up first.

What was spent is not traced: an account takes at most what it paid in less what went back to it, and the
balance bounds it all. A top-up of which nobody knows the account takes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.money.amounts import yuan
from domain.money.withdrawals.asking import check_hours, check_times
from domain.money.withdrawals.terms import RAILS, WithdrawalTerms
from domain.money.withdrawals.withholding import FROZEN_MONEY
from domain.refusals import Refused

PayingAccount = tuple[str, str]
"""Its kind and its number: who pays from it may write the name in several ways."""


@dataclass(frozen=True)
class PaidIn:
    """One top-up by its number, in the order of booking."""

    top_up: str
    fen: int
    account: PayingAccount | None
    """None where nobody has noted it."""


@dataclass(frozen=True)
class Payer:
    """One top-up, and the account it came from as it may be shown; both empty where nobody noted it."""

    top_up: str
    fen: int
    kind: str = ""
    account: str = ""
    holder: str = ""
    left_fen: int = 0
    """What that account still takes, of all its top-ups."""


@dataclass(frozen=True)
class WayBack:
    top_up: str
    """The oldest that has not gone back: the money goes to its account."""
    rail: str
    most_fen: int
    """What that account still takes, of all its top-ups."""


@dataclass(frozen=True)
class AskedBack:
    """``at`` is the withdrawal's clock; the counts, by kind of account, are without it."""

    fen: int
    at: datetime
    balance_fen: int
    paid_in: Sequence[PaidIn]
    went_back: Mapping[PayingAccount, int]
    """What has gone there, or is on its way."""
    today: Mapping[str, int]
    this_month: Mapping[str, int]
    frozen: str = ""
    """By which freeze of the brand, and why."""
    claim: str = ""
    """A commission of the brand with an open case."""
    operator: str = ""


def way_back(paid_in: Sequence[PaidIn], went_back: Mapping[PayingAccount, int]) -> WayBack | None:
    """None where no account that is known takes anything more."""
    left, returned = left_of(paid_in, went_back), dict(went_back)
    for each in paid_in:
        if each.account is None:
            continue
        returned[each.account] = returned.get(each.account, 0) - each.fen
        if returned[each.account] < 0:
            return WayBack(each.top_up, each.account[0], left[each.account])
    return None


def left_of(paid_in: Sequence[PaidIn], went_back: Mapping[PayingAccount, int]) -> dict[PayingAccount, int]:
    """What each known account still takes, in the order in which they first paid in."""
    left: dict[PayingAccount, int] = {}
    for each in paid_in:
        if each.account is not None:
            left[each.account] = left.get(each.account, -went_back.get(each.account, 0)) + each.fen
    return left


def granted_back(asked: AskedBack, terms: WithdrawalTerms) -> WayBack:
    """Where all that is asked for goes. Raises Refused, with what would have been right."""
    if asked.fen <= 0:
        raise Refused("WITHDRAWAL_AMOUNT", detail=str(asked.fen))
    if asked.frozen:
        raise Refused(FROZEN_MONEY, detail=asked.frozen)
    if asked.claim:
        raise Refused("CLAIM_OPEN", detail=asked.claim)
    if asked.balance_fen <= 0:
        raise Refused("NOTHING_TO_WITHDRAW", detail=yuan(asked.balance_fen))
    if asked.fen > asked.balance_fen:
        raise Refused("BALANCE_SHORT", detail=yuan(asked.balance_fen))
    way = _way_for(asked)
    check_hours(way.rail, asked.at, terms)
    check_times(way.rail, asked.today.get(way.rail, 0), asked.this_month.get(way.rail, 0), asked.at, terms)
    least = min(terms.of(way.rail, "least_fen"), way.most_fen, asked.balance_fen)
    if asked.fen < least:  # what is left of an account may be less, and still goes back
        raise Refused("WITHDRAWAL_TOO_SMALL", detail=f"{way.rail} {yuan(least)}")
    check_operator(asked.fen, asked.operator, terms)
    return way


def check_operator(fen: int, operator: str, terms: WithdrawalTerms) -> None:
    """Raises Refused for an amount that nobody but an operator sends back."""
    most = terms.brand_withdrawal_operator_fen
    if fen > most and not operator:
        raise Refused("WITHDRAWAL_OPERATOR", detail=f"> {yuan(most)}")


def _way_for(asked: AskedBack) -> WayBack:
    way = way_back(asked.paid_in, asked.went_back)
    if way is not None and way.rail in RAILS and asked.fen <= way.most_fen:
        return way
    takes = yuan(way.most_fen if way else 0)
    unknown = next((each.top_up for each in asked.paid_in if each.account is None), "")
    if unknown:
        raise Refused("PAYER_UNKNOWN", detail=f"{unknown}; ✓ {takes}")
    raise Refused("BEYOND_PAID_IN", detail=takes)
