"""Faults are met as often as ordered, by whom they were meant for, before or after the work."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from gateways.ports.work import NeverSent, OutcomeUnknown, VendorRefused
from gateways.sandbox.faults import Fault, SandboxFaults


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def faults(engine: Engine, slept: list[float]) -> SandboxFaults:
    return SandboxFaults(engine, sleep=slept.append)


def ask(
    faults: SandboxFaults, port: str = "sms", operation: str = "send", key: str = "cm1:offered"
) -> list[str]:
    """Do some work under the faults; what was done, even when the answer fails."""
    done: list[str] = []
    try:
        with faults.around(port, operation, key):
            done.append("work")
    except (NeverSent, OutcomeUnknown, VendorRefused) as failure:
        done.append(type(failure).__name__)
    return done


def test_without_an_order_nothing_happens(faults: SandboxFaults, slept: list[float]) -> None:
    assert (ask(faults), slept) == (["work"], [])


def test_a_request_that_fails_before_does_no_work(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.FAIL_BEFORE)

    assert ask(faults) == ["NeverSent"]


def test_a_refused_request_does_no_work(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.REFUSE)

    assert ask(faults) == ["VendorRefused"]


def test_a_refusal_carries_the_ordered_code(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.REFUSE, note="SIGNATURE_EXPIRED")

    with pytest.raises(VendorRefused) as refused, faults.around("sms", "send", "cm1:offered"):
        pass
    assert refused.value.code == "SIGNATURE_EXPIRED"


def test_a_lost_answer_comes_after_the_work(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.LOSE_ANSWER)

    assert ask(faults) == ["work", "OutcomeUnknown"]


def test_a_slow_answer_waits_after_the_work(engine: Engine) -> None:
    story: list[str] = []
    faults = SandboxFaults(engine, sleep=lambda seconds: story.append(f"slept {seconds:g}"))
    faults.arm("sms", Fault.SLOW, seconds=2.5)

    with faults.around("sms", "send", "cm1:offered"):
        story.append("work")

    assert story == ["work", "slept 2.5"]


def test_the_vendors_own_refusal_can_be_lost_too(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.LOSE_ANSWER)

    with pytest.raises(OutcomeUnknown), faults.around("sms", "send", "cm1:offered"):
        raise VendorRefused("PHONE_INVALID")


def test_a_lost_answer_to_a_question_may_be_asked_for_again(faults: SandboxFaults) -> None:
    faults.arm("bank", Fault.LOSE_ANSWER, operation="find")

    with pytest.raises(NeverSent), faults.asking("bank", "find", "wd1-1"):
        pass


def test_a_fault_is_met_as_often_as_ordered(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.FAIL_BEFORE, times=2)

    assert [ask(faults)[0] for _ in range(4)] == ["NeverSent", "NeverSent", "work", "work"]
    assert faults.armed() == []


def test_a_fault_ordered_once_is_met_once_by_many_at_once(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.FAIL_BEFORE, times=3)

    with ThreadPoolExecutor(8) as askers:
        met = list(askers.map(lambda _: ask(faults)[0], range(16)))

    assert met.count("NeverSent") == 3


@pytest.mark.parametrize(
    ("port", "operation", "match"), [("voice", "*", "*"), ("sms", "find", "*"), ("sms", "*", "cm2")]
)
def test_a_fault_meant_for_another_is_not_met(
    faults: SandboxFaults, port: str, operation: str, match: str
) -> None:
    faults.arm(port, Fault.FAIL_BEFORE, operation=operation, match=match)

    assert ask(faults) == ["work"]
    assert len(faults.armed()) == 1


@pytest.mark.parametrize(
    ("operation", "match"),
    [("send", "*"), ("*", "cm1"), ("*", "offered"), ("*", "*"), ("send", "cm1:offered")],
)
def test_a_fault_meant_for_this_request_is_met(faults: SandboxFaults, operation: str, match: str) -> None:
    faults.arm("sms", Fault.FAIL_BEFORE, operation=operation, match=match)

    assert ask(faults) == ["NeverSent"]


def test_of_two_orders_the_older_is_met_first(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.REFUSE)
    faults.arm("sms", Fault.LOSE_ANSWER)

    assert [ask(faults)[-1] for _ in range(3)] == ["VendorRefused", "OutcomeUnknown", "work"]


def test_clearing_forgets_every_order(faults: SandboxFaults) -> None:
    faults.arm("sms", Fault.FAIL_BEFORE, times=9)

    faults.clear()

    assert ask(faults) == ["work"]


def test_an_unknown_fault_cannot_be_ordered(faults: SandboxFaults) -> None:
    with pytest.raises(ValueError, match="explode"):
        faults.arm("sms", "explode")  # type: ignore[arg-type]
