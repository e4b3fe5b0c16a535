"""What the terms may be: each within its bounds, all of them together within their relations."""

from dataclasses import fields, replace
from typing import Any

import pytest

from domain.bounds import BadTerms, allowed, bounds, within_bounds, wrong
from domain.commissions.ordering.prices import against_price
from domain.commissions.ordering.term_relations import QUIET_MAX, RELATIONS, quiet_hours
from domain.commissions.ordering.terms import BEFORE, Terms, terms_from
from domain.commissions.task_types import TASK_TYPES
from domain.instants import is_quiet
from domain.money.amounts import yuan
from domain.money.withdrawals.terms import RELATIONS as OF_WITHDRAWING
from domain.money.withdrawals.terms import WithdrawalTerms, withdrawal_terms_from
from tests.domain.scenes import in_review, offered, published, writing
from tests.domain.story import HOUR, MS, Party, beijing
from tests.walks import for_each

NUMBERS = [each for each in fields(Terms) if type(each.default) is int]
OF_BOTH = [*NUMBERS, *fields(WithdrawalTerms)]
IDS = [each.name for each in OF_BOTH]


@for_each("term", OF_BOTH)
def test_every_number_has_its_default_within_its_bounds(term: Any) -> None:
    lo, hi = bounds(term)

    assert 0 <= lo <= term.default <= hi
    assert allowed(term) == f"{lo} … {hi}"


@for_each("term", OF_BOTH)
def test_one_beyond_a_bound_is_refused_by_name_with_what_is_allowed(term: Any) -> None:
    lo, hi = bounds(term)
    reader = terms_from if term in NUMBERS else withdrawal_terms_from
    for value in (lo - 1, hi + 1, 10**9 * (hi + 1)):
        said = f"{term.name}: {value} is not within {lo} … {hi} / 应在 {lo} 至 {hi} 之间"
        with pytest.raises(BadTerms, match=said):
            reader({term.name: value})


@for_each("term", OF_BOTH)
def test_a_bound_itself_is_never_out_of_bounds(term: Any) -> None:
    """The other numbers may not fit it, but that is said as a relation."""
    assert not wrong([term], {term.name: bounds(term)[0]})
    assert not wrong([term], {term.name: bounds(term)[1]})


BROKEN: dict[str, dict[str, Any]] = {
    "it never settles": {"hidden_tolerance_hours": 0},
    "no hour of a day": {"quiet_to": 24},
    "nobody could say why": {"reason_max_chars": 0},
    "longer than any notice of a case": {"reason_max_chars": 501},
    "held for ever": {"settle_days": 10**9},
    "a year of holding": {"settle_days": 365},
    "expired at once": {"accept_hours": 0},
    "a rejection that is not one": {"outline_rejections": 0},
    "all of it the fee": {"fee_bps": 10_000},
    "nothing but now": {"release_window_days": 0},
    "a clock armed at its own instant": {"recheck_hours": 0},
    "a failed effect tried without a pause": {"retry_minutes": 0},
    "tax that is not withheld": {"withholding": "on"},
    "no version": {"version": ""},
    "a blank version": {"version": " "},
    "no date": {"effective_from": "1 December"},
    "no day of the calendar": {"effective_from": "2026-02-30"},
    "a percentage for basis points": {"fee_bps": 5},
    # relations
    "always quiet": {"quiet_from": 23, "quiet_to": 22},
    "quiet nearly the whole day": {"quiet_from": 15, "quiet_to": 8},
    "the grace is void": {"abandon_hours": 1, "late_grace_hours": 24},
    "a ladder upside down": {"kill_fee_outline_bps": 9_000, "kill_fee_content_bps": 0},
    "attention after the cancel": {"review_attention_days": 30, "review_limit_days": 14},
    "an alert after the end": {"release_alert_hours": 100, "release_limit_hours": 72},
    "a call before the offer": {"call_before_minutes": 1_440, "accept_hours": 24},
    "hidden for the whole window": {"hidden_tolerance_hours": 168, "settle_days": 7},
    "asked and reminded at once": {"cancel_reply_hours": 24, "reminder_hours": 24},
    "complained and reminded at once": {"answer_hours": 12, "reminder_hours": 24},
    "later looks sooner": {"look_second_minutes": 60, "look_third_minutes": 30},
}


@for_each("case", BROKEN)
def test_terms_nobody_could_be_held_to_are_refused_with_their_names(case: str) -> None:
    with pytest.raises(BadTerms) as bad:
        terms_from(BROKEN[case])

    assert next(iter(BROKEN[case])) in str(bad.value)
    assert " / " in str(bad.value), "in both languages"


def test_every_bound_and_every_relation_that_is_broken_is_named_at_once() -> None:
    given = {name: value for each in BROKEN.values() for name, value in each.items()}
    alone = {**given, "quiet_from": 23, "quiet_to": 22, "abandon_hours": 1, "late_grace_hours": 24}

    with pytest.raises(BadTerms) as bad:
        terms_from(alone)

    for name in (
        "outline_rejections: ",
        "withholding: ",
        "quiet_from = 23, quiet_to = 22: ",
        "late_grace_hours = 24",
    ):
        assert name in str(bad.value)


@for_each("relation", RELATIONS)
def test_each_relation_holds_by_default_and_for_every_type(relation: Any) -> None:
    assert relation.holds(Terms())
    assert all(relation.holds(terms_from(kind.terms)) for kind in TASK_TYPES.values())


def test_what_a_relation_needs_may_come_from_the_file_below() -> None:
    base = terms_from({"cancel_reply_hours": 96, "answer_hours": 96})

    assert terms_from({"reminder_hours": 72}, base).reminder_hours == 72


@pytest.mark.parametrize(
    "given", [{"alipay_from_hour": 10, "alipay_to_hour": 9}, {"bank_card_times_a_day": 11}]
)
def test_withdrawing_has_relations_too(given: dict[str, int]) -> None:
    assert all(each.holds(WithdrawalTerms()) for each in OF_WITHDRAWING)
    with pytest.raises(BadTerms, match=f"withdrawal.{next(iter(given))}"):
        withdrawal_terms_from(given)


def test_what_bound_older_commissions_is_no_fault_of_theirs() -> None:
    assert within_bounds(replace(Terms(), **BEFORE), BEFORE)
    assert not within_bounds(Terms(settle_days=0), BEFORE)


@pytest.mark.parametrize(
    ("since", "until", "hours"), [(22, 8, 10), (1, 8, 7), (0, 8, 8), (9, 9, 0), (23, 0, 1)]
)
def test_quiet_hours_may_lie_on_one_day_or_around_midnight(since: int, until: int, hours: int) -> None:
    quiet = [hour for hour in range(24) if is_quiet(beijing(f"11-23 {hour:02}:30"), since, until)]

    assert len(quiet) == hours == quiet_hours(since, until) <= QUIET_MAX


def test_the_least_time_to_submit_is_a_term() -> None:
    story = writing(submit_by=beijing("11-23 09:31"), terms={"least_time_minutes": 90})

    assert story.c.submit_by == story.transitions[-1].at + 90 * 60_000 * MS


def test_how_long_before_the_quiet_hours_it_rings_is_a_term() -> None:
    story = offered(at=beijing("11-23 01:00"), terms={"call_before_quiet_minutes": 45})

    assert story.clock("call") == "2026-11-23 21:15"


def test_a_reminder_comes_as_long_before_the_end_as_the_terms_say() -> None:
    story = published(terms={"reminder_hours": 6})

    assert story.clock("settle_reminder") == "2026-12-03 18:00"


@pytest.mark.parametrize("hours", [12, 24])
def test_c4_nobody_is_asked_and_reminded_in_the_same_second(hours: int) -> None:
    """It was: 12 hours to answer, and the reminder of 24 hours before came with the question."""
    with pytest.raises(BadTerms, match="reminder_hours < cancel_reply_hours"):
        terms_from({"cancel_reply_hours": hours})
    story = in_review(terms={"cancel_reply_hours": hours, "reminder_hours": hours - 1})
    story.creator("request_cancel", reason="档期冲突")

    assert story.c.clocks["cancel_reminder"] - story.now == HOUR
    assert "cancel_reminder" not in story.told


def test_the_most_stars_are_a_term() -> None:
    story = published(terms={"stars_max": 3}).until("12-04 00:01")

    assert story.refused(Party.BRAND, "rate", stars=4) == "STARS_OUT_OF_RANGE"
    story.brand("rate", stars=3)


def test_how_long_a_deadline_waits_for_what_was_sent_in_time_is_a_term() -> None:
    story = offered(terms={"grace_seconds": 30}).until("11-24 09:30:29")
    assert story.stage == "offered"

    assert story.until("11-24 09:30:30").stage == "expired"


OF_THE_RULES = {
    "least time to submit": "least_time_minutes",
    "how early a reminder comes": "reminder_hours",
    "how early it rings before the quiet hours": "call_before_quiet_minutes",
    "what still counts as published in time": "early_minutes",
    "grace of what is in flight": "grace_seconds",
    "stars": "stars_max",
    "changes of the release time": "reschedules_max",
    "complaints of one cause": "cause_times_max",
    "reworks": "reworks_max",
    "failed audits": "failed_audits_max",
    "escalations": "escalations_max",
    "all reviews of a brand": "review_total_days",
    "open commissions of a creator": "open_commissions_max",
    "a freeze that binds the other side": "freeze_cancel_hours",
    "an operator's longest extension": "extend_days",
    "price of an order": "price_least_fen",
}
"""Numbers that a reading of the rules found outside of the terms, or missing."""


@for_each("number", OF_THE_RULES)
def test_what_a_reading_of_the_rules_asked_for_is_a_term_with_bounds(number: str) -> None:
    (term,) = [each for each in NUMBERS if each.name == OF_THE_RULES[number]]
    lo, hi = bounds(term)

    assert lo < hi
    assert term.metadata["lo"] is not None or term.metadata["hi"] is not None, "bounds of its own"
    for value in (lo - 1, hi + 1):
        with pytest.raises(BadTerms, match=term.name):
            terms_from({term.name: value})


@pytest.mark.parametrize("least", [1, 1_000, 10_000_000])
def test_a_price_below_the_least_is_refused_to_the_fen_with_what_is_allowed(least: int) -> None:
    terms = terms_from({"price_least_fen": least})

    refusal = against_price(least - 1, terms)

    assert refusal is not None
    assert refusal.code == "PRICE_TOO_LOW"
    assert yuan(least) in refusal.zh
    assert yuan(least) in refusal.en
    assert against_price(least, terms) is None
