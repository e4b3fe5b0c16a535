"""What is believed to be Alipay: its certificates, its address, its charset, and how long it may take."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding

from gateways.alipay.bank import AlipayBank
from gateways.alipay.gateway import AlipayGateway
from gateways.alipay.keys import AlipayUnusable, serial
from gateways.ports.work import NeverSent, OutcomeUnknown, PayoutAccount, Transfer
from tests.gateways.alipay_side import ACCESS, RECORDED, alipay, issued, made_key
from tests.gateways.test_alipay_keys import BARE, CERTIFIED, certificate, certificates
from tests.gateways.test_bank_contract import pay

ROOT = certificates("root_certs")[0]
OURS, THEIRS = made_key("app"), made_key("vendor")
STRANGER = generate_private_key(public_exponent=65537, key_size=2048)
OVER = datetime(2026, 2, 1, tzinfo=UTC)
BOTH = "STARMAP_ALIPAY_CERT_FILE, STARMAP_ALIPAY_ROOT_CERT_FILE"


def pem(*made: x509.Certificate) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in made)


def self_signed(key: RSAPrivateKey) -> x509.Certificate:
    return issued(key, key, x509.Name(issued(key, key, ROOT.subject).subject.rdns))


GIVEN: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a wrong root": ("root_cert_file", BOTH, lambda: pem(self_signed(STRANGER))),
    "no root at all": ("root_cert_file", BOTH, lambda: pem(certificate("app_cert"))),
    "expired": ("cert_file", BOTH, lambda: pem(issued(THEIRS, THEIRS, ROOT.subject, OVER))),
    "not of the root": ("cert_file", BOTH, lambda: pem(issued(THEIRS, STRANGER, ROOT.subject))),
    "by itself": ("cert_file", BOTH, lambda: pem(self_signed(THEIRS))),
    "between, no authority": (
        "cert_file",
        BOTH,
        lambda: pem(issued(THEIRS, OURS, certificate("app_cert").subject), certificate("app_cert")),
    ),
    "ours": ("cert_file", "STARMAP_ALIPAY_CERT_FILE", lambda: pem(certificate("app_cert"))),
    "ours, expired": (
        "app_cert_file",
        "STARMAP_ALIPAY_APP_CERT_FILE",
        lambda: pem(issued(OURS, THEIRS, ROOT.subject, OVER)),
    ),
}


@pytest.mark.parametrize("case", GIVEN)
def test_a_certificate_that_proves_nothing_is_refused_at_the_start_by_its_setting(
    case: str, tmp_path: Path
) -> None:
    field, setting, made = GIVEN[case]
    file = tmp_path / "given.crt"
    file.write_bytes(made())

    with pytest.raises(AlipayUnusable, match=setting):
        AlipayGateway(replace(CERTIFIED, **{field: file}))


def test_a_newer_certificate_of_alipays_is_fetched_and_what_was_paid_is_known() -> None:
    newer = issued(THEIRS, THEIRS, ROOT.subject)
    with alipay(CERTIFIED, cert_sn=serial(newer)) as (bank, vendor):
        vendor.renewed = pem(newer)

        assert pay(bank) == Transfer("wd1-1", paid=True)
        assert bank.find("wd1-1") == Transfer("wd1-1", paid=True)
        assert [said["method"].rpartition(".")[2] for _, said in vendor.heard] == [
            "transfer",
            "download",
            "query",
        ]


@pytest.mark.parametrize(
    "made",
    [
        lambda: b"",
        lambda: pem(issued(THEIRS, STRANGER, ROOT.subject)),
        lambda: pem(issued(THEIRS, THEIRS, ROOT.subject, OVER)),
        lambda: pem(certificate("vendor_cert")),
        lambda: pem(certificate("app_cert")),
    ],
    ids=["none", "of another issuer", "expired", "of another number", "ours"],
)
def test_a_newer_certificate_that_is_not_of_our_roots_is_believed_by_nobody(
    made: Callable[[], bytes],
) -> None:
    given = made()
    found = x509.load_pem_x509_certificates(given) if given else []
    named = serial(found[0]) if found and found[0] != certificate("vendor_cert") else "0" * 32
    with alipay(CERTIFIED, cert_sn=named) as (bank, vendor):
        vendor.renewed = given

        with pytest.raises(OutcomeUnknown, match="OTHER_CERTIFICATE"):
            pay(bank)


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030"])
@pytest.mark.parametrize("declares", [True, False])
def test_an_answer_is_verified_as_the_bytes_it_came_in_and_read_by_its_charset(
    charset: str,
    declares: bool,  # noqa: FBT001
) -> None:
    with alipay() as (bank, vendor):
        vendor.charset, vendor.declares = charset, declares
        vendor.arm("spaced")
        vendor.arm("says", "PAYEE_NOT_EXIST", times=1)

        assert pay(bank) == Transfer("wd1-1", paid=True)
        assert not pay(bank, "wd1-2").paid  # the words of the refusal are Chinese


def test_an_answer_in_a_charset_that_nobody_knows_is_unknown() -> None:
    with alipay() as (bank, vendor):
        vendor.charset = "utf-16-le"

        with pytest.raises(OutcomeUnknown):
            pay(bank)


@pytest.mark.parametrize("drips", [0.02, 0.2])
def test_one_call_has_one_time_limit_however_slowly_its_answer_drips(drips: float) -> None:
    with alipay(replace(ACCESS, answer_seconds=0.5)) as (bank, vendor):
        vendor.drips = drips
        begun = time.monotonic()

        with pytest.raises(OutcomeUnknown):
            pay(bank)

        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "address",
    [
        "http://openapi.alipay.com/gateway.do",
        "https://user:secret@openapi.alipay.com/gateway.do",
        "https://openapi.alipay.com@evil.example/gateway.do",
        "http://127.0.0.1@evil.example/gateway.do",
        "http://127.0.0.1.evil.example/gateway.do",
        "http://10.0.0.1/gateway.do",
        "ftp://127.0.0.1/gateway.do",
        "openapi.alipay.com/gateway.do",
        "https:///gateway.do",
        "https://[broken/gateway.do",
        "https://openapi.alipay.com:99999/gateway.do",
        "https://openapi alipay.com/gateway.do",
        "",
    ],
)
def test_the_gateways_address_is_https_or_this_machine_and_bears_no_password(address: str) -> None:
    with pytest.raises(AlipayUnusable, match="STARMAP_ALIPAY_GATEWAY") as told:
        AlipayGateway(replace(BARE, gateway=address))

    assert "secret" not in told.value.zh + told.value.en


@pytest.mark.parametrize("address", ["http://127.0.0.2:1/g", "http://localhost:1/g", "http://[::1]:1/g"])
def test_this_machine_may_be_asked_without_tls(address: str) -> None:
    account = PayoutAccount("alipay", "a@example.cn", "汤")
    with pytest.raises(NeverSent):
        AlipayBank(AlipayGateway(replace(BARE, gateway=address))).transfer("n", account, 100, OVER)


def test_the_recorded_certificates_are_believed() -> None:
    assert AlipayGateway(CERTIFIED)
    assert RECORDED.exists()
