"""Alipay as far as payouts meet it: it checks signatures, keeps a log and plays tricks, on the loopback.

It is stricter than it has to be: it knows a number within its product only, so that one number sent for two
products would pay twice, and it remembers no refusal.
"""

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from tests.gateways.alipay_business import Business

REQUIRED = ("app_id", "method", "charset", "sign", "sign_type", "timestamp", "version")
APP_ID = "2021000000000001"


def check(parameters: dict[str, str], key: RSAPublicKey) -> str:
    """The sub-code of what is wrong with a request, or nothing: as the pages on signing say."""
    for name in REQUIRED:
        if not parameters.get(name):
            return f"isv.missing-{name.replace('_', '-')}"
    wanted = {"app_id": APP_ID, "charset": "utf-8", "sign_type": "RSA2", "version": "1.0"}
    for name, value in wanted.items():
        if parameters[name] != value:
            return f"isv.invalid-{name.replace('_', '-')}"
    with suppress(ValueError):
        datetime.strptime(parameters["timestamp"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007  # China's, by rule
        return "" if _is_signed(parameters, key) else "isv.invalid-signature"
    return "isv.invalid-timestamp"


def _is_signed(parameters: dict[str, str], key: RSAPublicKey) -> bool:
    names = sorted(name for name in parameters if name != "sign" and parameters[name] != "")
    text = "&".join(f"{name}={parameters[name]}" for name in names)
    try:
        key.verify(b64decode(parameters["sign"]), text.encode("utf-8"), PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass
class Trick:
    """One way to misbehave; see the functions below."""

    kind: str
    note: str = ""
    operation: str = "transfer"
    times: int = 1


@dataclass
class Vendor:
    app_key: RSAPublicKey
    own_key: RSAPrivateKey
    cert_sn: str = ""
    renewed: bytes = b""
    """What it gives whoever asks for the certificate it signs with now."""
    charset: str = "utf-8"
    """Of its answers, whatever was asked for."""
    declares: bool = True
    drips: float = 0
    """Seconds between two bytes of an answer, its first line included."""
    business: Business = field(default_factory=Business)
    tricks: list[Trick] = field(default_factory=list)
    heard: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every request that arrived: its address line, and what it said."""
    let_go: threading.Event = field(default_factory=threading.Event)
    """What a late answer waits for."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    url: str = ""

    def arm(self, kind: str, note: str = "", operation: str = "transfer", times: int = 1) -> None:
        self.tricks.append(Trick(kind, note, operation, times))

    def take(self, operation: str) -> Trick:
        with self.lock:
            for trick in self.tricks:
                if trick.operation == operation and trick.times:
                    trick.times -= 1
                    return trick
        return Trick("")

    def requests(self, number: str) -> list[dict[str, Any]]:
        """What was asked to be transferred under a number, in the order of arrival."""
        told = (
            json.loads(said["biz_content"]) for _, said in self.heard if said["method"].endswith("transfer")
        )
        return [each for each in told if each["out_biz_no"] == number]

    def answer(self, line: str, body: str) -> bytes | None:
        """The whole answer's bytes; None is no answer."""
        said = dict(parse_qsl(urlsplit(line).query)) | dict(parse_qsl(body))
        with self.lock:
            self.heard.append((line, said))
        wrong = check(said, self.app_key)
        name = f"{said.get('method', '').replace('.', '_')}_response"
        if wrong:
            return self.sealed(
                "error_response", {"code": "40002", "msg": "Invalid Arguments", "sub_code": wrong}
            )
        if said["method"].endswith("alipaycert.download"):
            content = b64encode(self.renewed).decode()
            return self.sealed(name, {"code": "10000", "msg": "Success", "alipay_cert_content": content})
        operation = "transfer" if said["method"].endswith("uni.transfer") else "query"
        trick = self.take(operation)
        if trick.kind in BEFORE:
            return BEFORE[trick.kind](self, name, trick)
        node = self.business.take(operation, json.loads(said["biz_content"]), trick.kind, trick.note)
        return AFTER.get(trick.kind, _plain)(self, name, node)

    def sealed(self, name: str, node: dict[str, Any]) -> bytes:
        return self.seal(name, json.dumps(node, ensure_ascii=False, separators=(",", ":")))

    def seal(self, name: str, raw: str, signed: str | None = None, cert_sn: str | None = None) -> bytes:
        text = raw if signed is None else signed
        sign = b64encode(self.own_key.sign(text.encode(self.charset), PKCS1v15(), SHA256())).decode()
        named = self.cert_sn if cert_sn is None else cert_sn
        cert = f',"alipay_cert_sn":"{named}"' if named else ""
        return f'{{"{name}":{raw}{cert},"sign":"{sign}"}}'.encode(self.charset)


Answer = Callable[[Vendor, str, dict[str, Any]], bytes | None]


def _plain(vendor: Vendor, name: str, node: dict[str, Any]) -> bytes:
    return vendor.sealed(name, node)


def _spaced(vendor: Vendor, name: str, node: dict[str, Any]) -> bytes:
    """Other spaces, other order, escaped letters, a nested member: the bytes are what was signed."""
    odd = {**dict(reversed(node.items())), "ext": {"sign": "no", "note": '打款 "}'}}
    return vendor.seal(name, json.dumps(odd, indent=1))


def _escaped(vendor: Vendor, name: str, node: dict[str, Any]) -> bytes:
    raw = json.dumps({**node, "note": "a/b"})
    return vendor.seal(name, raw.replace("/", "\\/"), signed=raw)


def _late(vendor: Vendor, name: str, node: dict[str, Any]) -> bytes:
    vendor.let_go.wait(60)
    return vendor.sealed(name, node)


def _unsigned(_: Vendor, name: str, node: dict[str, Any]) -> bytes:
    return json.dumps({name: node}).encode()


def _swapped(vendor: Vendor, name: str, node: dict[str, Any]) -> bytes:
    """Somebody on the way changed the answer and kept the signature."""
    return vendor.seal(name, json.dumps({**node, "status": "SUCCESS"}), signed=json.dumps(node))


def _with(**other: str) -> Answer:
    return lambda vendor, name, node: vendor.sealed(name, {**node, **other})


AFTER: dict[str, Answer] = {
    "lost": lambda *_: None,
    "late": _late,
    "spaced": _spaced,
    "escaped": _escaped,
    "unsigned": _unsigned,
    "swapped": _swapped,
    "twice_named": lambda vendor, name, node: vendor.sealed(name, node)[:-1] + f',"{name}":{{}}}}'.encode(),
    "tail": lambda vendor, name, node: vendor.sealed(name, node) + b"{}",
    "other_key": lambda vendor, name, node: vendor.seal(name, json.dumps(node), signed="{}"),
    "other_certificate": lambda vendor, name, node: vendor.seal(name, json.dumps(node), cert_sn="0" * 32),
    "other_amount": _with(trans_amount="0.01"),
    "odd_amount": _with(trans_amount="2850.001"),
    "other_number": _with(out_biz_no="wd9-9"),
    "no_state": _with(status=""),
    "html": lambda *_: b"<html>busy</html>",
    "empty": lambda *_: b"",
    "list": lambda *_: b"[]",
    "deep": lambda *_: b"[" * 60_000,
    "broken": lambda vendor, name, node: vendor.sealed(name, node)[:-20],
    "latin": lambda *_: b'{"a":"\xff"}',
    "huge": lambda *_: b" " * 1_000_000,
}
"""The work is done; this is what becomes of the answer."""

BEFORE: dict[str, Callable[[Vendor, str, Trick], bytes | None]] = {
    "dropped": lambda *_: None,
    "says": lambda vendor, name, trick: vendor.sealed(
        name, {"code": "40004", "msg": "Business Failed", "sub_code": trick.note, "sub_msg": "汤小明的账号"}
    ),
    "gateway_says": lambda vendor, name, trick: vendor.sealed(
        name, {"code": trick.note.split()[0], "msg": "", "sub_code": trick.note.split()[1]}
    ),
}
"""Nothing is done."""
