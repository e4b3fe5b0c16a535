"""What every adapter of the Sms port promises, and what the sandbox's own log adds."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from gateways.ports.work import NeverSent, OutcomeUnknown, Sms, VendorRefused
from gateways.sandbox.faults import Fault, SandboxFaults
from gateways.sandbox.phone import SandboxPhones, SandboxSms

PHONE = "13800000001"
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
FAULTS = pytest.mark.parametrize("fault", list(Fault))


@pytest.fixture(params=["sandbox", "sandbox that cannot tell"])
def sms(request: pytest.FixtureRequest, engine: Engine) -> Sms:
    faults = SandboxFaults(engine, sleep=lambda _: None)
    return SandboxSms(engine, faults, can_find=request.param == "sandbox")


@pytest.fixture
def phones(engine: Engine) -> SandboxPhones:
    return SandboxPhones(engine)


def send(
    sms: Sms, key: str = "cm1:offered", phone: str = PHONE, text: str = "您有一个指派任务待接收"
) -> None:
    sms.send(key, phone, "offered", {"task": "青柚茶饮"}, text, NOON)


def test_a_message_that_was_sent_is_never_called_unsent(sms: Sms) -> None:
    send(sms)

    assert sms.find("cm1:offered") in {True, None}


def test_a_message_nobody_sent_is_never_called_sent(sms: Sms) -> None:
    send(sms)

    assert sms.find("cm1:expired") in {False, None}


@pytest.mark.parametrize(
    "phone", ["", "1380000000", "138000000011", "12800000001", "+8613800000001", "1380000000１"]
)
def test_a_number_no_mainland_mobile_has_is_refused(sms: Sms, phone: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        send(sms, phone=phone)

    assert refused.value.code == "PHONE_INVALID"


@pytest.mark.parametrize("text", ["见 http://x.cn", "见 HTTPS://x.cn", "¥3000", "￥3000", "$5"])
def test_links_and_currency_signs_are_refused(sms: Sms, text: str) -> None:
    with pytest.raises(VendorRefused) as refused:
        send(sms, text=text)

    assert refused.value.code == "CONTENT_REFUSED"


def test_a_link_hidden_in_a_variable_is_refused(sms: Sms) -> None:
    with pytest.raises(VendorRefused):
        sms.send("cm1:offered", PHONE, "offered", {"task": "https://x.cn"}, "您有一个任务", NOON)


def test_five_hundred_characters_are_sent_and_one_more_is_refused(sms: Sms) -> None:
    send(sms, text="字" * 500)

    with pytest.raises(VendorRefused) as refused:
        send(sms, text="字" * 501)
    assert refused.value.code == "TEXT_TOO_LONG"


def test_a_refused_message_was_not_sent(sms: Sms, phones: SandboxPhones) -> None:
    with pytest.raises(VendorRefused):
        send(sms, text="$5")

    assert sms.find("cm1:offered") in {False, None}
    assert phones.inbox(PHONE) == []


@FAULTS
def test_the_failure_says_whether_the_message_may_have_left(
    sms: Sms, engine: Engine, phones: SandboxPhones, fault: Fault
) -> None:
    SandboxFaults(engine).arm("sms", fault, operation="send")

    sent = sent_according_to_the_sender(sms)

    assert len(phones.inbox(PHONE)) == {"yes": 1, "perhaps": 1, "no": 0}[sent]


def sent_according_to_the_sender(sms: Sms) -> str:
    try:
        send(sms)
    except OutcomeUnknown:
        return "perhaps"
    except (NeverSent, VendorRefused):
        return "no"
    return "yes"


def test_a_vendor_that_cannot_tell_says_so(engine: Engine) -> None:
    sms = SandboxSms(engine, SandboxFaults(engine), can_find=False)
    send(sms)

    assert sms.find("cm1:offered") is None


def test_a_vendor_that_will_not_tell_says_so(engine: Engine) -> None:
    sms = SandboxSms(engine, SandboxFaults(engine))
    send(sms)
    SandboxFaults(engine).arm("sms", Fault.REFUSE, operation="find")

    assert [sms.find("cm1:offered"), sms.find("cm1:offered")] == [None, True]


@FAULTS
def test_asking_raises_nothing_that_forbids_asking_again(sms: Sms, engine: Engine, fault: Fault) -> None:
    send(sms)
    SandboxFaults(engine).arm("sms", fault, operation="find")

    try:
        assert sms.find("cm1:offered") in {True, None}
    except NeverSent:
        assert sms.find("cm1:offered") in {True, None}


def test_sending_twice_arrives_twice(sms: Sms, phones: SandboxPhones) -> None:
    send(sms)
    send(sms)

    assert [message.key for message in phones.inbox(PHONE)] == ["cm1:offered", "cm1:offered"]


def test_a_phone_that_is_off_gets_nothing_though_the_vendor_sent_it(sms: Sms, phones: SandboxPhones) -> None:
    phones.configure(PHONE, reachable=False)

    send(sms)

    assert [message.outcome for message in phones.inbox(PHONE)] == ["undelivered"]


def test_the_inbox_keeps_the_text_and_the_instant(sms: Sms, phones: SandboxPhones) -> None:
    send(sms, text="任务已失效")

    [message] = phones.inbox(PHONE)
    assert (message.text, message.at, message.channel) == ("【星图】任务已失效", NOON, "sms")
