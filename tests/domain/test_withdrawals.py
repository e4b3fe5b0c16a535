"""A withdrawal step by step: what each event means in each state, and what may be asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bounds import BadTerms
from domain.instants import beijing, written
from domain.money.withdrawals.asking import Asked, again_at, granted
from domain.money.withdrawals.messages import WORDS
from domain.money.withdrawals.movements import MOVEMENTS, movement
from domain.money.withdrawals.state import ENDED, State, Withdrawal
from domain.money.withdrawals.steps import STEPS
from domain.money.withdrawals.terms import DEFAULT_TERMS, RAILS, WithdrawalTerms, withdrawal_terms_from
from domain.money.withdrawals.transitions import ACCOUNTS, BY_PEOPLE, Event, allowed, resumed, take
from domain.money.withdrawals.words import EVENT_WORDS, MEANING_WORDS, MONEY_WORDS, STATE_WORDS, TEMPLATES
from domain.refusals import Refused
from tests.walks import for_each

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
EVENTS = tuple(dict.fromkeys(step.event for step in STEPS))
ASKED = Withdrawal("atang.w1", "atang", 285_000)


def then(w: Withdrawal, name: str, code: str = "", at: datetime = NOON) -> Withdrawal:
    return take(w, Event(name, at, code), DEFAULT_TERMS).withdrawal


def refused_as(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


SENDING = then(ASKED, "reserved")
WAITING = then(SENDING, "turned_down", "ACCOUNT_INVALID")
PAUSING = then(SENDING, "turned_down", "ACCOUNT_LIMIT")
STANDING = {
    State.REQUESTED: ASKED,
    State.SENDING: SENDING,
    State.ASKING: then(SENDING, "unknown"),
    State.WAITING: WAITING,
    State.PAID: then(SENDING, "paid"),
    State.RETURNED: then(WAITING, "cancel"),
    State.REFUNDED: then(then(SENDING, "paid"), "refunded"),
    State.KEPT: then(ASKED, "kept"),
    State.REFUSED: then(ASKED, "refused", "BALANCE_SHORT"),
}


@for_each("event", EVENTS)
@for_each("state", list(State))
def test_what_the_table_does_not_name_is_refused_and_changes_nothing(state: State, event: str) -> None:
    w = STANDING[state]
    named = [step for step in STEPS if state in step.at and step.event == event]
    told = Event(event, NOON, w.code)
    if named:
        taken = take(w, told, DEFAULT_TERMS)
        assert taken.step in named
        assert taken.withdrawal.seq == w.seq + 1
    else:
        assert refused_as(lambda: take(w, told, DEFAULT_TERMS)) == "WITHDRAWAL_NOT_WAITING"


@pytest.mark.parametrize("event", ["retry", "cancel"])
def test_operators_may_act_in_one_state_only(event: str) -> None:
    allowing = [state for state, w in STANDING.items() if event in allowed(w)]

    assert allowing == [State.WAITING]


def test_every_word_of_a_person_is_a_step_and_says_so_to_people() -> None:
    assert {word.event for word in WORDS.values()} == BY_PEOPLE
    assert set(EVENTS) == set(EVENT_WORDS)
    assert {*State, "under_way"} == set(STATE_WORDS)
    assert set(MONEY_WORDS) == set(State)
    assert {step.when for step in STEPS} - {""} == set(MEANING_WORDS)
    assert {each for step in STEPS for each in (step.tells, step.tells_brand)} - {""} == set(TEMPLATES)
    assert {step.moves for step in STEPS} - {""} == set(MOVEMENTS)


@for_each("step", STEPS)
def test_a_new_number_is_taken_only_after_the_old_one_has_provably_failed(step: object) -> None:
    assert not step.number or step.at == (State.WAITING,)  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", sorted(ACCOUNTS))
def test_what_the_creator_can_mend_waits_for_the_creator(code: str) -> None:
    w = then(SENDING, "turned_down", f"{code} PAYEE_NOT_EXIST")

    assert (w.state, w.number, w.until) == (State.WAITING, "atang.w1-1", NOON + timedelta(days=15))
    assert allowed(w) == ("account_changed", "retry", "cancel")
    assert then(w, "account_changed").number == "atang.w1-2"
    assert then(w, "waited").state is State.RETURNED


def test_what_may_pass_later_is_tried_three_times_and_then_given_back() -> None:
    w = PAUSING
    assert (w.state, w.until, allowed(w)) == (
        State.WAITING,
        NOON + timedelta(minutes=30),
        ("retry", "cancel"),
    )

    w = then(then(w, "waited"), "turned_down", "ACCOUNT_LIMIT")
    assert (w.state, w.number) == (State.WAITING, "atang.w1-2")
    w = then(then(w, "waited"), "turned_down", "ACCOUNT_LIMIT")
    assert (w.state, w.number, w.code) == (State.RETURNED, "atang.w1-3", "ACCOUNT_LIMIT")


def test_a_person_begins_the_count_anew() -> None:
    twice = then(then(PAUSING, "waited"), "turned_down", "ACCOUNT_LIMIT")

    assert then(then(twice, "retry"), "turned_down", "ACCOUNT_LIMIT").state is State.WAITING


def test_an_amount_no_bank_takes_comes_back_at_once() -> None:
    assert then(SENDING, "turned_down", "AMOUNT_INVALID").state is State.RETURNED


def test_the_unknown_keeps_its_number_until_the_bank_answers() -> None:
    w = then(then(then(SENDING, "unknown", "NO_ANSWER"), "silent"), "not_found")

    assert (w.state, w.number) == (State.SENDING, "atang.w1-1")
    assert allowed(then(w, "unknown")) == ()


def test_taken_up_again_one_that_waits_waits_anew() -> None:
    later = NOON + timedelta(days=3)

    assert resumed(replace(WAITING, until=None), later, DEFAULT_TERMS).until == later + timedelta(days=15)
    assert resumed(replace(PAUSING, until=None), later, DEFAULT_TERMS).until == later + timedelta(minutes=30)
    assert resumed(SENDING, later, DEFAULT_TERMS) is SENDING


@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from(["", "ACCOUNT_INVALID", "BUSY"]))))
def test_whatever_is_told_the_money_leaves_transit_once(told: list[tuple[str, str]]) -> None:
    w, moved = ASKED, []
    for name, code in told:
        try:
            taken = take(w, Event(name, NOON, code), DEFAULT_TERMS)
        except Refused:
            continue
        w = taken.withdrawal
        moved += [taken.step.moves] if taken.step.moves else []

    assert moved in (
        [],
        ["payout_sent"],
        ["payout_sent", "payout_arrived"],
        ["payout_sent", "payout_returned"],
        ["payout_sent", "payout_arrived", "payout_refunded"],
    )
    assert (w.state in ENDED) == (len(moved) > 1 or w.state in (State.KEPT, State.REFUSED))


@pytest.mark.parametrize("kind", list(MOVEMENTS))
def test_every_movement_sums_to_zero_and_bears_its_number(kind: str) -> None:
    entry = movement(kind, "creator:atang", "atang.w1", "atang.w1-2", 285_000, NOON)

    assert entry.key == f"{kind}:atang.w1-2"
    assert sum(posting.fen for posting in entry.postings) == 0


def asked(fen: int = 285_000, at: datetime = NOON, rail: str = "alipay", has: int = 285_000) -> Asked:
    return Asked(fen, at, rail, has)


REFUSALS = {
    "WITHDRAWAL_AMOUNT": asked(-1),
    "NO_ACCOUNT": asked(rail=""),
    "NOTHING_TO_WITHDRAW": asked(0, has=0),
    "BALANCE_SHORT": asked(285_001),
    "WITHDRAWAL_TOO_SMALL": asked(999),
    "OUTSIDE_HOURS": asked(rail="bank_card", at=beijing(NOON.date()) + timedelta(hours=21)),
    "TOO_OFTEN_TODAY": replace(asked(), today=3),
    "TOO_OFTEN_THIS_MONTH": replace(asked(), this_month=30),
}


@for_each("code", REFUSALS)
def test_what_may_not_be_asked_is_refused_by_name_and_says_what_would_be_right(code: str) -> None:
    assert refused_as(lambda: granted(REFUSALS[code], DEFAULT_TERMS)) == code


@for_each(
    ("code", "again"),
    [("TOO_OFTEN_TODAY", "2026-12-31 00:00"), ("TOO_OFTEN_THIS_MONTH", "2027-01-01 00:00")],
)
def test_who_asks_too_often_is_told_since_when_it_may_be_asked_for_again(code: str, again: str) -> None:
    """Of both the one that lasts longer."""
    at = datetime(2026, 12, 30, 15, 59, tzinfo=UTC)
    counts = {"today": 3, "this_month": 30 if code == "TOO_OFTEN_THIS_MONTH" else 3}
    with pytest.raises(Refused) as refused:
        granted(replace(asked(at=at), **counts), DEFAULT_TERMS)
    assert (refused.value.code, refused.value.detail.partition("≥ ")[2]) == (code, again)
    again_ = again_at(code, at)
    assert again_ is not None
    assert written(again_) == again


@pytest.mark.parametrize("rail", RAILS)
def test_the_terms_of_each_rail_are_its_own_at_their_very_edges(rail: str) -> None:
    terms = WithdrawalTerms(bank_card_from_hour=0, bank_card_to_hour=24)
    least = terms.of(rail, "least_fen")
    often = terms.of(rail, "times_a_day") - 1

    assert granted(replace(asked(least, rail=rail), today=often), terms) == least
    assert granted(asked(0, rail=rail), terms) == 285_000
    assert refused_as(lambda: granted(asked(least - 1, rail=rail), terms)) == "WITHDRAWAL_TOO_SMALL"


@pytest.mark.parametrize(("hour", "open_"), [(8, False), (9, True), (20, True), (21, False)])
def test_the_hours_of_a_bank_card_are_beijings(hour: int, open_: bool) -> None:  # noqa: FBT001
    at = beijing(NOON.date()) + timedelta(hours=hour)
    if open_:
        assert granted(asked(rail="bank_card", at=at), DEFAULT_TERMS) == 285_000
    else:
        assert refused_as(lambda: granted(asked(rail="bank_card", at=at), DEFAULT_TERMS)) == "OUTSIDE_HOURS"


@pytest.mark.parametrize(
    "wrong", [{"tries": 0}, {"alipay_from_hour": 25}, {"wait_days": -1}, {"tries": True}, {"no_such": 1}]
)
def test_terms_that_make_no_sense_are_refused_by_name(wrong: dict[str, int]) -> None:
    with pytest.raises(BadTerms, match=f"withdrawal.{next(iter(wrong))}"):
        withdrawal_terms_from(wrong)
