"""One request to Alipay's gateway: signed, sent at most once, and its answer proven to be Alipay's.

urllib3 itself, which the tracing exporter brings along: it tells what failed before a byte went out, and can
be told to repeat nothing and follow nothing. What is said stands in the body: addresses end up in logs.
"""

import json
import re
import ssl
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from gateways.alipay.keys import Access, Keys, read_keys
from gateways.alipay.signing import Unverified, sign, text_to_sign, verified
from gateways.ports import NeverSent, OutcomeUnknown

CHINA = timezone(timedelta(hours=8))
FORM = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
ANSWER_MAX = 65536
OK = 200
CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class AlipayGateway:
    def __init__(
        self, access: Access, threads: int = 16, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Raises AlipayUnusable. The clock is the real one, not a commission's: Alipay compares it."""
        self._access = access
        self._keys: Keys = read_keys(access)
        self._now = now
        wait = urllib3.Timeout(connect=access.connect_seconds, read=access.answer_seconds)
        self._pool = urllib3.PoolManager(maxsize=threads, block=False, retries=False, timeout=wait)

    def ask(self, method: str, content: Mapping[str, object]) -> dict[str, str]:
        """Alipay's answer. Raises NeverSent, OutcomeUnknown."""
        answer = self._post(self.form(method, content))
        try:
            return verified(answer, f"{method.replace('.', '_')}_response", self._keys)
        except Unverified as doubt:
            raise OutcomeUnknown(str(doubt)) from None

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

    def _post(self, form: Mapping[str, str]) -> bytes:
        try:
            response = self._pool.request(
                "POST",
                self._access.gateway,
                body=urlencode(form),
                headers=FORM,
                redirect=False,
                preload_content=False,
            )
            with response:
                body = response.read(ANSWER_MAX, decode_content=True)
                status = response.status
        except HTTPError as failed:
            name = type(failed).__name__  # its text may hold addresses
            raise (NeverSent(name) if _before_any_byte(failed) else OutcomeUnknown(name)) from None
        if status != OK:
            raise OutcomeUnknown(f"HTTP_{status}")
        return body


def _before_any_byte(failed: HTTPError) -> bool:
    """No connection was made, or its certificate was refused: the request was still ours."""
    untrusted = isinstance(failed, SSLError) and any(
        isinstance(each, ssl.SSLCertVerificationError) for each in failed.args
    )
    return untrusted or isinstance(failed, NewConnectionError | ConnectTimeoutError)


def shown(code: str) -> str:
    """A code of Alipay's as it may stand in a log: never a sentence, which may hold a name."""
    return code if CODE.fullmatch(code) else "UNREADABLE_CODE"
