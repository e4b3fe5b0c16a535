"""A phone is changed by an operator, told to the old number and to the new, and used from then on."""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine
from temporalio.client import Client

from activities.notices import NoticeActivities
from domain.commissions.state.transition import Notice
from domain.refusals import Refused
from gateways.notices import SqlNoticeBook
from gateways.parties.phones import SqlPhones
from gateways.refusals import BadPhone, BookRefusal
from gateways.sandbox.faults import Fault
from gateways.sandbox.phone import SandboxPhones, SandboxSms, SandboxVoice
from services.app import Office, books
from services.parties import phones
from services.parties.sample import ATANG, QINGYOU, add_brand, add_creator
from settings import Settings
from tests.domain.test_texts import FAULTS

LI, WHY = "operator:li", "创作者换号，已核对身份"
NEW = "13820000001"
PARTIES = {f"creator:{ATANG.id}": ATANG.phone, f"brand:{QINGYOU.id}": QINGYOU.phone}
every_party = pytest.mark.parametrize("party", PARTIES)


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Office:
    made = Office(
        client=cast("Client", None),
        engine=engine,
        settings=Settings(state=tmp_path),
        skipper=None,
        **books(engine),
    )
    now = datetime.now(UTC)
    add_brand(made.catalogue, made.cashier, QINGYOU, 1_000_000, now)
    add_creator(made.catalogue, ATANG, {"article": 300_000}, now)
    return made


def heard(office: Office, phone: str) -> list[str]:
    return [each.template for each in SandboxPhones(office.engine).inbox(phone)]


def told(office: Office, party: str, key: str) -> None:
    """A notice of a commission, sent as the worker sends it."""
    sms, voice = SandboxSms(office.engine, office.faults), SandboxVoice(office.engine, office.faults)
    notice = Notice(key, "", party, "sms", "offer", {}, "您有一个指派任务", datetime.now(UTC))
    NoticeActivities(SqlNoticeBook(office.engine), sms, voice).tell(notice)


@every_party
def test_both_numbers_are_told_and_later_notices_go_to_the_new_one(office: Office, party: str) -> None:
    old = PARTIES[party]
    told(office, party, "before")

    outcomes = phones.change(office, party, "+86 138 2000 0001", LI, WHY)
    told(office, party, "after")

    assert [(each.template, each.outcome) for each in outcomes or ()] == [
        ("phone_left", "sent"),
        ("phone_taken", "sent"),
    ]
    assert heard(office, old) == ["offer", "phone_left"]
    assert heard(office, NEW) == ["phone_taken", "offer"]
    assert NEW not in SandboxPhones(office.engine).inbox(old)[-1].text


@every_party
def test_the_same_change_again_tells_nobody_twice(office: Office, party: str) -> None:
    phones.change(office, party, NEW, LI, WHY)

    again = phones.change(office, party, "１３８ ２０００ ０００１", LI, WHY)

    assert [each.outcome for each in again or ()] == ["sent", "sent"]
    assert heard(office, NEW) == ["phone_taken"]
    assert len(SqlPhones(office.engine).changes(party)) == 1


def test_the_number_a_party_has_is_no_change(office: Office) -> None:
    assert phones.change(office, f"creator:{ATANG.id}", ATANG.phone, LI, WHY) is None
    assert heard(office, ATANG.phone) == []


def test_there_and_back_again_each_change_is_told(office: Office) -> None:
    party = f"creator:{ATANG.id}"
    for number in (NEW, ATANG.phone, NEW):
        phones.change(office, party, number, LI, WHY)

    assert heard(office, NEW) == ["phone_taken", "phone_left", "phone_taken"]


def test_what_was_not_sent_is_sent_by_the_same_command_again(office: Office) -> None:
    party = f"creator:{ATANG.id}"
    office.faults.arm("sms", Fault.FAIL_BEFORE, operation="send")

    first = phones.change(office, party, NEW, LI, WHY)
    again = phones.change(office, party, NEW, LI, WHY)

    assert {each.outcome for each in again or ()} == {"sent"}
    assert first is not None
    assert heard(office, ATANG.phone).count("phone_left") == 1
    assert heard(office, NEW).count("phone_taken") == 1


def test_a_vendors_refusal_is_told_with_its_code_and_the_change_stands(office: Office) -> None:
    office.faults.arm("sms", Fault.REFUSE, operation="send", note="CONTENT_REFUSED")

    outcomes = phones.change(office, f"creator:{ATANG.id}", NEW, LI, WHY)

    assert outcomes is not None
    assert outcomes[0].outcome == "refused"
    assert outcomes[0].why == "CONTENT_REFUSED"
    assert SqlNoticeBook(office.engine).phone_of(f"creator:{ATANG.id}") == NEW


@every_party
@pytest.mark.parametrize("phone", ["", "打我电话", "010-62770000", "1382000000", "\u202e13820000001"])
def test_no_number_is_refused_and_changes_nothing(office: Office, party: str, phone: str) -> None:
    with pytest.raises(BadPhone) as refused:
        phones.change(office, party, phone, LI, WHY)

    assert refused.value.code == "PHONE_INVALID"
    assert SqlPhones(office.engine).changes(party) == []
    assert SqlNoticeBook(office.engine).phone_of(party) == PARTIES[party]


@pytest.mark.parametrize(
    ("party", "operator", "reason", "code"),
    [
        ("creator:nobody", LI, WHY, "CREATOR_UNKNOWN"),
        ("brand:nobody", LI, WHY, "BRAND_UNKNOWN"),
        (f"creator:{ATANG.id}", "li", WHY, "DECISION_INCOMPLETE"),
        (f"creator:{ATANG.id}", LI, " ", "DECISION_INCOMPLETE"),
        (f"creator:{ATANG.id}", LI, "长" * 101, "DECISION_INCOMPLETE"),
        *(
            (f"creator:{ATANG.id}", LI, f"换号{texts[0]}", fault)
            for fault, texts in FAULTS.items()
            if fault != "BLANK_TEXT"
        ),
    ],
)
def test_a_change_has_a_party_an_operator_and_a_reason(
    office: Office, party: str, operator: str, reason: str, code: str
) -> None:
    with pytest.raises((BookRefusal, Refused)) as refused:
        phones.change(office, party, NEW, operator, reason)

    assert refused.value.code == code
    assert heard(office, ATANG.phone) == []


def test_a_change_shows_no_number(office: Office) -> None:
    change = SqlPhones(office.engine).change(f"creator:{ATANG.id}", NEW, LI, WHY, datetime.now(UTC))

    assert NEW not in repr(change)
    assert ATANG.phone not in repr(change)


@pytest.mark.parametrize("phone", ["+86 138 2000 0001", "１３８２０００ ０００１", "138-2000-0001"])
def test_an_account_is_opened_with_the_number_as_it_is_kept(office: Office, phone: str) -> None:
    now = datetime.now(UTC)
    office.catalogue.add_creator("suhe", "苏禾", "suhe", phone, now)
    office.catalogue.add_brand("shanxing", "山行", "shanxing", phone, now)

    assert SqlNoticeBook(office.engine).phone_of("creator:suhe") == NEW
    assert SqlNoticeBook(office.engine).phone_of("brand:shanxing") == NEW
