"""The published schedule, its jitter, the breaker, and what an answer means."""

from datetime import UTC, datetime, timedelta

from domain.webhooks.attempt import FAILURE_WORDS, Failure, meaning
from domain.webhooks.breaker import OPENS_AFTER, PROBES, gives_up, probe_at
from domain.webhooks.schedule import ATTEMPTS, WAITS, next_at
from tests.walks import for_each

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)


def test_the_published_schedule_is_eleven_attempts_in_three_days() -> None:
    assert (ATTEMPTS, sum(WAITS, timedelta())) == (11, timedelta(hours=71, minutes=35, seconds=5))


@for_each("attempts", range(1, ATTEMPTS))
def test_each_attempt_is_at_most_a_tenth_early_or_late_and_always_as_late(attempts: int) -> None:
    found = [next_at(f"evt_{n}", attempts, NOON) for n in range(100)]

    waits = [each - NOON for each in found if each]
    assert len(waits) == 100
    assert min(waits) >= WAITS[attempts] * 0.9
    assert max(waits) <= WAITS[attempts] * 1.1
    assert len(set(waits)) > 90
    assert found == [next_at(f"evt_{n}", attempts, NOON) for n in range(100)]


def test_after_the_last_attempt_there_is_none() -> None:
    assert next_at("evt_1", ATTEMPTS, NOON) is None


def test_the_breaker_opens_after_five_failures_and_tries_ever_more_seldom() -> None:
    assert [probe_at(failures, NOON) for failures in range(OPENS_AFTER)] == [None] * OPENS_AFTER
    found = [probe_at(failures, NOON) for failures in range(OPENS_AFTER, OPENS_AFTER + len(PROBES) + 3)]
    assert found == [NOON + wait for wait in (*PROBES, *[PROBES[-1]] * 3)]


def test_five_days_of_nothing_but_failures_and_several_of_them_are_too_many() -> None:
    since = NOON - timedelta(days=5)

    assert gives_up(OPENS_AFTER, since, NOON)
    assert not gives_up(OPENS_AFTER - 1, since, NOON)
    assert not gives_up(1_000, since + timedelta(seconds=1), NOON)


@for_each(
    ("status", "header", "failure"),
    [
        (200, "", None),
        (204, "abort-message", None),
        (301, "", Failure.REDIRECT),
        (307, "", Failure.REDIRECT),
        (400, "", Failure.STATUS),
        (400, "abort-message", Failure.ABORTED),
        (503, " Abort-Message ", Failure.ABORTED),
        (410, "", Failure.GONE),
        (410, "abort-message", Failure.GONE),
        (500, "retry", Failure.STATUS),
    ],
)
def test_what_an_answer_means(status: int, header: str, failure: Failure | None) -> None:
    assert meaning(status, header) is failure


def test_every_failure_has_words_in_both_languages() -> None:
    assert set(FAILURE_WORDS) == set(Failure)
