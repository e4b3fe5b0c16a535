"""A notice is sent once, whatever dies in between: first a key row, then the vendor, then the outcome."""

import pytest
from sqlalchemy import Engine
from temporalio.testing import ActivityEnvironment

from activities.notices import NoticeActivities
from domain.commission import Effect
from gateways.book import SqlBook
from gateways.notice_book import SqlNoticeBook
from gateways.ports import NeverSent, NoticeState
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.phone import SandboxPhones, SandboxSms, SandboxVoice
from models.messages.work import EffectOrder, EffectResult
from tests.gateways.records import NOON, batch, market, transition

PHONE = "13800000001"


class Desk:
    """The activity, its books, and the phone at the other end."""

    def __init__(self, engine: Engine, *, can_find: bool = True) -> None:
        self.faults = SandboxFaults(engine, sleep=lambda _: None)
        self.book = SqlNoticeBook(engine)
        sms = SandboxSms(engine, self.faults, can_find=can_find)
        self.activities = NoticeActivities(self.book, sms, SandboxVoice(engine, self.faults))
        self.phones = SandboxPhones(engine)

    def tell(self, order: EffectOrder) -> EffectResult:
        result: EffectResult = ActivityEnvironment().run(self.activities.tell, order)
        return result

    def received(self) -> int:
        return len(self.phones.inbox(PHONE))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    market(engine)
    SqlBook(engine).record(batch(transition()))
    return Desk(engine)


def order(
    channel: str = "sms", recipient: str = "creator:atang", text: str = "【星图】您收到新任务"
) -> EffectOrder:
    params = {
        "template": "offer",
        "channel": channel,
        "recipient": recipient,
        "text": text,
        "var_hours": "24",
    }
    return EffectOrder("c1", Effect("notice", "offer:c1:2", NOON, params))


def test_an_sms_is_sent_and_told_again_it_is_not(desk: Desk) -> None:
    assert [desk.tell(order()).outcome for _ in range(3)] == ["sent", "sent", "sent"]
    assert desk.received() == 1


def test_what_never_left_is_tried_again(desk: Desk) -> None:
    desk.faults.arm("sms", Fault.FAIL_BEFORE, operation="send")

    with pytest.raises(NeverSent):
        desk.tell(order())

    assert desk.tell(order()).outcome == "sent"
    assert desk.received() == 1


def test_a_lost_answer_is_asked_about_and_not_sent_again(desk: Desk) -> None:
    desk.faults.arm("sms", Fault.LOSE_ANSWER, operation="send")

    assert desk.tell(order()).outcome == "sent"
    assert desk.received() == 1


def test_a_lost_answer_of_a_vendor_that_cannot_tell_is_left_unknown(desk: Desk, engine: Engine) -> None:
    desk = Desk(engine, can_find=False)
    desk.faults.arm("sms", Fault.LOSE_ANSWER, operation="send")

    assert [desk.tell(order()).outcome for _ in range(2)] == ["unknown", "unknown"]
    assert desk.received() == 1


@pytest.mark.parametrize("sent", [False, True])
def test_an_attempt_that_died_before_it_said_how_it_went_is_found_out_about(desk: Desk, sent: bool) -> None:  # noqa: FBT001
    if sent:
        desk.faults.arm("sms", Fault.LOSE_ANSWER, operation="send")
        desk.faults.arm("sms", Fault.FAIL_BEFORE, operation="find")
        with pytest.raises(NeverSent):
            desk.tell(order())
    else:
        desk.faults.arm("sms", Fault.FAIL_BEFORE, operation="send")
        with pytest.raises(NeverSent):
            desk.tell(order())

    assert desk.tell(order()).outcome == "sent"
    assert desk.received() == 1


@pytest.mark.parametrize("fault", [None, Fault.REFUSE, Fault.LOSE_ANSWER])
def test_a_call_rings_once_under_one_key(desk: Desk, fault: Fault | None) -> None:
    if fault:
        desk.faults.arm("voice", fault, note="PHONE_INVALID")

    first, again = desk.tell(order("voice")), desk.tell(order("voice"))

    assert first.outcome == again.outcome
    assert desk.received() == (0 if fault is Fault.REFUSE else 1)


def test_nobody_to_reach_is_a_refusal_and_no_error(desk: Desk) -> None:
    result = desk.tell(order(recipient="creator:nobody"))

    assert (result.outcome, result.reason) == (NoticeState.REFUSED, "NO_PHONE")
    assert desk.tell(order(text="【星图】见 https://example.com")).outcome == NoticeState.REFUSED
