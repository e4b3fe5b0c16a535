"""Writes `alipay_recorded/*.json`: what Alipay's own SDK sends, held by `test_alipay_oracle.py`.

The SDK is large and fixes its ports, so it is no dependency. In an environment to be thrown away:

    python -m venv sdk && sdk/bin/pip install alipay-sdk-python python-alipay-sdk -r requirements.lock
    PYTHONPATH=. sdk/bin/python tests/gateways/record_alipay.py

Requests are taken from where the SDK would send them. It is given answers of the loopback vendor's making
as well: both must believe the same signatures. The other SDK, not Alipay's own, counts the serial numbers.
"""

import json
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from gateways.alipay.bank import order
from gateways.ports.work import PayoutAccount
from tests.gateways.alipay_side import RECORDED, made_certificates, made_key
from tests.gateways.alipay_vendor import AFTER, APP_ID, Vendor

PAYEES = (
    PayoutAccount("alipay", "tang@example.cn", "汤小明"),
    PayoutAccount("bank_card", "6222021234561234", "欧阳·阿不都 & Söhne+1=%"),
)
DONE = {"code": "10000", "msg": "Success", "out_biz_no": "wd1-1", "status": "SUCCESS"}
AOP = "alipay.aop.api"


def bare(name: str) -> str:
    lines = (RECORDED / f"test_only_{name}.pem").read_text(encoding="utf-8").splitlines()
    return "".join(lines[1:-1])


def client() -> Any:
    config = import_module(f"{AOP}.AlipayClientConfig").AlipayClientConfig()
    config.app_id, config.sign_type = APP_ID, "RSA2"
    config.app_private_key, config.alipay_public_key = bare("app_private_key"), bare("vendor_public_key")
    return import_module(f"{AOP}.DefaultAlipayClient").DefaultAlipayClient(config)


def request(kind: str, content: dict[str, Any]) -> Any:
    made = getattr(import_module(f"{AOP}.request.{kind}Request"), f"{kind}Request")()
    made.biz_content = content
    return made


def ask(sdk: Any, what: Any, answer: bytes) -> tuple[dict[str, str], str]:
    """What it sends as address and body, and what it makes of the answer."""
    sent: list[dict[str, str]] = []

    def post(_url: str, query: str, _headers: Any, params: Any, *_: Any) -> bytes:
        sent.append({"query": query, "body": urlencode({k: _text(v) for k, v in params.items()})})
        return answer

    with patch(f"{AOP}.DefaultAlipayClient.do_post", post):
        said = sdk.execute(what)
    return sent[0], said


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def write(name: str, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (RECORDED / name).write_text(f"{text}\n", encoding="utf-8")


def record_requests() -> None:
    vendor = Vendor(made_key("app").public_key(), made_key("vendor"))
    sdk, sent = client(), []
    for each in PAYEES:
        for way in ("", "spaced"):
            content = order("wd1-1", each, 285_000)
            name = "alipay_fund_trans_uni_transfer_response"
            answer = AFTER[way](vendor, name, DONE) if way else vendor.sealed(name, DONE)
            form, said = ask(sdk, request("AlipayFundTransUniTransfer", content), answer or b"")
            assert json.loads(said)["status"] == "SUCCESS"
            sent += [] if way else [form]
    question = {"out_biz_no": "wd1-1", "product_code": "TRANS_ACCOUNT_NO_PWD", "biz_scene": "DIRECT_TRANSFER"}
    answer = vendor.sealed("alipay_fund_trans_common_query_response", DONE)
    sent.append(ask(sdk, request("AlipayFundTransCommonQuery", question), answer)[0])
    write("official_sdk_requests.json", sent)


def record_serials() -> None:
    made_certificates(RECORDED)
    sdk = import_module("alipay").DCAliPay
    app, roots = (_read(f"test_only_{name}.crt") for name in ("app_cert", "root_certs"))
    write("serials.json", {"app": sdk.get_cert_sn(app), "roots": sdk.get_root_cert_sn(roots)})


def _read(name: str) -> str:
    return Path(RECORDED / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    record_requests()
    record_serials()
