"""Signatures of Alipay, both ways: RSA2, which is RSA with SHA-256 and PKCS #1 v1.5.

An answer is verified over the very characters that were sent. Written again from parsed JSON it would have
other spaces or another order, and the signature would be of something else.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from gateways.alipay.keys import Keys

SPACES = re.compile(r"[ \t\n\r]*")
ERROR = "error_response"
"""The answer's name when the gateway could not tell which method was asked for."""


CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "gbk": "gbk", "gb2312": "gbk", "gb18030": "gb18030"}


class Unverified(Exception):
    """The answer may be anybody's."""

    def __init__(self, why: str, certificate: str = "") -> None:
        super().__init__(why)
        self.certificate = certificate
        """The other certificate it names."""


def text_to_sign(parameters: Mapping[str, str]) -> str:
    """All parameters that have a value, by name, before any URL encoding."""
    given = ((name, value) for name, value in sorted(parameters.items()) if value and name != "sign")
    return "&".join(f"{name}={value}" for name, value in given)


def sign(text: str, key: RSAPrivateKey) -> str:
    return base64.b64encode(key.sign(text.encode(), PKCS1v15(), SHA256())).decode()


def decoded(answer: bytes, charset: str = "") -> tuple[str, str]:
    """The text and its charset: the one declared, else UTF-8, else GBK. Raises ValueError.

    It must give the very bytes again: they are what was signed.
    """
    declared = CHARSETS.get(charset.lower(), "") if charset else ""
    if charset and not declared:
        raise ValueError(charset)
    for name in (declared,) if declared else ("utf-8", "gbk"):
        try:
            text = answer.decode(name)
        except UnicodeDecodeError:
            continue
        if text.encode(name) == answer:
            return text, name
    raise ValueError(charset)


def verified(answer: bytes, name: str, keys: Keys, charset: str = "") -> dict[str, str]:
    """What the answer to ``name`` says, once it is proven to be Alipay's. Numbers stay text: never a float.

    Raises Unverified.
    """
    try:
        text, charset = decoded(answer, charset)
        parts = members(text)
        said = parts.get(name) or parts[ERROR]
        signature = base64.b64decode(json.loads(parts["sign"]), validate=True)
        certificate = json.loads(parts.get("alipay_cert_sn", '""'))
        node = json.loads(said, parse_float=str, parse_int=str)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise Unverified("UNREADABLE_ANSWER") from None
    if keys.alipay_cert_sn and certificate != keys.alipay_cert_sn:
        raise Unverified("OTHER_CERTIFICATE", certificate if isinstance(certificate, str) else "")
    if not _is_signed(said, charset, signature, keys.alipay):
        raise Unverified("WRONG_SIGNATURE")
    if not isinstance(node, dict):
        raise Unverified("UNREADABLE_ANSWER")
    return {str(key): value for key, value in node.items() if isinstance(value, str)}


def members(text: str) -> dict[str, str]:
    """The members of a JSON object, each value as the characters it was sent in. Raises ValueError."""
    decoder, found = json.JSONDecoder(), dict[str, str]()
    at = _past(text, 0, "{")
    while not found or text[at : at + 1] == ",":
        name, at = decoder.raw_decode(text, _past(text, at, ",") if found else at)
        begin = _past(text, at, ":")
        _, end = decoder.raw_decode(text, begin)
        if not isinstance(name, str) or name in found:
            raise ValueError(name)
        found[name], at = text[begin:end], _spaces(text, end)
    if _past(text, at, "}") != len(text):
        raise ValueError(at)
    return found


def _past(text: str, at: int, mark: str) -> int:
    at = _spaces(text, at)
    if text[at : at + 1] != mark:
        raise ValueError(at)
    return _spaces(text, at + 1)


def _spaces(text: str, at: int) -> int:
    match = SPACES.match(text, at)
    return match.end() if match else at


def _is_signed(said: str, charset: str, signature: bytes, key: RSAPublicKey) -> bool:
    """Alipay at times signs what it then sends with its slashes escaped: its own SDK tries both."""
    for text in dict.fromkeys((said, said.replace("\\/", "/"))):
        try:
            key.verify(signature, text.encode(charset), PKCS1v15(), SHA256())
        except InvalidSignature:
            continue
        return True
    return False
