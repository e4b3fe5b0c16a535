"""What every adapter of the Voice port promises."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from gateways.ports.work import NeverSent, OutcomeUnknown, VendorRefused, Voice
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.phone import SandboxPhones, SandboxVoice

PHONE = "13900000002"
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture(params=["sandbox"])
def voice(engine: Engine) -> Voice:
    return SandboxVoice(engine, SandboxFaults(engine, sleep=lambda _: None))


@pytest.fixture
def phones(engine: Engine) -> SandboxPhones:
    return SandboxPhones(engine)


def ring(voice: Voice, key: str = "cm1:call:1", after: timedelta = timedelta(), phone: str = PHONE) -> bool:
    return voice.call(key, phone, "expiring", {}, "您的任务即将过期", NOON + after)


@pytest.mark.parametrize("answers", [True, False])
def test_the_caller_hears_whether_it_was_answered(
    voice: Voice, phones: SandboxPhones, *, answers: bool
) -> None:
    phones.configure(PHONE, answers=answers)

    assert ring(voice) is answers


def test_a_phone_that_is_off_does_not_answer(voice: Voice, phones: SandboxPhones) -> None:
    phones.configure(PHONE, reachable=False)

    assert ring(voice) is False


def test_the_same_key_rings_once_and_keeps_its_answer(voice: Voice, phones: SandboxPhones) -> None:
    phones.configure(PHONE, answers=False)
    ring(voice)
    phones.configure(PHONE, answers=True)

    assert ring(voice, after=timedelta(days=1)) is False
    assert len(phones.inbox(PHONE)) == 1


def test_the_same_key_from_many_sides_at_once_rings_once(voice: Voice, phones: SandboxPhones) -> None:
    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda _: ring(voice), range(8)))

    assert answers == [True] * 8
    assert len(phones.inbox(PHONE)) == 1


def test_a_second_call_within_the_minute_is_refused(voice: Voice, phones: SandboxPhones) -> None:
    ring(voice)

    with pytest.raises(VendorRefused) as refused:
        ring(voice, "cm2:call:1", timedelta(seconds=59, milliseconds=999))
    assert refused.value.code == "TOO_OFTEN"
    assert len(phones.inbox(PHONE)) == 1


def test_a_call_refused_as_too_often_may_be_made_later_under_its_key(voice: Voice) -> None:
    ring(voice)
    with pytest.raises(VendorRefused):
        ring(voice, "cm2:call:1", timedelta(seconds=30))

    assert ring(voice, "cm2:call:1", timedelta(seconds=60)) is True


def test_the_sixth_call_within_the_hour_is_refused(voice: Voice) -> None:
    for minute in range(0, 50, 10):
        ring(voice, f"cm1:call:{minute}", timedelta(minutes=minute))

    with pytest.raises(VendorRefused):
        ring(voice, "cm1:call:59", timedelta(minutes=59))
    assert ring(voice, "cm1:call:60", timedelta(minutes=60)) is True


def test_a_clock_that_runs_ahead_does_not_open_the_limit(voice: Voice) -> None:
    ring(voice, after=timedelta(seconds=30))

    with pytest.raises(VendorRefused):
        ring(voice, "cm2:call:1", timedelta())


def test_other_phones_are_not_counted(voice: Voice) -> None:
    ring(voice)

    assert ring(voice, "cm2:call:1", phone="13900000003") is True


def test_a_number_no_mainland_mobile_has_is_refused(voice: Voice) -> None:
    with pytest.raises(VendorRefused) as refused:
        ring(voice, phone="010-12345678")

    assert refused.value.code == "PHONE_INVALID"


@pytest.mark.parametrize("fault", list(Fault))
def test_whatever_goes_wrong_repeating_the_key_never_rings_twice(
    voice: Voice, engine: Engine, phones: SandboxPhones, fault: Fault
) -> None:
    SandboxFaults(engine).arm("voice", fault, seconds=1)

    try:
        ring(voice)
    except (NeverSent, OutcomeUnknown, VendorRefused):
        ring(voice)

    assert len(phones.inbox(PHONE)) == 1
