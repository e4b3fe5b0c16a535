"""Whether a creator may withdraw now: the first reason why not, by name. Judged where the balance is."""

from dataclasses import dataclass
from datetime import datetime

from domain.instants import BEIJING, written
from domain.money.amounts import yuan
from domain.money.spans import day_of, month_of
from domain.money.withdrawals.terms import RAILS, WithdrawalTerms
from domain.money.withdrawals.withholding import FROZEN_MONEY, NOTHING, Withheld
from domain.refusals import Refused


@dataclass(frozen=True)
class Asked:
    """``fen`` 0 asks for all that is free. ``at`` is the withdrawal's clock; the counts are without it."""

    fen: int
    at: datetime
    rail: str
    balance_fen: int
    today: int = 0
    this_month: int = 0
    frozen: Withheld = NOTHING


def granted(asked: Asked, terms: WithdrawalTerms) -> int:
    """The fen that are taken from the balance. Raises Refused, with what would have been right."""
    if asked.fen < 0:
        raise Refused("WITHDRAWAL_AMOUNT", detail=str(asked.fen))
    if asked.rail not in RAILS:
        raise Refused("NO_ACCOUNT")
    free = asked.frozen.free_fen(asked.balance_fen)
    if asked.balance_fen > 0 and (asked.fen > free or not free) and asked.fen <= asked.balance_fen:
        raise Refused(FROZEN_MONEY, detail=asked.frozen.said(asked.balance_fen))
    check_hours(asked.rail, asked.at, terms)
    check_times(asked.rail, asked.today, asked.this_month, asked.at, terms)
    fen = asked.fen or free
    if asked.balance_fen <= 0:
        raise Refused("NOTHING_TO_WITHDRAW", detail=yuan(asked.balance_fen))
    if fen > asked.balance_fen:
        raise Refused("BALANCE_SHORT", detail=yuan(asked.balance_fen))
    least = terms.of(asked.rail, "least_fen")
    if fen < least:
        raise Refused("WITHDRAWAL_TOO_SMALL", detail=f"{asked.rail} {yuan(least)}")
    return fen


def check_hours(rail: str, at: datetime, terms: WithdrawalTerms) -> None:
    hour = at.astimezone(BEIJING).hour
    first, last = terms.of(rail, "from_hour"), terms.of(rail, "to_hour")
    if not first <= hour < last:
        raise Refused("OUTSIDE_HOURS", detail=f"{rail} {first:02d}:00–{last:02d}:00")


def check_times(rail: str, today: int, this_month: int, at: datetime, terms: WithdrawalTerms) -> None:
    """Each says since when it may be asked for again."""
    a_day, a_month = terms.of(rail, "times_a_day"), terms.of(rail, "times_a_month")
    if this_month >= a_month:
        raise _too_often("TOO_OFTEN_THIS_MONTH", rail, a_month, at)
    if today >= a_day:
        raise _too_often("TOO_OFTEN_TODAY", rail, a_day, at)


def again_at(code: str, at: datetime) -> datetime | None:
    """When what was refused so at this instant may be asked for again; None: waiting alone does not help."""
    spans = {"TOO_OFTEN_TODAY": day_of, "TOO_OFTEN_THIS_MONTH": month_of}
    return spans[code](at)[1] if code in spans else None


def _too_often(code: str, rail: str, times: int, at: datetime) -> Refused:
    again = again_at(code, at)
    return Refused(code, detail=f"{rail} {times}{f'; ≥ {written(again)}' if again else ''}")
