"""Payouts through Alipay: what is believed, what stays unknown, and what never leaves the request's body."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from gateways.alipay.bank import AlipayBank, yuan
from gateways.alipay.codes import CODES, STATES, Meaning
from gateways.alipay.signing import members
from gateways.ports.work import NeverSent, OutcomeUnknown, PayoutAccount, Transfer
from tests.gateways.alipay_side import ACCESS, RECORDED, alipay, made_key
from tests.gateways.alipay_vendor import AFTER, Vendor
from tests.gateways.test_bank_contract import pay

HOLDER, ACCOUNT, CARD = "汤小明", "tang@example.cn", "6222021234561234"
BELIEVED = ("spaced", "escaped")
DOUBTFUL = sorted(set(AFTER) - {*BELIEVED, "late", "swapped", "other_certificate"})
Side = tuple[AlipayBank, Vendor]


@pytest.fixture
def side() -> Iterator[Side]:
    with alipay() as both:
        yield both


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (1, "0.01"),
        (10, "0.10"),
        (99, "0.99"),
        (100, "1.00"),
        (285_000, "2850.00"),
        (10**17 + 7, "1000000000000000.07"),
    ],
)
def test_fen_are_written_as_yuan_with_two_decimals(fen: int, text: str) -> None:
    assert yuan(fen) == text


@given(st.integers(1, 10**18))
def test_no_fen_is_lost_on_the_way_to_yuan(fen: int) -> None:
    assert int(yuan(fen).replace(".", "")) == fen


def test_the_parts_of_an_answer_are_the_characters_it_was_sent_in() -> None:
    text = ' { "a" : {"sign": "\\"}", "n": 1.50 } ,"sign":"x" } '

    assert members(text) == {"a": '{"sign": "\\"}", "n": 1.50 }', "sign": '"x"'}


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"a":1,"a":1}', '{"a":1}{}', '{"a":1,}', '{"a" 1}', "{1:1}", '{"a":1', '"a":1']
)
def test_what_is_no_object_or_names_a_part_twice_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it is about
        members(text)


@pytest.mark.parametrize("kind", BELIEVED)
def test_an_answer_is_believed_as_it_was_signed_however_it_is_written(side: Side, kind: str) -> None:
    bank, vendor = side
    vendor.arm(kind)

    assert pay(bank) == Transfer("wd1-1", paid=True)


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_doubtful_answer_is_neither_paid_nor_refused_and_the_number_tells(side: Side, kind: str) -> None:
    bank, vendor = side
    vendor.arm(kind)

    with pytest.raises(OutcomeUnknown):
        pay(bank)

    assert bank.find("wd1-1") == Transfer("wd1-1", paid=True)
    assert pay(bank) == Transfer("wd1-1", paid=True)
    assert vendor.business.paid("wd1-1") == [285_000]


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_a_doubtful_answer_to_a_question_is_no_answer(side: Side, kind: str) -> None:
    bank, vendor = side
    pay(bank)
    vendor.arm(kind, operation="query")

    if kind == "other_amount":  # told, and held against our books by whoever asked
        found = bank.find("wd1-1")
        assert found
        assert found.fen == 1
        return
    with pytest.raises((NeverSent, OutcomeUnknown)):
        bank.find("wd1-1")


def test_a_refusal_turned_into_a_success_on_the_way_is_not_believed(side: Side) -> None:
    bank, vendor = side
    vendor.arm("swapped")

    with pytest.raises(OutcomeUnknown, match="WRONG_SIGNATURE"):
        pay(bank, account=PayoutAccount("alipay", "0000", HOLDER))


def test_a_request_that_arrives_twice_pays_once(side: Side) -> None:
    bank, vendor = side
    vendor.arm("delivered_twice")

    assert pay(bank).paid
    assert vendor.business.paid("wd1-1") == [285_000]


def test_an_answer_that_comes_too_late_is_unknown_and_then_found() -> None:
    with alipay(replace(ACCESS, answer_seconds=0.3)) as (bank, vendor):
        vendor.arm("late")
        with pytest.raises(OutcomeUnknown, match="ReadTimeoutError"):
            pay(bank)
        vendor.let_go.set()

        assert bank.find("wd1-1") == Transfer("wd1-1", paid=True)
        assert vendor.business.paid("wd1-1") == [285_000]


@pytest.mark.parametrize("state", STATES)
def test_every_documented_state_is_told_alike_by_transfer_and_question(side: Side, state: str) -> None:
    bank, vendor = side
    vendor.arm("state", state)
    meaning = STATES[state].meaning

    for ask in (lambda: pay(bank), lambda: bank.find("wd1-1")):
        if meaning is Meaning.UNKNOWN:
            with pytest.raises(OutcomeUnknown, match=f"UNDER_WAY {state}"):
                ask()
        else:
            assert ask() == Transfer("wd1-1", paid=meaning is Meaning.PAID, refusal=STATES[state].name)


@pytest.mark.parametrize("state", ["", "PAID", "success", "汤小明"])
def test_a_state_nobody_documented_is_unknown_and_shown(side: Side, state: str) -> None:
    bank, vendor = side
    vendor.arm("state", state)

    with pytest.raises(OutcomeUnknown, match=r"UNKNOWN_CODE (PAID|success|UNREADABLE_CODE)"):
        pay(bank)


def test_money_that_a_card_sends_back_days_later_is_found_as_sent_back(side: Side) -> None:
    bank, vendor = side
    pay(bank, account=PayoutAccount("bank_card", CARD, HOLDER))
    vendor.business.becomes("wd1-1", "REFUND", "PAYEE_CARD_INFO_ERROR")

    found = bank.find("wd1-1")

    assert found == Transfer("wd1-1", paid=False, refusal="SENT_BACK")
    assert found.said == "PAYEE_CARD_INFO_ERROR"


def test_why_a_card_failed_is_told_in_our_words_and_in_alipays(side: Side) -> None:
    bank, vendor = side
    pay(bank, account=PayoutAccount("bank_card", CARD, HOLDER))
    vendor.business.becomes("wd1-1", "FAIL", "PAYEE_CARD_INFO_ERROR")

    found = bank.find("wd1-1")

    assert found == Transfer("wd1-1", paid=False, refusal="ACCOUNT_INVALID")
    assert found.said == "PAYEE_CARD_INFO_ERROR"


@pytest.mark.parametrize("code", CODES)
def test_every_code_means_to_us_what_its_row_says(side: Side, code: str) -> None:
    bank, vendor = side
    vendor.arm("says", code)
    word = CODES[code]

    if word.meaning is Meaning.REFUSED:
        answer = pay(bank)
        assert (answer, answer.said) == (Transfer("wd1-1", paid=False, refusal=word.name), code)
        return
    kind = NeverSent if word.meaning is Meaning.TURNED_AWAY else OutcomeUnknown
    with pytest.raises(kind) as told:
        pay(bank)
    assert str(told.value) == f"{word.name} {code}"
    assert pay(bank).paid  # the same number, once it is mended


@pytest.mark.parametrize("code", ["SOMETHING_NEW", "ORDER_NOT_EXIST", "payee_not_exist", "汤小明"])
def test_a_code_nobody_documented_is_unknown_and_shown(side: Side, code: str) -> None:
    bank, vendor = side
    vendor.arm("says", code)

    with pytest.raises(OutcomeUnknown) as told:
        pay(bank)

    assert str(told.value) == f"UNKNOWN_CODE {code if code.isascii() else 'UNREADABLE_CODE'}"


@pytest.mark.parametrize(
    "told",
    ["20001 aop.invalid-auth-token", "40001 isv.missing-signature", "40006 isv.insufficient-isv-permissions"],
)
def test_what_the_gateway_itself_turns_away_was_never_a_transfer(side: Side, told: str) -> None:
    bank, vendor = side
    vendor.arm("gateway_says", told)

    with pytest.raises(NeverSent, match=f"PLATFORM_SETUP {told.split()[1]}"):
        pay(bank)


def test_a_request_signed_by_another_key_is_turned_away(tmp_path: Path) -> None:
    other = tmp_path / "key"
    other.write_bytes(made_key("vendor").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    swapped = replace(
        ACCESS, private_key_file=other, public_key_file=RECORDED / "test_only_app_public_key.pem"
    )
    with alipay(swapped) as (bank, vendor):
        vendor.own_key = made_key("app")
        with pytest.raises(NeverSent, match=r"isv\.invalid-signature"):
            pay(bank)

        assert vendor.business.moved == []


def test_a_no_after_an_earlier_yes_is_not_believed(side: Side) -> None:
    bank, vendor = side
    vendor.arm("lost")
    with pytest.raises(OutcomeUnknown):
        pay(bank)
    vendor.arm("says", "PAYEE_USER_INFO_ERROR")

    assert pay(bank) == Transfer("wd1-1", paid=True)


def test_a_no_under_a_number_that_paid_another_amount_is_unknown(side: Side) -> None:
    bank, vendor = side
    pay(bank)
    vendor.arm("says", "PAYEE_USER_INFO_ERROR")

    with pytest.raises(OutcomeUnknown, match="OTHER_AMOUNT"):
        pay(bank, fen=1)


@pytest.mark.parametrize(("kind", "note"), [("lost", ""), ("says", "SYSTEM_ERROR"), ("state", "")])
def test_a_no_that_cannot_be_held_against_the_log_is_unknown(side: Side, kind: str, note: str) -> None:
    bank, vendor = side
    vendor.arm("says", "PAYEE_USER_INFO_ERROR")
    vendor.arm(kind if kind != "state" else "html", note, operation="query")

    with pytest.raises(OutcomeUnknown):
        pay(bank)


def test_a_question_that_comes_too_soon_misses_it_and_the_repeat_pays_nothing_twice(side: Side) -> None:
    bank, vendor = side
    vendor.arm("lost")
    with pytest.raises(OutcomeUnknown):
        pay(bank)
    vendor.arm("says", "ORDER_NOT_EXIST", operation="query", times=2)  # of both products

    assert bank.find("wd1-1") is None
    assert pay(bank) == Transfer("wd1-1", paid=True)
    assert vendor.business.paid("wd1-1") == [285_000]
