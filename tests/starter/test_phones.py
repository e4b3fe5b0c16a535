"""A phone is changed by an operator, told to the old number and to the new, and used from then on."""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine
from temporalio.client import Client

from activities.notices import NoticeActivities
from domain.notice import Notice
from domain.refusals import Refused
from gateways.notices import SqlNoticeStore
from gateways.parties.phones import SqlPhones
from gateways.refusals import BadPhone, BookRefusal
from gateways.sandbox.faults import Fault
from gateways.sandbox.phone import SandboxPhones, SandboxSms, SandboxVoice
from services.app import App, books
from services.parties import phones
from services.parties.sample import ATANG, QINGYOU, add_brand, add_creator
from settings import Settings
from tests.domain.test_texts import FAULTS

LI, WHY = "operator:li", "创作者换号，已核对身份"
NEW = "13820000001"
PARTIES = {f"creator:{ATANG.id}": ATANG.phone, f"brand:{QINGYOU.id}": QINGYOU.phone}
every_party = pytest.mark.parametrize("party", PARTIES)


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> App:
    made = App(
        client=cast("Client", None),
        engine=engine,
        settings=Settings(state=tmp_path),
        skipper=None,
        **books(engine),
    )
    now = datetime.now(UTC)
    add_brand(engine, QINGYOU, 1_000_000, now)
    add_creator(engine, ATANG, {"article": 300_000}, now)
    return made


def heard(app: App, phone: str) -> list[str]:
    return [each.template for each in SandboxPhones(app.engine).inbox(phone)]


def told(app: App, party: str, key: str) -> None:
    """A notice of a commission, sent as the worker sends it."""
    sms, voice = SandboxSms(app.engine, app.faults), SandboxVoice(app.engine, app.faults)
    notice = Notice(key, "", party, "sms", "offer", {}, "您有一个指派任务", datetime.now(UTC))
    NoticeActivities(SqlNoticeStore(app.engine), sms, voice).tell(notice)


@every_party
def test_both_numbers_are_told_and_later_notices_go_to_the_new_one(app: App, party: str) -> None:
    old = PARTIES[party]
    told(app, party, "before")

    outcomes = phones.change(app, party, "+86 138 2000 0001", LI, WHY)
    told(app, party, "after")

    assert [(each.template, each.outcome) for each in outcomes or ()] == [
        ("phone_left", "sent"),
        ("phone_taken", "sent"),
    ]
    assert heard(app, old) == ["offer", "phone_left"]
    assert heard(app, NEW) == ["phone_taken", "offer"]
    assert NEW not in SandboxPhones(app.engine).inbox(old)[-1].text


@every_party
def test_the_same_change_again_tells_nobody_twice(app: App, party: str) -> None:
    phones.change(app, party, NEW, LI, WHY)

    again = phones.change(app, party, "１３８ ２０００ ０００１", LI, WHY)

    assert [each.outcome for each in again or ()] == ["sent", "sent"]
    assert heard(app, NEW) == ["phone_taken"]
    assert len(SqlPhones(app.engine).changes(party)) == 1


def test_the_number_a_party_has_is_no_change(app: App) -> None:
    assert phones.change(app, f"creator:{ATANG.id}", ATANG.phone, LI, WHY) is None
    assert heard(app, ATANG.phone) == []


def test_there_and_back_again_each_change_is_told(app: App) -> None:
    party = f"creator:{ATANG.id}"
    for number in (NEW, ATANG.phone, NEW):
        phones.change(app, party, number, LI, WHY)

    assert heard(app, NEW) == ["phone_taken", "phone_left", "phone_taken"]


def test_what_was_not_sent_is_sent_by_the_same_command_again(app: App) -> None:
    party = f"creator:{ATANG.id}"
    app.faults.arm("sms", Fault.FAIL_BEFORE, operation="send")

    first = phones.change(app, party, NEW, LI, WHY)
    again = phones.change(app, party, NEW, LI, WHY)

    assert {each.outcome for each in again or ()} == {"sent"}
    assert first is not None
    assert heard(app, ATANG.phone).count("phone_left") == 1
    assert heard(app, NEW).count("phone_taken") == 1


def test_a_vendors_refusal_is_told_with_its_code_and_the_change_stands(app: App) -> None:
    app.faults.arm("sms", Fault.REFUSE, operation="send", note="CONTENT_REFUSED")

    outcomes = phones.change(app, f"creator:{ATANG.id}", NEW, LI, WHY)

    assert outcomes is not None
    assert outcomes[0].outcome == "refused"
    assert outcomes[0].why == "CONTENT_REFUSED"
    assert SqlNoticeStore(app.engine).phone_of(f"creator:{ATANG.id}") == NEW


@every_party
@pytest.mark.parametrize("phone", ["", "打我电话", "010-62770000", "1382000000", "\u202e13820000001"])
def test_no_number_is_refused_and_changes_nothing(app: App, party: str, phone: str) -> None:
    with pytest.raises(BadPhone) as refused:
        phones.change(app, party, phone, LI, WHY)

    assert refused.value.code == "PHONE_INVALID"
    assert SqlPhones(app.engine).changes(party) == []
    assert SqlNoticeStore(app.engine).phone_of(party) == PARTIES[party]


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
    app: App, party: str, operator: str, reason: str, code: str
) -> None:
    with pytest.raises((BookRefusal, Refused)) as refused:
        phones.change(app, party, NEW, operator, reason)

    assert refused.value.code == code
    assert heard(app, ATANG.phone) == []


def test_a_change_shows_no_number(app: App) -> None:
    change = SqlPhones(app.engine).change(f"creator:{ATANG.id}", NEW, LI, WHY, datetime.now(UTC))

    assert NEW not in repr(change)
    assert ATANG.phone not in repr(change)


@pytest.mark.parametrize("phone", ["+86 138 2000 0001", "１３８２０００ ０００１", "138-2000-0001"])
def test_an_account_is_opened_with_the_number_as_it_is_kept(app: App, phone: str) -> None:
    now = datetime.now(UTC)
    app.catalogue.add_creator("suhe", "苏禾", "suhe", phone, now)
    app.catalogue.add_brand("shanxing", "山行", "shanxing", phone, now)

    assert SqlNoticeStore(app.engine).phone_of("creator:suhe") == NEW
    assert SqlNoticeStore(app.engine).phone_of("brand:shanxing") == NEW
