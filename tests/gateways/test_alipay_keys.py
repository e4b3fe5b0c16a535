"""Keys and certificates of an application at Alipay: what cannot be used is named, and never shown."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gateways.alipay.gateway import AlipayGateway
from gateways.alipay.keys import Access, AlipayUnusable, read_keys, serial
from gateways.ports.work import OutcomeUnknown, PayoutAccount, Transfer
from tests.gateways.alipay_side import ACCESS, RECORDED, alipay
from tests.gateways.test_bank_contract import pay

BARE = replace(ACCESS, gateway="https://openapi.example/gateway.do")
CERTIFIED = replace(
    BARE,
    public_key_file=None,
    app_cert_file=RECORDED / "test_only_app_cert.crt",
    cert_file=RECORDED / "test_only_vendor_cert.crt",
    root_cert_file=RECORDED / "test_only_root_certs.crt",
)
OTHERS = RECORDED / "test_only_app_public_key.pem"


def certificates(name: str) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates((RECORDED / f"test_only_{name}.crt").read_bytes())


def certificate(name: str) -> x509.Certificate:
    return certificates(name)[0]


@pytest.mark.parametrize(
    ("access", "setting"),
    [
        (replace(BARE, app_id=""), "STARMAP_ALIPAY_APP_ID"),
        (replace(BARE, gateway="http://openapi.alipay.com/gateway.do"), "STARMAP_ALIPAY_GATEWAY"),
        (replace(BARE, private_key_file=None), "STARMAP_ALIPAY_PRIVATE_KEY_FILE"),
        (replace(BARE, private_key_file=Path("/nowhere")), "STARMAP_ALIPAY_PRIVATE_KEY_FILE"),
        (replace(BARE, private_key_file=RECORDED), "STARMAP_ALIPAY_PRIVATE_KEY_FILE"),
        (replace(BARE, private_key_file=OTHERS), "STARMAP_ALIPAY_PRIVATE_KEY_FILE"),
        (replace(BARE, public_key_file=None), "STARMAP_ALIPAY_PUBLIC_KEY_FILE"),
        (replace(BARE, public_key_file=RECORDED / "serials.json"), "STARMAP_ALIPAY_PUBLIC_KEY_FILE"),
        (replace(BARE, public_key_file=OTHERS), "STARMAP_ALIPAY_PUBLIC_KEY_FILE"),
        (replace(CERTIFIED, app_cert_file=CERTIFIED.cert_file), "STARMAP_ALIPAY_APP_CERT_FILE"),
        (replace(CERTIFIED, app_cert_file=OTHERS), "STARMAP_ALIPAY_APP_CERT_FILE"),
        (replace(CERTIFIED, cert_file=None), "STARMAP_ALIPAY_CERT_FILE"),
        (replace(CERTIFIED, root_cert_file=OTHERS), "STARMAP_ALIPAY_ROOT_CERT_FILE"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_setting_in_both_languages(access: Access, setting: str) -> None:
    with pytest.raises(AlipayUnusable) as told:
        AlipayGateway(access)

    assert (told.value.code, setting in told.value.zh, setting in told.value.en) == (
        "ALIPAY_UNUSABLE",
        True,
        True,
    )
    assert "BEGIN" not in told.value.zh + told.value.en


def test_a_key_that_is_too_short_is_refused(tmp_path: Path) -> None:
    short = generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  # on purpose
    file = tmp_path / "key"
    file.write_bytes(short.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(AlipayUnusable, match="2048"):
        read_keys(replace(BARE, private_key_file=file))


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_a_key_is_read_as_one_line_of_base64_too(tmp_path: Path, form: PrivateFormat) -> None:
    known = read_keys(BARE)
    private, public = tmp_path / "private", tmp_path / "public"
    private.write_bytes(
        base64.b64encode(known.private.private_bytes(Encoding.DER, form, NoEncryption())) + b"\n"
    )
    lines = (RECORDED / "test_only_vendor_public_key.pem").read_text(encoding="utf-8").splitlines()
    public.write_text("".join(lines[1:-1]), encoding="utf-8")

    read = read_keys(replace(BARE, private_key_file=private, public_key_file=public))

    assert (read.private.private_numbers(), read.alipay) == (known.private.private_numbers(), known.alipay)


def test_keys_are_not_shown() -> None:
    assert repr(read_keys(BARE)) == "Keys(parameters={}, alipay_cert_sn='')"


def test_with_certificates_requests_name_them_and_answers_must() -> None:
    sn = serial(certificate("vendor_cert"))
    with alipay(CERTIFIED, cert_sn=sn) as (bank, vendor):
        assert pay(bank) == Transfer("wd1-1", paid=True)
        ((_, said),) = vendor.heard
        assert said["app_cert_sn"] == serial(certificate("app_cert"))
        assert said["alipay_root_cert_sn"] == serial(certificate("root_certs"))

        vendor.arm("other_certificate")
        with pytest.raises(OutcomeUnknown, match="OTHER_CERTIFICATE"):
            pay(bank, "wd1-2")
        assert bank.find("wd1-2") == Transfer("wd1-2", paid=True)


def test_an_answer_without_its_certificate_is_not_believed() -> None:
    with alipay(CERTIFIED) as (bank, _), pytest.raises(OutcomeUnknown, match="OTHER_CERTIFICATE"):
        bank.transfer("wd1-1", PayoutAccount("alipay", "a@example.cn", "汤"), 100, None)  # type: ignore[arg-type]
