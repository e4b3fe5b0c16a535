"""Uploads over HTTP: streamed in, named by their true kind, kept once, read as files that nobody runs."""

import asyncio
import os
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from starter.http import incoming
from tests.http.asgi import Answer, Caller
from tests.uploading import EXAMPLES

KEY = {"idempotency-key": "up-1"}
PDF = {"content-type": "application/pdf"}
NAMED = {"content-disposition": "attachment; filename*=UTF-8''%E6%8F%90%E7%BA%B2.pdf"}
MB = 1_000_000


def at(commission: str, purpose: str = "outline") -> str:
    return f"/v1/uploads?commission_id={commission}&purpose={purpose}"


async def put(
    caller: Caller,
    commission: str,
    body: bytes | list[bytes] = EXAMPLES["pdf"],
    purpose: str = "outline",
    key: str = "up-1",
    **headers: str,
) -> Answer:
    given = {**PDF, **headers, "idempotency-key": key}
    return await caller.ask("POST", at(commission, purpose), body, given)


def form(
    content: bytes, *, name: str = "file", file_name: str | None = "提纲.pdf", more: bytes = b""
) -> bytes:
    said = f'form-data; name="{name}"' + (f'; filename="{file_name}"' if file_name is not None else "")
    head = f"--xyz\r\nContent-Disposition: {said}\r\nContent-Type: application/pdf\r\n\r\n".encode()
    return head + content + b"\r\n" + more + b"--xyz--\r\n"


@pytest.fixture
def creator(calling: Callable[[str], Caller], ordered: list[str]) -> Caller:
    assert ordered
    return calling("creator-atang")


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], list[str]]:
    return lambda: sorted(each.name for each in (tmp_path / "uploads").rglob("*") if each.is_file())


async def test_a_file_is_told_as_it_was_kept_and_read_as_it_came(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]]
) -> None:
    answer = await put(creator, ordered[0], **NAMED)

    assert answer.status == 201, answer
    told = answer.json
    assert (told["name"], told["kind"], told["size"]) == ("提纲.pdf", "pdf", len(EXAMPLES["pdf"]))
    assert kept() == [told["id"]]
    read = await creator.get(f"/v1/uploads/{told['id']}")
    assert (read.status, read.body) == (200, EXAMPLES["pdf"])
    listed = await creator.get(f"/v1/commissions/{ordered[0]}/uploads")
    assert listed.json["uploads"] == [told]


async def test_it_is_given_back_to_be_saved_and_never_to_be_run(creator: Caller, ordered: list[str]) -> None:
    told = (await put(creator, ordered[0], **NAMED)).json

    headers = (await creator.get(f"/v1/uploads/{told['id']}")).headers

    assert headers["content-disposition"] == NAMED["content-disposition"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]
    assert headers["content-type"] == "application/pdf"
    assert headers["content-length"] == str(len(EXAMPLES["pdf"]))
    assert "no-store" in headers["cache-control"]


async def test_a_name_that_is_a_header_a_path_or_a_script_is_only_a_name(
    creator: Caller, ordered: list[str]
) -> None:
    name = "..%2F..%2Fa%0D%0ASet-Cookie%3A%20x%3D1%22%3Cb%3E.pdf"
    evil = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    told = (await put(creator, ordered[0], **evil)).json

    headers = (await creator.get(f"/v1/uploads/{told['id']}")).headers

    assert told["name"] == "a Set-Cookie_ x=1__b_.pdf"
    assert "set-cookie" not in headers
    assert set(headers["content-disposition"]).isdisjoint('\r\n"<>')


@pytest.mark.parametrize("size", [1, 7, 100_000])
async def test_a_form_is_read_in_whatever_pieces_it_comes(
    creator: Caller, ordered: list[str], size: int
) -> None:
    content = EXAMPLES["pdf"] + b"\r\n--xy\r\n\r\n-"
    whole = form(content)
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]

    answer = await put(creator, ordered[0], pieces, **{"content-type": "multipart/form-data; boundary=xyz"})

    assert answer.status == 201, answer
    assert (answer.json["name"], answer.json["sha256"]) == ("提纲.pdf", sha256(content).hexdigest())


FORMS: dict[str, tuple[str, bytes, int, str]] = {
    "no boundary": ("", form(b"%PDF-"), 400, "MULTIPART_INVALID"),
    "another boundary": ("; boundary=abc", form(b"%PDF-"), 400, "MULTIPART_INVALID"),
    "nothing": ("; boundary=xyz", b"", 400, "MULTIPART_INVALID"),
    "another part": ("; boundary=xyz", form(b"%PDF-", name="x"), 400, "MULTIPART_INVALID"),
    "no file name": ("; boundary=xyz", form(b"%PDF-", file_name=None), 400, "MULTIPART_INVALID"),
    "two files": ("; boundary=xyz", form(b"%PDF-", more=form(b"%PDF-")[:-9]), 400, "MULTIPART_INVALID"),
    "no end": ("; boundary=xyz", form(b"%PDF-" + bytes(99))[:-30], 400, "BODY_INCOMPLETE"),
    "a long header": ("; boundary=xyz", form(b"%PDF-", file_name="a" * 9_000), 400, "MULTIPART_INVALID"),
}


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_that_is_none_is_refused_and_leaves_nothing(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]], name: str
) -> None:
    boundary, body, status, code = FORMS[name]

    answer = await put(creator, ordered[0], body, **{"content-type": f"multipart/form-data{boundary}"})

    assert (answer.status, answer.code) == (status, code)
    assert kept() == []


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "another kind than it says": ({"body": EXAMPLES["png"]}, 422, "FILE_NOT_AS_SAID"),
    "a kind that is not taken": ({"content-type": "text/html"}, 415, "FILE_KIND_UNKNOWN"),
    "no kind": ({"content-type": ""}, 415, "FILE_KIND_UNKNOWN"),
    "a kind for another purpose": ({"purpose": "video"}, 422, "FILE_KIND_NOT_FOR_THIS"),
    "an unknown purpose": ({"purpose": "x"}, 422, "REQUEST_INVALID"),
    "nothing": ({"body": b""}, 422, "FILE_EMPTY"),
    "too large, as it says": ({"content-length": str(10**10)}, 413, "FILE_TOO_LARGE"),
    "too large": ({"body": [EXAMPLES["pdf"], *[bytes(MB)] * 21]}, 413, "FILE_TOO_LARGE"),
    "no key": ({"key": ""}, 422, "IDEMPOTENCY_KEY_NEEDED"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_refused_is_refused_by_name_and_leaves_nothing(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]], name: str
) -> None:
    given, status, code = REFUSED[name]

    answer = await put(creator, ordered[0], **given)

    assert (answer.status, answer.code) == (status, code)
    assert kept() == []


async def test_what_is_another_parties_looks_absent(
    creator: Caller, calling: Callable[[str], Caller], ordered: list[str]
) -> None:
    told = (await put(creator, ordered[0])).json

    for who in ("creator-laozhou", "brand-qingyou", "brand-shanxing", "operator-li"):
        answer = await calling(who).get(f"/v1/uploads/{told['id']}")
        assert (answer.status, answer.code) == (404, "UPLOAD_UNKNOWN"), who
    for upload in ("up_" + "0" * 32, "up_x", "up_..", "x" * 3_000):
        answer = await creator.get(f"/v1/uploads/{upload}")
        assert answer.status == 404, upload
    assert (await put(creator, ordered[3])).code == "COMMISSION_UNKNOWN"
    assert (await put(calling("brand-qingyou"), ordered[0])).code == "UPLOAD_PURPOSE_FORBIDDEN"


async def test_the_same_upload_under_the_same_key_is_one_and_another_is_refused(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]]
) -> None:
    first, again = await put(creator, ordered[0]), await put(creator, ordered[0])
    other = await put(creator, ordered[0], EXAMPLES["pdf"] + b"\n")
    elsewhere = await put(creator, ordered[1])

    assert (again.status, again.json) == (201, first.json)
    assert again.headers["idempotent-replayed"] == "true"
    assert [other.code, elsewhere.code] == ["KEY_REUSED", "KEY_REUSED"]
    assert kept() == [first.json["id"]]


async def test_a_body_that_breaks_off_leaves_nothing_and_the_key_is_free(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]]
) -> None:
    answer = await broken_off(creator, at(ordered[0]), EXAMPLES["pdf"])

    assert answer.code == "BODY_INCOMPLETE"
    assert kept() == []
    assert (await put(creator, ordered[0])).status == 201


async def test_a_body_that_comes_too_slowly_is_given_up(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "PIECE_SECONDS", 0.05)

    answer = await broken_off(creator, at(ordered[0]), EXAMPLES["pdf"], stays=True)

    assert (answer.status, answer.code) == (408, "UPLOAD_TOO_SLOW")
    assert kept() == []


async def test_a_trickle_is_given_up_though_each_piece_comes_in_time(
    creator: Caller, ordered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(incoming, "BYTES_A_SECOND", 1e9)

    answer = await put(creator, ordered[0], [bytes([each]) for each in EXAMPLES["pdf"]])

    assert (answer.status, answer.code) == (408, "UPLOAD_TOO_SLOW")


async def test_a_film_of_150_mb_is_never_whole_in_memory(
    creator: Caller, ordered: list[str], kept: Callable[[], list[str]]
) -> None:
    piece = os.urandom(65_536)
    body = [EXAMPLES["mp4"], *[piece] * 2_289]
    tracemalloc.start()
    try:
        answer = await put(creator, ordered[0], body, "evidence", **{"content-type": "video/mp4"})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert answer.status == 201, answer
    assert answer.json["size"] > 150 * MB
    assert peak < 12 * MB, peak
    assert len(kept()) == 1


async def broken_off(caller: Caller, path: str, some: bytes, *, stays: bool = False) -> Answer:
    """A client that sends some of it and is gone, or stays and says nothing more."""
    left: list[Any] = [{"type": "http.request", "body": some, "more_body": True}]

    async def receive() -> Any:
        if left:
            return left.pop(0)
        if stays:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def heard(scope: Any, _: Any, send: Any) -> None:
        await caller.api(scope, receive, send)

    return await Caller(heard, caller.token).ask("POST", path, b"", {**PDF, **KEY})  # type: ignore[arg-type]
