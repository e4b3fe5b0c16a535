"""A notice is sent once, whatever dies in between: first a key row, then the vendor, then the outcome."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.notices import NoticeActivities
from domain.commissions.state.commission import Effect
from domain.notice import Notice
from gateways.commissions.queries import SqlCommissionQueries
from gateways.commissions.store import SqlCommissionStore
from gateways.notices import SqlNoticeStore
from gateways.ports.work import NeverSent, NoticeState
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.phone import SandboxPhones, SandboxSms, SandboxVoice
from models.messages.work import EffectInput, EffectResult, NoticeInput
from tests.gateways.records import NOON, batch, market, transition

PHONE = "13800000001"


class Desk:
    """The activity, its books, and the phone at the other end."""

    def __init__(self, engine: Engine, *, can_find: bool = True) -> None:
        self.faults = SandboxFaults(engine, sleep=lambda _: None)
        self.store = SqlNoticeStore(engine)
        sms = SandboxSms(engine, self.faults, can_find=can_find)
        self.rung: list[str] = []
        self.engine = engine
        voice = SandboxVoice(engine, self.faults)
        self.activities = NoticeActivities(
            self.store, sms, voice, lambda _: None, lambda: self.rung.append("rung")
        )
        self.phones = SandboxPhones(engine)

    def tell(self, notice: Notice) -> EffectResult:
        return self.activities.tell(notice)

    def received(self) -> int:
        return len(self.phones.inbox(PHONE))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    market(engine)
    SqlCommissionStore(engine).record(batch(transition()))
    return Desk(engine)


def order(
    channel: str = "sms", recipient: str = "creator:atang", text: str = "【星图】您收到新任务"
) -> Notice:
    return Notice("offer:c1:2", "c1", recipient, channel, "offer", {"hours": "24"}, text, NOON)


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


# --- an SMS that stands in the books ---


def recorded(engine: Engine, notice: Notice) -> NoticeInput:
    SqlCommissionStore(engine).record(batch(replace(transition(2, "held"), notices=(notice,))))
    return NoticeInput(notice.key, attempts=3)


def run(desk: Desk, order: NoticeInput, attempt: int = 1) -> str:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, attempt=attempt)
    said: str = environment.run(desk.activities.send, order)
    return said


def state(desk: Desk) -> str:
    return {each.key: each.state for each in SqlCommissionQueries(desk.engine).notices("c1")}["offer:c1:2"]


def test_it_is_sent_by_its_key_alone_and_once(desk: Desk) -> None:
    asked = recorded(desk.engine, order())
    assert (state(desk), [each.key for each in desk.store.to_start(9)]) == ("ordered", ["offer:c1:2"])

    assert [run(desk, asked), run(desk, asked)] == ["sent", "sent"]

    assert (desk.received(), state(desk)) == (1, "sent")
    assert desk.store.to_start(9) == desk.store.to_report(9) == []


def test_what_nobody_recorded_is_not_sent(desk: Desk) -> None:
    with pytest.raises(ApplicationError, match="nobody ordered"):
        run(desk, NoticeInput("offer:c1:2", attempts=3))

    assert desk.received() == 0


def test_after_the_last_attempt_it_has_failed_for_good_and_is_to_be_told(desk: Desk) -> None:
    asked, rung = recorded(desk.engine, order()), desk.rung
    desk.faults.arm("sms", Fault.FAIL_BEFORE, operation="send", times=3)

    for attempt in (1, 2):
        with pytest.raises(NeverSent):
            run(desk, asked, attempt)
        assert (state(desk), rung) == ("sending", [])
    with pytest.raises(NeverSent):
        run(desk, asked, 3)

    assert (state(desk), rung) == ("failed", ["rung"])
    assert [each.key for each in desk.store.to_report(9)] == ["offer:c1:2"]
    desk.store.reported("offer:c1:2")
    assert desk.store.to_report(9) == []


def test_what_the_vendor_refuses_fails_at_once_and_with_its_code(desk: Desk) -> None:
    asked = recorded(desk.engine, order())
    desk.faults.arm("sms", Fault.REFUSE, operation="send", note="QUOTA")

    with pytest.raises(ApplicationError, match="QUOTA") as failed:
        run(desk, asked)

    assert failed.value.non_retryable
    assert desk.rung == ["rung"]
    assert desk.store.failure("c1", "offer:c1:2") == "QUOTA"
    assert desk.store.failure("another", "offer:c1:2") is None


def test_the_books_say_what_became_of_it(desk: Desk) -> None:
    asked = recorded(desk.engine, order())
    effect = Effect("ask_notice", "ask_notice:c1:3", NOON, notice="offer:c1:2")
    ask = partial(ActivityEnvironment().run, desk.activities.ask_notice, EffectInput("c1", effect))

    assert ask().outcome == "other"
    run(desk, asked)
    assert ask().outcome == "other"


def test_a_line_that_is_recorded_again_orders_nothing_again(desk: Desk) -> None:
    asked = recorded(desk.engine, order())
    run(desk, asked)

    recorded(desk.engine, replace(order(), text="another hour"))

    assert state(desk) == "sent"
    assert desk.store.to_start(9) == []
