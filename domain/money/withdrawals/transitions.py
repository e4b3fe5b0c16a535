"""One step of a withdrawal: what is told of it, and what follows. Nothing else decides (see `steps`)."""

from dataclasses import dataclass
from datetime import datetime

from domain.copies import replace
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.steps import ACCOUNT, FROZEN, LATER, NEVER, STEPS, Step
from domain.money.withdrawals.terms import WithdrawalTerms
from domain.money.withdrawals.withholding import FROZEN_MONEY
from domain.process.clock import Span
from domain.process.table import Table, first
from domain.refusals import Refused

ACCOUNTS = frozenset({"NO_ACCOUNT", "ACCOUNT_INVALID", "ACCOUNT_FROZEN", "NAME_MISMATCH", "SENT_BACK"})
"""Refusals the creator can mend: the account, or its name. Any other may pass under a new number."""
HOPELESS = frozenset({"AMOUNT_INVALID"})
BY_PEOPLE = frozenset({"retry", "cancel", "account_changed"})
TABLE = Table(STEPS)
SPANS = {
    span.term: span
    for span in (
        Span("days", "wait_days"),
        Span("minutes", "pause_minutes"),
        Span("minutes", "frozen_check_minutes"),
    )
}
WAITS = {ACCOUNT: "wait_days", LATER: "pause_minutes", FROZEN: "frozen_check_minutes"}
"""By what a refusal means."""


@dataclass(frozen=True)
class Event:
    """``code`` says why, in our words first. ``actor`` and ``reason`` are a person's. ``rail`` is the kind of
    account the number went to, where the bank's answer tells.
    """

    name: str
    at: datetime
    code: str = ""
    actor: str = ""
    reason: str = ""
    rail: str = ""


@dataclass(frozen=True)
class Taken:
    step: Step
    withdrawal: Withdrawal
    """After the step."""
    event: Event
    number: str
    """Which number it was about."""


def take(w: Withdrawal, event: Event, terms: WithdrawalTerms) -> Taken:
    """Raises Refused("WITHDRAWAL_NOT_WAITING") for what has no row in this state: nothing is changed."""
    step = first(TABLE.at(w.state, event.name), lambda each: _holds(each.when, w, event, terms))
    if step is None:
        raise Refused("WITHDRAWAL_NOT_WAITING", detail=w.state.value)
    return Taken(step, _after(w, step, event, terms), event, w.number)


def resumed(w: Withdrawal, at: datetime, terms: WithdrawalTerms) -> Withdrawal:
    """Taken up again as the books have it: one that waits, waits anew."""
    if w.state is not State.WAITING:
        return w
    span = WAITS.get(meaning(w.code), "pause_minutes")
    return replace(w, until=at + SPANS[span].of(terms))


def allowed(w: Withdrawal) -> tuple[str, ...]:
    """What a person may do now."""
    return tuple(
        dict.fromkeys(
            step.event
            for step in STEPS
            if w.state in step.at and step.event in BY_PEOPLE and step.when in ("", meaning(w.code))
        )
    )


def meaning(code: str) -> str:
    """What a proven refusal asks for: ``account``, ``later``, ``never``, or ``frozen``: it was our own."""
    first = code.partition(" ")[0]
    if first == FROZEN_MONEY:
        return FROZEN
    if first in HOPELESS:
        return NEVER
    return ACCOUNT if first in ACCOUNTS else LATER


def _holds(when: str, w: Withdrawal, event: Event, terms: WithdrawalTerms) -> bool:
    if not when:
        return True
    asked_for = meaning(event.code if event.name == "turned_down" else w.code)
    if event.name == "turned_down" and asked_for == ACCOUNT and w.brand_id:
        asked_for = NEVER  # a brand's money goes to no other account: nothing to wait for
    if event.name == "turned_down" and asked_for == LATER and w.tries + 1 >= terms.tries:
        asked_for = NEVER  # often enough: the money goes back
    return asked_for == when


def _after(w: Withdrawal, step: Step, event: Event, terms: WithdrawalTerms) -> Withdrawal:
    until = w.until if step.to is State.WAITING else None
    if step.waits:
        until = event.at + SPANS[step.waits].of(terms)
    return replace(
        w,
        state=step.to,
        seq=w.seq + 1,
        generation=w.generation + step.number,
        tries=_tries(w, step, event),
        code=event.code if event.code or step.to is not State.RETURNED else w.code,
        until=until,
        rail=event.rail or w.rail,
    )


def _tries(w: Withdrawal, step: Step, event: Event) -> int:
    if event.name in BY_PEOPLE:
        return 0
    return w.tries + (step.event == "turned_down" and step.when != FROZEN)
