"""Payouts through Alipay on the wire: what left us, what may have, and what stands in the body alone."""

import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from gateways.alipay.bank import AlipayBank
from gateways.alipay.gateway import AlipayGateway
from gateways.ports.work import NeverSent, OutcomeUnknown, PayoutAccount, Transfer
from tests.gateways.alipay_side import ACCESS, RECORDED, alipay
from tests.gateways.alipay_vendor import Vendor
from tests.gateways.test_bank_contract import NOON, pay

HOLDER, ACCOUNT, CARD = "汤小明", "tang@example.cn", "6222021234561234"
Side = tuple[AlipayBank, Vendor]


@pytest.fixture
def side() -> Iterator[Side]:
    with alipay() as both:
        yield both


@pytest.mark.parametrize("status", [500, 502, 429, 404, 302])
def test_any_other_answer_of_http_is_unknown_and_is_not_followed(side: Side, status: int) -> None:
    bank, vendor = side
    vendor.business.status = status

    with pytest.raises(OutcomeUnknown, match=f"HTTP_{status}"):
        pay(bank)

    assert len(vendor.heard) == 1


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/gateway.do", "https://nowhere.invalid/gateway.do"])
def test_where_no_connection_is_made_nothing_was_sent(place: str) -> None:
    bank = AlipayBank(AlipayGateway(replace(ACCESS, gateway=place)))

    with pytest.raises(NeverSent):
        pay(bank)
    with pytest.raises(NeverSent):
        bank.find("wd1-1")


def test_a_server_that_cannot_prove_who_it_is_is_sent_nothing() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(
        RECORDED / "test_only_vendor_cert.crt", RECORDED / "test_only_vendor_private_key.pem"
    )
    with socket.create_server(("127.0.0.1", 0)) as plain:
        heard: list[bytes] = []
        threading.Thread(target=_shake, args=(context, plain, heard), daemon=True).start()
        place = f"https://127.0.0.1:{plain.getsockname()[1]}/gateway.do"

        with pytest.raises(NeverSent, match="SSLError"):
            pay(AlipayBank(AlipayGateway(replace(ACCESS, gateway=place))))

    assert heard == []


def _shake(context: ssl.SSLContext, plain: socket.socket, heard: list[bytes]) -> None:
    try:
        with context.wrap_socket(plain.accept()[0], server_side=True) as secured:
            heard.append(secured.recv(1))
    except OSError:
        return


def test_a_connection_that_is_closed_without_a_word_is_unknown(side: Side) -> None:
    bank, vendor = side
    vendor.arm("dropped")

    with pytest.raises(OutcomeUnknown):
        pay(bank)

    assert bank.find("wd1-1") is None
    assert pay(bank).paid


def test_five_hundred_lost_answers_pay_five_hundred_times(side: Side) -> None:
    bank, vendor = side
    numbers = [f"wd{n}-1" for n in range(500)]
    vendor.arm("lost", times=500)
    for _ in range(100):
        vendor.arm("says", "ORDER_NOT_EXIST", operation="query", times=1)

    with ThreadPoolExecutor(16) as creators:
        answers = list(creators.map(lambda number: settled(bank, number), numbers))

    assert answers == [Transfer(number, paid=True) for number in numbers]
    assert sorted(vendor.business.moved) == sorted((number, 285_000) for number in numbers)
    assert all(trick.times == 0 for trick in vendor.tricks)


def settled(bank: AlipayBank, number: str) -> Transfer:
    """As a withdrawal does it: ask, send if the bank does not know the number, and ask again."""
    while True:
        try:
            answer = bank.find(number) or pay(bank, number)
        except (NeverSent, OutcomeUnknown):
            continue
        return answer


def test_whom_it_is_for_stands_in_the_body_alone(side: Side) -> None:
    bank, vendor = side
    pay(bank, account=PayoutAccount("alipay", ACCOUNT, HOLDER))
    bank.find("wd1-1")

    assert {line for line, _ in vendor.heard} == {"/gateway.do"}


@pytest.mark.parametrize("kind", ["spaced", "other_key", "lost", "says"])
def test_no_log_and_no_error_tells_whom_it_is_for_or_how_it_is_signed(
    side: Side, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    bank, vendor = side
    vendor.arm(kind, "PAYEE_NEW")
    caplog.set_level(logging.DEBUG)
    told = ""

    try:
        pay(bank, account=PayoutAccount("bank_card", CARD, HOLDER))
    except (NeverSent, OutcomeUnknown) as failed:
        told = f"{failed!r} {failed.__cause__!r}"

    said = f"{caplog.text} {told}"
    assert [
        secret for secret in (HOLDER, CARD, vendor.heard[0][1]["sign"], "biz_content") if secret in said
    ] == []


def test_the_instant_of_a_commission_is_none_of_alipays_business(side: Side) -> None:
    bank, vendor = side
    bank.transfer("wd1-1", PayoutAccount("alipay", ACCOUNT, HOLDER), 100, NOON)

    assert not vendor.heard[0][1]["timestamp"].startswith("2026-11-22 12:00")
