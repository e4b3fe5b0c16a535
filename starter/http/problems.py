"""What is refused, as RFC 9457 has it: made of the registry of refusals, in the language that was asked for.

Nothing that was sent is repeated: others keep problems in their logs, and what was sent may be personal.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Receive, Scope, Send

from domain.refusals import REFUSALS, Kind, kind_of, what_to_do

MEDIA_TYPE = "application/problem+json"
TYPES = "https://starmap.invalid/problems/"
"""Names a problem for programs; the page of all refusals (docs/refusals.md) explains each."""
STATUS: dict[Kind, int] = {
    Kind.INVALID: 422,
    Kind.NOT_FOUND: 404,
    Kind.FORBIDDEN: 403,
    Kind.CONFLICT: 409,
    Kind.TOO_LATE: 409,
    Kind.LIMIT: 429,
    Kind.UNAVAILABLE: 503,
}
OF_ITS_OWN: dict[str, int] = {
    **dict.fromkeys(
        ("SIGN_IN_NEEDED", "KEY_REVOKED", "KEY_EXPIRED", "KEY_ELSEWHERE", "CODE_WRONG", "CODE_EXPIRED"), 401
    ),
    "INTERNAL_ERROR": 500,
    "BODY_TOO_LARGE": 413,
    "BODY_TOO_SLOW": 408,
    "FILE_TOO_LARGE": 413,
    "UPLOAD_QUOTA": 413,
    "UPLOAD_TOO_SLOW": 408,
    "FILE_KIND_UNKNOWN": 415,
    "MULTIPART_INVALID": 400,
    "BODY_KIND_UNKNOWN": 415,
    "METHOD_UNKNOWN": 405,
    "ADDRESS_UNUSABLE": 400,
    "HEADER_TWICE": 400,
    "REQUEST_UNREADABLE": 400,
    "PARAMETER_TWICE": 400,
    "BODY_NOT_UTF8": 400,
    "BODY_NOT_JSON": 400,
    "BODY_TOO_DEEP": 400,
    "BODY_KEY_TWICE": 400,
    "BODY_NOT_FINITE": 400,
    "BODY_INCOMPLETE": 400,
}
"""Where HTTP has a status that says it better than the kind does."""
AWAY = 503
LATER_SECONDS = 2
"""After which the same may pass, where nobody knows better."""


@dataclass(frozen=True)
class Fault:
    """Of one field: where it stands in the body, and what is wrong with it."""

    field: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Problem:
    code: str
    zh: str
    en: str
    faults: tuple[Fault, ...] = ()
    retry_after: int = 0
    seq: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **more: Any) -> "Problem":
        """In the words of the registry."""
        return cls(code, *REFUSALS[code].words, **more)

    @property
    def _title(self) -> tuple[str, str]:
        """The words of the registry, which are the same each time; of those with blanks to fill, its own."""
        known = REFUSALS.get(self.code)
        return known.words if known and "{" not in known.zh else (self.zh, self.en)

    @property
    def status(self) -> int:
        return OF_ITS_OWN.get(self.code) or STATUS[kind_of(self.code)]

    @property
    def headers(self) -> dict[str, str]:
        waits = self.retry_after or (LATER_SECONDS if self.status == AWAY else 0)
        asks = {"WWW-Authenticate": 'Bearer realm="starmap"'} if self.status == 401 else {}  # noqa: PLR2004
        return asks | ({"Retry-After": str(waits)} if waits else {})

    def told(self, lang: str, request_id: str) -> dict[str, Any]:
        place = 0 if lang == "zh" else 1
        todo = what_to_do(self.code, self.zh)
        told: dict[str, Any] = {
            "type": TYPES + self.code,
            "title": self._title[place],
            "status": self.status,
            "code": self.code,
            "kind": kind_of(self.code).value,
            "detail": (self.zh, self.en)[place],
            "request_id": request_id,
        }
        if todo:
            told["what_to_do"] = todo[place]
        if self.faults:
            told["errors"] = [
                {"field": each.field, "code": each.code, "detail": (each.zh, each.en)[place]}
                for each in self.faults
            ]
        if self.seq is not None:
            told["seq"] = self.seq
        return told | self.more


def language_of(scope: Scope) -> str:
    """The first of Chinese and English in Accept-Language that is wanted most; Chinese where neither is."""
    wanted = {"zh": 0.0, "en": 0.0}
    for name, value in scope.get("headers", ()):
        if name.lower() != b"accept-language":
            continue
        for each in value.decode("latin-1")[:200].split(","):
            tag, _, weight = each.strip().lower().partition(";q=")
            lang = tag[:2]
            if lang in wanted:
                wanted[lang] = max(wanted[lang], _weight(weight))
    return "en" if wanted["en"] > wanted["zh"] else "zh"


def _weight(written: str) -> float:
    if not written:
        return 1.0
    whole, _, part = written.strip().partition(".")
    fits = whole in ("0", "1") and (not part or (part.isdecimal() and part.isascii()))
    return min(float(written), 1.0) if fits else 0.0


async def answer_with(problem: Problem, scope: Scope, _receive: Receive, send: Send) -> None:
    """As an ASGI answer: where no route has been reached."""
    body = as_bytes(problem, scope)
    headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), **problem.headers}
    named = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": named})
    await send({"type": "http.response.body", "body": body})


def as_bytes(problem: Problem, scope: Scope) -> bytes:
    request_id = str(scope.get("state", {}).get("request_id", ""))
    return json.dumps(problem.told(language_of(scope), request_id), ensure_ascii=False).encode()
