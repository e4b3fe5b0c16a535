"""A browser without a network: it keeps cookies, reads forms as they stand in a page, and sends them."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

from fastapi import FastAPI

from tests.http.asgi import Answer, Caller

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
BOUNDARY = "----starmap"
COOKIE = re.compile(r"(\w+)=([^;]*)")


class Forms(HTMLParser):
    """The hidden fields of each form of a page, by where it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._at = known.get("action", "")
            self.found.setdefault(self._at, {})
        if tag == "input" and known.get("type") == "hidden" and self._at:
            self.found[self._at][known["name"]] = known.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._at = ""


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


@dataclass
class Visiting:
    api: FastAPI
    token: str = ""
    lang: str = "zh"
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.token:
            self.cookies["starmap_session"] = self.token

    async def open(self, path: str) -> Answer:
        return await self._ask("GET", path)

    async def text(self, path: str) -> str:
        answer = await self.open(path)
        assert answer.status == 200, (path, answer.status, answer.body[:2000])
        return answer.body.decode()

    async def send(self, page: str, action: str, **typed: str) -> Answer:
        """The form of this page that goes there, with what is typed into it."""
        forms = Forms()
        forms.feed(await self.text(page))
        assert action in forms.found, (action, list(forms.found))
        return await self.post(action, {**forms.found[action], **typed})

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        return await self._ask("POST", path, urlencode(fields).encode())

    async def post_many(self, path: str, fields: dict[str, str], **several: list[str]) -> Answer:
        """Names that stand in a form more than once."""
        pairs = [*fields.items(), *((name, each) for name, found in several.items() for each in found)]
        return await self._ask("POST", path, urlencode(pairs).encode())

    async def send_files(
        self, page: str, action: str, typed: dict[str, str], cut: int = 0, **files: "File | list[File]"
    ) -> Answer:
        """As ``send``, of a form that bears files. ``cut``: so many bytes at the end never arrive."""
        forms = Forms()
        forms.feed(await self.text(page))
        assert action in forms.found, (action, list(forms.found))
        return await self.post_files(action, {**forms.found[action], **typed}, cut, **files)

    async def post_files(
        self, path: str, fields: dict[str, str], cut: int = 0, **files: "File | list[File]"
    ) -> Answer:
        parts = [(f'name="{name}"', "", text.replace("\n", "\r\n").encode()) for name, text in fields.items()]
        for name, several in files.items():
            for each in several if isinstance(several, list) else [several]:
                kind = "Content-Type: application/octet-stream\r\n"
                parts.append((f'name="{name}"; filename="{each.name}"', kind, each.content))
        body = b"".join(
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {said}\r\n{kind}\r\n".encode()
            + content
            + b"\r\n"
            for said, kind, content in parts
        )
        body += f"--{BOUNDARY}--\r\n".encode()
        return await self._ask("POST", path, body[: len(body) - cut], f"{MULTIPART}; boundary={BOUNDARY}")

    async def post_bytes(self, path: str, body: bytes, kind: str = FORM) -> Answer:
        return await self._ask("POST", path, body, kind)

    async def _ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> Answer:
        given = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        given["accept-language"] = self.lang
        if body:
            given["content-type"] = kind
        answer = await Caller(self.api).ask(method, path, body, given)
        if kept := COOKIE.match(answer.headers.get("set-cookie", "")):
            self.cookies[kept[1]] = unescape(kept[2]).strip('"')
        return answer
