"""Every withdrawal that waits or asks has its word for attention, and the word has something to do."""

from domain.money.withdrawals.attention import ALERTS, alert_of
from domain.money.withdrawals.page import Line, page
from domain.money.withdrawals.state import ENDED, State
from domain.money.withdrawals.steps import STEPS
from domain.money.withdrawals.transitions import Event, meaning
from tests.domain.test_withdrawals import NOON, PAUSING, STANDING, WAITING
from tests.walks import for_each

CODES = ("ACCOUNT_INVALID", "ACCOUNT_LIMIT", "MONEY_FROZEN", "NO_ANSWER", "ANY_OTHER", "")


@for_each("code", CODES)
@for_each("state", list(State))
def test_what_waits_or_asks_is_found_and_nothing_else(state: State, code: str) -> None:
    word = alert_of(state, code)

    if state in (State.WAITING, State.ASKING):
        assert word in ALERTS
    if state in ENDED or state is State.SENDING:
        assert word == ""


def test_each_meaning_of_a_refusal_has_a_word_of_its_own() -> None:
    words = {meaning(code): alert_of(State.WAITING, code) for code in CODES if code}

    assert words["account"] == "payout_failed"
    assert words["later"] == "payout_later"
    assert alert_of(State.ASKING, "NO_ANSWER", silent=True) == "payout_unknown"


def test_every_alert_of_a_step_is_one_of_the_words() -> None:
    assert {step.alerts for step in STEPS if step.alerts} <= ALERTS.keys()


def test_the_page_says_since_when_and_what_to_do() -> None:
    lines = [
        Line(1, Event("reserved", NOON), "atang.w1-1", State.SENDING),
        Line(2, Event("turned_down", NOON, "ACCOUNT_LIMIT"), "atang.w1-1", State.WAITING),
    ]

    told = page(PAUSING, lines)

    assert "`payout_later`，自 since 2026-12-01 12:00" in told
    assert ALERTS["payout_later"].do_zh in told
    assert ALERTS["payout_failed"].do_en in page(WAITING, lines)
    assert "What to do" not in page(STANDING[State.PAID], lines)
