"""Alipay's own SDK as the measure: its requests (`record_alipay.py`) and ours pass the same check."""

import json
from urllib.parse import parse_qsl

import pytest

from gateways.alipay.bank import order
from gateways.alipay.keys import root_serial, serial
from gateways.alipay.signing import sign, text_to_sign
from gateways.ports.work import PayoutAccount
from tests.gateways.alipay_side import RECORDED, alipay, made_key
from tests.gateways.alipay_vendor import check
from tests.gateways.test_alipay_keys import certificate, certificates

SENT = json.loads((RECORDED / "official_sdk_requests.json").read_text(encoding="utf-8"))
EACH = pytest.mark.parametrize("sent", SENT, ids=["account", "card", "query"])


def parameters(sent: dict[str, str]) -> dict[str, str]:
    return dict(parse_qsl(sent["query"])) | dict(parse_qsl(sent["body"]))


@EACH
def test_what_the_official_sdk_sends_is_accepted_by_the_check_that_ours_passes(sent: dict[str, str]) -> None:
    assert check(parameters(sent), made_key("app").public_key()) == ""


@EACH
@pytest.mark.parametrize("name", ["app_id", "method", "timestamp", "biz_content", "sign", "charset"])
def test_the_check_refuses_it_when_one_parameter_is_missing_or_another(
    sent: dict[str, str], name: str
) -> None:
    said = parameters(sent)

    assert check(said | {name: "x" + said[name]}, made_key("app").public_key())
    assert check(said | {name: ""}, made_key("app").public_key())


@EACH
def test_from_the_same_parameters_we_make_the_same_signature(sent: dict[str, str]) -> None:
    said = parameters(sent)

    assert sign(text_to_sign(said), made_key("app")) == said["sign"]


def test_we_ask_for_the_same_as_the_official_sdk_was_told_to() -> None:
    card = PayoutAccount("bank_card", "6222021234561234", "欧阳·阿不都 & Söhne+1=%")
    with alipay() as (bank, vendor):
        assert bank.transfer("wd1-1", card, 285_000, None).refusal == "ACCOUNT_INVALID"  # type: ignore[arg-type]
        asked = vendor.requests("wd1-1")

    assert asked == [json.loads(parameters(SENT[1])["biz_content"])] == [order("wd1-1", card, 285_000)]


def test_certificates_are_counted_as_another_sdk_counts_them() -> None:
    told = json.loads((RECORDED / "serials.json").read_text(encoding="utf-8"))

    assert serial(certificate("app_cert")) == told["app"]
    assert root_serial(certificates("root_certs")) == told["roots"]
    assert len(certificates("root_certs")) == 2  # the second is no RSA certificate and does not count
