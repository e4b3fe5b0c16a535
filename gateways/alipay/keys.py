"""The keys of an application at Alipay, read once when a worker starts.

Two manners, both RSA2: Alipay's bare public key, or certificates on both sides. Alipay asks for certificates
of whoever pays money out; the bare key serves its own test gateway.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)

from domain.copies import replace
from domain.refusals import in_words
from gateways.alipay.chain import OUT_OF_DATE, fault, is_in_force

Content = TypeVar("Content")
BITS_MIN = 2048
RSA_SIGNED = "1.2.840.113549.1.1."
"""How the names of all RSA signatures begin."""


class AlipayUnusable(Exception):
    """Names the setting and what is wrong with it, never what the file holds."""

    code = "ALIPAY_UNUSABLE"

    def __init__(self, setting: str, zh: str, en: str) -> None:
        self.zh, self.en = in_words(self.code, setting=setting, wrong=(zh, en))
        super().__init__(self.en)


@dataclass(frozen=True)
class Access:
    """What the settings say; the files are read by ``read_keys``."""

    app_id: str
    gateway: str
    private_key_file: Path | None
    public_key_file: Path | None = None
    cert_file: Path | None = None
    app_cert_file: Path | None = None
    root_cert_file: Path | None = None
    connect_seconds: float = 5
    answer_seconds: float = 12


@dataclass(frozen=True)
class Keys:
    private: RSAPrivateKey = field(repr=False)
    alipay: RSAPublicKey = field(repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What certificates add to each request: their serial numbers, as Alipay counts them."""
    alipay_cert_sn: str = ""
    """The certificate answers must name; empty with a bare key."""
    roots: tuple[x509.Certificate, ...] = field(default=(), repr=False)
    """What a newer certificate of Alipay's must be issued by."""

    def renewed(self, content: bytes, named: str, now: datetime) -> "Keys | None":
        """With the certificate that answers name now, if it is Alipay's by our roots; else None."""
        try:
            theirs, *others = x509.load_pem_x509_certificates(content)
        except ValueError:
            return None
        public = theirs.public_key()
        fits = serial(theirs) == named and fault(theirs, others, self.roots, now) is None
        if not fits or not isinstance(public, RSAPublicKey) or public == self.private.public_key():
            return None
        return replace(self, alipay=public, alipay_cert_sn=named)


def read_keys(access: Access, at: datetime | None = None) -> Keys:
    """As things stand at an instant, now by default. Raises AlipayUnusable."""
    now = at or datetime.now(UTC)
    if not access.app_id:
        raise AlipayUnusable("STARMAP_ALIPAY_APP_ID", "未填写", "it is empty")
    _check_gateway(access.gateway)
    private = _private(access)
    return _by_certificates(access, private, now) if access.app_cert_file else _by_key(access, private)


def _check_gateway(address: str) -> None:
    """Money is asked for there: nobody on the way may read it, and no password stands in an address."""
    name = "STARMAP_ALIPAY_GATEWAY"
    try:
        place = urlsplit(address)
        host, _ = place.hostname or "", place.port
    except ValueError:
        raise AlipayUnusable(name, "不是一个地址", "it is no address") from None
    if "@" in place.netloc:
        raise AlipayUnusable(name, "地址中不能有用户名和密码", "no user or password may stand in it")
    safe = place.scheme == "https" or (place.scheme == "http" and _is_loopback(host))
    if not safe or not host or any(each.isspace() for each in address):
        raise AlipayUnusable(
            name, "须为 https 地址（本机除外）", "it must be an https address, or of this machine"
        )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _by_key(access: Access, private: RSAPrivateKey) -> Keys:
    name = "STARMAP_ALIPAY_PUBLIC_KEY_FILE"
    public = _read(name, access.public_key_file, _public_key)
    if public == private.public_key():
        raise AlipayUnusable(
            name, "这是应用自己的公钥，不是支付宝公钥", "it is your own public key, not Alipay's"
        )
    return Keys(private, public)


def _by_certificates(access: Access, private: RSAPrivateKey, now: datetime) -> Keys:
    ours = _read("STARMAP_ALIPAY_APP_CERT_FILE", access.app_cert_file, x509.load_pem_x509_certificate)
    theirs, *others = _read("STARMAP_ALIPAY_CERT_FILE", access.cert_file, x509.load_pem_x509_certificates)
    roots = _read("STARMAP_ALIPAY_ROOT_CERT_FILE", access.root_cert_file, x509.load_pem_x509_certificates)
    if ours.public_key() != private.public_key():
        raise AlipayUnusable(
            "STARMAP_ALIPAY_APP_CERT_FILE", "与应用私钥不是一对", "it does not belong to the private key"
        )
    if not is_in_force(ours, now):
        raise AlipayUnusable("STARMAP_ALIPAY_APP_CERT_FILE", *OUT_OF_DATE)
    public = theirs.public_key()
    if not isinstance(public, RSAPublicKey):
        raise AlipayUnusable(
            "STARMAP_ALIPAY_CERT_FILE", "不是 RSA 证书", "it is no certificate of an RSA key"
        )
    if public == private.public_key():
        raise AlipayUnusable(
            "STARMAP_ALIPAY_CERT_FILE",
            "这是应用自己的证书，不是支付宝的",
            "it is your own certificate, not Alipay's",
        )
    wrong = fault(theirs, others, roots, now)
    if wrong:
        raise AlipayUnusable("STARMAP_ALIPAY_CERT_FILE, STARMAP_ALIPAY_ROOT_CERT_FILE", *wrong)
    parameters = {"app_cert_sn": serial(ours), "alipay_root_cert_sn": root_serial(roots)}
    return Keys(private, public, parameters, serial(theirs), tuple(roots))


def serial(certificate: x509.Certificate) -> str:
    """As Alipay names a certificate: MD5 over its issuer, most particular part first, and its number."""
    named = f"{certificate.issuer.rfc4514_string()}{certificate.serial_number}"
    return hashlib.md5(named.encode(), usedforsecurity=False).hexdigest()


def root_serial(roots: list[x509.Certificate]) -> str:
    """Of the root file only the RSA certificates count; it holds others as well."""
    return "_".join(
        serial(each) for each in roots if each.signature_algorithm_oid.dotted_string.startswith(RSA_SIGNED)
    )


def _private(access: Access) -> RSAPrivateKey:
    name = "STARMAP_ALIPAY_PRIVATE_KEY_FILE"
    key = _read(name, access.private_key_file, _private_key)
    if key.key_size < BITS_MIN:
        raise AlipayUnusable(name, f"短于 {BITS_MIN} 位", f"it is shorter than {BITS_MIN} bits")
    return key


def _private_key(content: bytes) -> RSAPrivateKey:
    pem = b"-----" in content
    key = load_pem_private_key(content, None) if pem else load_der_private_key(_bare(content), None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError
    return key


def _public_key(content: bytes) -> RSAPublicKey:
    key = load_pem_public_key(content) if b"-----" in content else load_der_public_key(_bare(content))
    if not isinstance(key, RSAPublicKey):
        raise TypeError
    return key


def _bare(content: bytes) -> bytes:
    """Alipay's own tool writes a key as one line of Base64."""
    return base64.b64decode(b"".join(content.split()), validate=True)


def _read(setting: str, file: Path | None, load: Callable[[bytes], Content]) -> Content:
    if file is None:
        raise AlipayUnusable(setting, "未填写", "it is empty")
    try:
        return load(file.read_bytes())
    except OSError as failed:
        raise AlipayUnusable(setting, f"读不到 {file}", f"{file}: {failed.strerror}") from None
    except (ValueError, TypeError):
        raise AlipayUnusable(
            setting, f"{file} 的内容读不懂", f"{file} does not hold what it should"
        ) from None
