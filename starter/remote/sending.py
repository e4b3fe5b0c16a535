"""One request to the HTTP interface and its answer: sent again, under the same key, where that is safe."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import urllib3
from urllib3.exceptions import HTTPError

CONNECT_SECONDS, READ_SECONDS = 5.0, 40.0
PAUSE_SECONDS = 2.0
"""Where an answer does not say how long to wait."""
TIMES_OUT = frozenset({429, 503})
AGAIN = frozenset({"KEY_IN_USE"})
REFUSED = 400
PIECE = 262_144


class ProblemAnswered(Exception):  # named for what was refused
    """The interface refused. ``code`` is for programs, ``detail`` for people."""

    def __init__(self, status: int, told: Mapping[str, Any], retry_after: float | None = None) -> None:
        self.status = status
        self.code = str(told.get("code") or f"HTTP_{status}")
        self.detail = str(told.get("detail", ""))
        self.what_to_do = str(told.get("what_to_do", ""))
        self.request_id = str(told.get("request_id", ""))
        self.seq: int | None = told.get("seq")
        self.errors: list[dict[str, str]] = list(told.get("errors", ()))
        self.retry_after = retry_after
        super().__init__(f"{self.code}: {self.detail}")

    @property
    def may_pass_later(self) -> bool:
        return self.status in TIMES_OUT or self.code in AGAIN


class NotReached(Exception):
    """No answer came. Whether it was done is unknown: the same key finds out."""


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    body: str = ""
    key: str | None = None
    """None: the operation takes none. Empty: one is made."""
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: Callable[[], Iterable[bytes]] | None = None
    """In place of a body: a file, piece by piece, from its beginning each time it is sent."""

    @property
    def may_be_repeated(self) -> bool:
        """Though nobody knows whether the first was done."""
        return self.method == "GET" or self.key is not None


@dataclass(frozen=True)
class Answered:
    body: bytes
    replayed: bool = False
    """It was done before under this key: nothing was done again."""


class Sending:
    def __init__(
        self, address: str, patience_seconds: float, lang: str, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._address = address.rstrip("/")
        self._patience = patience_seconds
        self._lang = lang
        self._sleep = sleep
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout, maxsize=8)

    def answer(self, asked: Asked, token: str) -> bytes:
        """The body alone. Raises as ``answered``."""
        return self.answered(asked, token).body

    def answered(self, asked: Asked, token: str) -> Answered:
        """Raises ProblemAnswered, NotReached: when the patience is at its end, or trying again is no use."""
        headers, until = self._headers(asked, token), time.monotonic() + self._patience
        while True:
            try:
                return self._once(asked, headers)
            except ProblemAnswered as refused:
                waits = PAUSE_SECONDS if refused.retry_after is None else refused.retry_after
                if not refused.may_pass_later or time.monotonic() + waits > until:
                    raise
            except NotReached:
                waits = PAUSE_SECONDS
                if not asked.may_be_repeated or time.monotonic() + waits > until:
                    raise
            self._sleep(waits)

    def pieces(self, asked: Asked, token: str) -> Iterator[bytes]:
        """An answer that may be long, as it comes; it is asked for once. Raises as ``answer``."""
        url, headers = f"{self._address}{asked.path}", self._headers(asked, token)
        try:
            told = self._pool.request(
                asked.method, url, headers=headers, redirect=False, preload_content=False
            )
            if told.status >= REFUSED:
                raise ProblemAnswered(told.status, _problem(told.data))
            yield from told.stream(PIECE)
        except HTTPError as failed:
            raise NotReached(type(failed).__name__) from None

    def close(self) -> None:
        self._pool.clear()

    def _headers(self, asked: Asked, token: str) -> dict[str, str]:
        """Made once: what is sent again bears the same key."""
        found = {"Accept-Language": self._lang, **asked.headers}
        if token:
            found["Authorization"] = f"Bearer {token}"
        if asked.body:
            found["Content-Type"] = "application/json"
        if asked.key is not None:
            found["Idempotency-Key"] = asked.key or uuid4().hex
        return found

    def _once(self, asked: Asked, headers: Mapping[str, str]) -> Answered:
        try:
            told = self._pool.request(
                asked.method,
                f"{self._address}{asked.path}",
                body=asked.parts() if asked.parts else asked.body.encode() if asked.body else None,
                headers=headers,
                redirect=False,
            )
        except HTTPError as failed:
            raise NotReached(type(failed).__name__) from None
        if told.status >= REFUSED:
            raise ProblemAnswered(told.status, _problem(told.data), _seconds(told.headers.get("Retry-After")))
        return Answered(bytes(told.data), told.headers.get("Idempotent-Replayed") == "true")


def _problem(body: bytes) -> Mapping[str, Any]:
    """Empty: it comes from something on the way, which knows no problems."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(written: str | None) -> float | None:
    return float(written) if written and written.isascii() and written.isdecimal() else None
