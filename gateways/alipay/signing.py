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


class Unverified(Exception):
    """The answer may be anybody's."""


def text_to_sign(parameters: Mapping[str, str]) -> str:
    """All parameters that have a value, by name, before any URL encoding."""
    given = ((name, value) for name, value in sorted(parameters.items()) if value and name != "sign")
    return "&".join(f"{name}={value}" for name, value in given)


def sign(text: str, key: RSAPrivateKey) -> str:
    return base64.b64encode(key.sign(text.encode(), PKCS1v15(), SHA256())).decode()


def verified(answer: bytes, name: str, keys: Keys) -> dict[str, str]:
    """What the answer to ``name`` says, once it is proven to be Alipay's. Numbers stay text: never a float.

    Raises Unverified.
    """
    try:
        parts = members(answer.decode())
        said = parts.get(name) or parts[ERROR]
        signature = base64.b64decode(json.loads(parts["sign"]), validate=True)
        certificate = json.loads(parts.get("alipay_cert_sn", '""'))
        node = json.loads(said, parse_float=str, parse_int=str)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise Unverified("UNREADABLE_ANSWER") from None
    if keys.alipay_cert_sn and certificate != keys.alipay_cert_sn:
        raise Unverified("OTHER_CERTIFICATE")
    if not _is_signed(said, signature, keys.alipay):
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


def _is_signed(said: str, signature: bytes, key: RSAPublicKey) -> bool:
    """Alipay at times signs what it then sends with its slashes escaped: its own SDK tries both."""
    for text in dict.fromkeys((said, said.replace("\\/", "/"))):
        try:
            key.verify(signature, text.encode(), PKCS1v15(), SHA256())
        except InvalidSignature:
            continue
        return True
    return False
