"""A loopback Alipay with keys made for the tests, and the adapter that speaks to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from gateways.alipay.bank import AlipayBank
from gateways.alipay.gateway import AlipayGateway
from gateways.alipay.keys import Access
from tests.gateways.alipay_vendor import APP_ID, Vendor

LATER = datetime(2100, 1, 1, tzinfo=UTC)
RECORDED = Path(__file__).parent / "alipay_recorded"
ACCESS = Access(
    app_id=APP_ID,
    gateway="",
    private_key_file=RECORDED / "test_only_app_private_key.pem",
    public_key_file=RECORDED / "test_only_vendor_public_key.pem",
)


@cache
def made_key(whose: str) -> RSAPrivateKey:
    key = load_pem_private_key((RECORDED / f"test_only_{whose}_private_key.pem").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


@contextmanager
def alipay(access: Access = ACCESS, cert_sn: str = "") -> Iterator[tuple[AlipayBank, Vendor]]:
    vendor = Vendor(made_key("app").public_key(), made_key("vendor"), cert_sn)
    server = serve(vendor)
    try:
        yield AlipayBank(AlipayGateway(replace(access, gateway=vendor.url))), vendor
    finally:
        vendor.let_go.set()
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer is one packet: a second one would wait for the first to be acknowledged
    vendor: Vendor

    def handle(self) -> None:
        with suppress(ConnectionError):  # who asked may have given up by now
            super().handle()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status = self.vendor.business.status
        answer = self.vendor.answer(self.path, body)
        if answer is None:
            self.close_connection = True
            return
        if self.vendor.drips:
            self.drip(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
            return
        self.send_response(status)
        if self.vendor.declares:
            self.send_header("Content-Type", f"text/html;charset={self.vendor.charset.upper()}")
        if status // 100 == 3:
            self.send_header("Location", self.vendor.url)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def drip(self, answer: bytes) -> None:
        self.close_connection = True
        for number in range(len(answer)):
            self.wfile.write(answer[number : number + 1])
            self.wfile.flush()
            if self.vendor.let_go.wait(self.vendor.drips):
                return

    def log_message(self, *_: object) -> None:
        """Silent."""


def serve(vendor: Vendor) -> ThreadingHTTPServer:
    handler = type("TheHandler", (Handler,), {"vendor": vendor})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    vendor.url = f"http://127.0.0.1:{server.server_address[1]}/gateway.do"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def issued(
    whose: RSAPrivateKey,
    by: RSAPrivateKey,
    issuer: x509.Name,
    until: datetime = datetime(2100, 1, 1, tzinfo=UTC),
) -> x509.Certificate:
    """Another certificate, for what may be given instead of the right one."""
    draft = x509.CertificateBuilder().subject_name(_name("made")).issuer_name(issuer)
    draft = draft.public_key(whose.public_key()).serial_number(x509.random_serial_number())
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    return draft.not_valid_before(begun).not_valid_after(until).sign(by, SHA256())


def made_certificates(folder: Path) -> None:
    """A small tree as Alipay's: roots with keys of two kinds; the first signs the application and Alipay."""
    first = _root("Test Authority R1", made_key("vendor"))
    other = _root("Test Authority E1", generate_private_key(SECP256R1()))
    roots = "\n".join(each.public_bytes(Encoding.PEM).decode() for each in (first, other))
    (folder / "test_only_root_certs.crt").write_text(roots, encoding="utf-8")
    for whose, name in (("app", "app_cert"), ("vendor", "vendor_cert")):
        made = _certificate(_name(name), first.subject, made_key(whose).public_key(), made_key("vendor"))
        (folder / f"test_only_{name}.crt").write_bytes(made.public_bytes(Encoding.PEM))


def _root(name: str, key: RSAPrivateKey | EllipticCurvePrivateKey) -> x509.Certificate:
    return _certificate(_name(name), _name(name), key.public_key(), key)


def _name(common: str) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, "CN"),
        (NameOID.ORGANIZATION_NAME, "Test Only"),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, "Certification Authority"),
        (NameOID.COMMON_NAME, common),
    )
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: RSAPublicKey | EllipticCurvePublicKey,
    by: RSAPrivateKey | EllipticCurvePrivateKey,
) -> x509.Certificate:
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    draft = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    draft = draft.serial_number(x509.random_serial_number())
    return draft.not_valid_before(begun).not_valid_after(begun + timedelta(days=36500)).sign(by, SHA256())
