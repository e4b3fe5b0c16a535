"""One request to Alipay's gateway: signed, sent at most once, and its answer proven to be Alipay's.

urllib3 itself, which the tracing exporter brings along: it tells what failed before a byte went out, and can
be told to repeat nothing and follow nothing. What is said stands in the body: addresses end up in logs.
"""

import base64
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from http.client import HTTPException
from urllib.parse import SplitResult, urlencode, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from gateways.alipay.keys import Access, Keys, read_keys
from gateways.alipay.signing import Unverified, decoded, members, sign, text_to_sign, verified
from gateways.ports.work import NeverSent, OutcomeUnknown

CHINA = timezone(timedelta(hours=8))
FORM = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
ANSWER_MAX = 65536
OK = 200
DOWNLOAD = "alipay.open.app.alipaycert.download"
CHARSET = re.compile(r"charset=\"?([A-Za-z0-9-]{1,20})", re.IGNORECASE)
CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class AlipayGateway:
    def __init__(self, access: Access, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Raises AlipayUnusable. The clock is the real one, not a commission's: Alipay compares it."""
        self._access = access
        self._now = now
        self._keys: Keys = read_keys(access, now())

    def ask(self, method: str, content: Mapping[str, object]) -> dict[str, str]:
        """Alipay's answer. Raises NeverSent, OutcomeUnknown."""
        name = f"{method.replace('.', '_')}_response"
        answer, charset = self._post(self.form(method, content))
        try:
            return verified(answer, name, self._keys, charset)
        except Unverified as doubt:
            renewed = self._renewed(doubt.certificate)
            if renewed is None:
                raise OutcomeUnknown(str(doubt)) from None
        try:
            return verified(answer, name, renewed, charset)
        except Unverified as doubt:
            raise OutcomeUnknown(str(doubt)) from None

    def _renewed(self, named: str) -> Keys | None:
        """The newer certificate that it answers under: fetched, and believed if our roots issued it.

        What the fetched one says of itself proves nothing and is not asked: its issuer does.
        """
        if not self._keys.roots or not CODE.fullmatch(named):
            return None
        try:
            body, charset = self._post(self.form(DOWNLOAD, {"alipay_cert_sn": named}))
            node = json.loads(members(decoded(body, charset)[0])[f"{DOWNLOAD.replace('.', '_')}_response"])
            content = base64.b64decode(node["alipay_cert_content"], validate=True)
        except (NeverSent, OutcomeUnknown, ValueError, KeyError, TypeError, RecursionError):
            return None
        renewed = self._keys.renewed(content, named, self._now())
        if renewed is not None:
            self._keys = renewed
        return renewed

    def form(self, method: str, content: Mapping[str, object]) -> dict[str, str]:
        """The signed parameters: all ASCII, so that no charset comes between text and signature."""
        parameters = {
            "app_id": self._access.app_id,
            "method": method,
            "format": "json",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": self._now().astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
            "version": "1.0",
            "biz_content": json.dumps(content, separators=(",", ":")),
            **self._keys.parameters,
        }
        return {**parameters, "sign": sign(text_to_sign(parameters), self._keys.private)}

    def _post(self, form: Mapping[str, str]) -> tuple[bytes, str]:
        """The answer and its declared charset. All of it has one time limit, however slowly it drips."""
        place = urlsplit(self._access.gateway)
        connection = self._connection(place)
        with _limit(connection, self._access.connect_seconds) as over:
            try:
                connection.connect()
            except (HTTPError, OSError) as failed:
                connection.close()
                raise NeverSent(_name(failed, over)) from None  # no byte of the request has gone out
        with _limit(connection, self._access.answer_seconds) as over, closing(connection):
            try:
                return self._answer(connection, place.path or "/", form)
            except (HTTPError, HTTPException, OSError, ValueError) as failed:
                raise OutcomeUnknown(_name(failed, over)) from None

    def _connection(self, place: SplitResult) -> HTTPConnection:
        wait = self._access.connect_seconds
        if place.scheme == "https":
            return HTTPSConnection(
                place.hostname or "", place.port or 443, timeout=wait, cert_reqs="CERT_REQUIRED"
            )
        return HTTPConnection(place.hostname or "", place.port or 80, timeout=wait)

    def _answer(self, connection: HTTPConnection, path: str, form: Mapping[str, str]) -> tuple[bytes, str]:
        if connection.sock is not None:
            connection.sock.settimeout(self._access.answer_seconds)
        connection.timeout = self._access.answer_seconds
        connection.request("POST", path, body=urlencode(form), headers=FORM, preload_content=False)
        response = connection.getresponse()
        if response.status != OK:
            raise OutcomeUnknown(f"HTTP_{response.status}")
        body = response.read(ANSWER_MAX, decode_content=True)
        charset = CHARSET.search(response.headers.get("Content-Type", ""))
        return body, charset[1] if charset else ""


@contextmanager
def _limit(connection: HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Cuts the connection once the time is over: a socket's own limit begins again with every byte."""
    over = threading.Event()
    timer = threading.Timer(seconds, _cut, (connection, over))
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def _cut(connection: HTTPConnection, over: threading.Event) -> None:
    over.set()
    with suppress(OSError):
        if connection.sock is not None:
            # of the bare socket: unwrapping a TLS one would wait for the other side
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _name(failed: Exception, over: threading.Event) -> str:
    """Its text may hold addresses."""
    if over.is_set() or isinstance(failed, TimeoutError):
        return "ReadTimeoutError"
    return "SSLError" if isinstance(failed, ssl.SSLError) else type(failed).__name__


def shown(code: str) -> str:
    """A code of Alipay's as it may stand in a log: never a sentence, which may hold a name."""
    return code if CODE.fullmatch(code) else "UNREADABLE_CODE"
