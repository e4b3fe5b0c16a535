"""The guide for receivers does what it says: its programs are run against a sender of the standard."""

import asyncio
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.events.catalogue import CATALOGUE
from domain.events.envelope import Envelope, Subject
from domain.webhooks.endpoint import ENDPOINTS_MAX
from domain.webhooks.schedule import BODIES_KEPT, DELIVERIES_KEPT, JITTER_PERCENT, SECRETS_OVERLAP, WAITS
from settings import ROOT
from starter.documents.marked import FOLDER
from starter.documents.webhooks import MARKED
from tests.guides.pages import blocks, page
from tests.guides.receivers import OTHER, SECRET, Receiver, running, signed

EXAMPLES = ROOT / "examples" / "webhooks"
PYTHON = (sys.executable, str(EXAMPLES / "python" / "receiver.py"))
NODE = ("node", str(EXAMPLES / "typescript" / "receiver.mjs"))
RECEIVERS = [pytest.param(PYTHON, id="python"), pytest.param(NODE, id="node", marks=pytest.mark.node)]
TEXTS = {lang: page(f"docs/{name}") for lang, name in MARKED.pages.items()}
EVENT = CATALOGUE["commission.accepted"]


def body(seq: int = 5, *, subject: str = "c-7", missing: bool = False) -> str:
    at = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    told = Envelope(1042, EVENT.name, at, Subject(EVENT.kind, subject, seq), {"by": "创作者"})
    return json.dumps(told.as_json(previous_missing=missing), ensure_ascii=False)


def env(tmp_path: Path, *secrets: str) -> dict[str, str]:
    return {**os.environ, "WEBHOOK_SECRET": " ".join(secrets), "WEBHOOK_INBOX": str(tmp_path / "inbox.db")}


@pytest.mark.parametrize("words", RECEIVERS)
async def test_what_is_signed_is_taken_once_and_told_in_order(words: tuple[str, ...], tmp_path: Path) -> None:
    async with running(*words, env=env(tmp_path, SECRET)) as receiver:
        assert await _sent(receiver, body(5), "evt_1") == 204
        assert await receiver.told() == "commission.accepted commission:c-7 5"
        assert await _sent(receiver, body(5), "evt_1") == 204, "a repeat is answered well, and does nothing"
        assert await _sent(receiver, body(3), "evt_0") == 204, "redelivered by hand after a newer one"
        assert await receiver.is_silent()
        assert await _sent(receiver, body(9, missing=True), "evt_3") == 204
        assert "never came" in await receiver.told()
        assert await receiver.told() == "commission.accepted commission:c-7 9"


@pytest.mark.parametrize("words", RECEIVERS)
async def test_what_is_forged_altered_or_old_is_turned_away(words: tuple[str, ...], tmp_path: Path) -> None:
    text, now = body(), datetime.now(UTC)
    good = signed(text, "evt_1", SECRET)
    bad = {
        "by another secret": (text, signed(text, "evt_1", OTHER)),
        "altered": (text.replace("c-7", "c-8"), good),
        "under another id": (text, {**good, "webhook-id": "evt_2"}),
        "at another time": (text, {**good, "webhook-timestamp": str(int(good["webhook-timestamp"]) - 9)}),
        "old": (text, signed(text, "evt_1", SECRET, at=now - timedelta(minutes=6))),
        "of tomorrow": (text, signed(text, "evt_1", SECRET, at=now + timedelta(days=1))),
        "without a signature": (text, {"content-type": "application/json"}),
        "no time": (text, {**good, "webhook-timestamp": "soon"}),
        "digits of another script": (text, {**good, "webhook-timestamp": "\u00b2\u00b3"}),
        "another version": (
            text,
            {**good, "webhook-signature": good["webhook-signature"].replace("v1,", "v2,")},
        ),
        "no base64": (text, {**good, "webhook-signature": "v1,\u00e4"}),
        "empty": ("", good),
    }
    async with running(*words, env=env(tmp_path, SECRET)) as receiver:
        answers = {name: await receiver.post(*each) for name, each in bad.items()}
        assert answers == dict.fromkeys(bad, 401)
        assert await receiver.is_silent()
        assert await receiver.post(text, good) == 204


@pytest.mark.parametrize("words", RECEIVERS)
async def test_during_a_rotation_either_side_may_be_ahead(words: tuple[str, ...], tmp_path: Path) -> None:
    for number, mine in enumerate(((SECRET,), (OTHER,), (SECRET, OTHER))):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with running(*words, env=env(folder, *mine)) as receiver:
            both = signed(body(), "evt_1", SECRET, OTHER)
            assert await receiver.post(body(), both) == 204


async def _sent(receiver: Receiver, text: str, message_id: str) -> int:
    return await receiver.post(text, signed(text, message_id, SECRET))


Checks = Callable[[Path], tuple[str, ...]]


def by_python(_: Path) -> tuple[str, ...]:
    return (sys.executable, str(EXAMPLES / "python" / "with_library.py"))


async def test_the_kept_library_of_python_takes_the_same(tmp_path: Path) -> None:
    words = by_python(tmp_path)
    assert await _checked(words, body(), SECRET, stdin=True) == "commission.accepted"
    assert await _checked(words, body(), OTHER, stdin=True) == "not theirs"


@pytest.mark.node
@pytest.mark.timeout(300)
async def test_the_kept_library_of_node_takes_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "typescript"
    shutil.copytree(EXAMPLES / "typescript", folder, ignore=shutil.ignore_patterns("node_modules"))
    words = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    installing = await asyncio.create_subprocess_exec(*words, cwd=folder, stdout=asyncio.subprocess.DEVNULL)
    assert await installing.wait() == 0
    program = ("node", str(folder / "with-library.mjs"))
    assert await _checked(program, body(), SECRET) == "commission.accepted"
    assert await _checked(program, body(), OTHER) == "not theirs"


async def _checked(words: tuple[str, ...], text: str, secret: str, *, stdin: bool = False) -> str:
    lines = [f"{name}: {value}" for name, value in signed(text, "evt_1", secret).items()]
    given = [*words, *([] if stdin else [text]), *lines]
    process = await asyncio.create_subprocess_exec(
        *given,
        env={**os.environ, "WEBHOOK_SECRET": SECRET},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate(text.encode() if stdin else None)
    return said.decode().strip()


def test_the_pages_have_the_programs_and_tables_as_they_are(tmp_path: Path) -> None:
    assert not MARKED.stale(), "make docs"
    for name in MARKED.pages.values():
        shutil.copy(FOLDER / name, tmp_path / name)
    MARKED.write(tmp_path)
    assert not MARKED.stale(tmp_path)


@pytest.mark.parametrize("lang", list(MARKED.pages))
def test_the_numbers_in_the_prose_are_those_of_the_rules(lang: str) -> None:
    text = TEXTS[lang]
    hours = int(SECRETS_OVERLAP.total_seconds() // 3_600)
    for number in (ENDPOINTS_MAX, hours, BODIES_KEPT.days, DELIVERIES_KEPT.days):
        assert re.search(rf"(?<!\d){number}(?!\d)", text), number
    assert len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)) == len(WAITS)
    assert JITTER_PERCENT == 10
    assert ("一成" if lang == "zh" else "a tenth") in text


def test_both_pages_have_the_same_programs_and_the_example_of_an_event_is_one() -> None:
    kinds = ("json", "python", "js", "sh")
    en, zh = ([each.text for each in blocks(text, *kinds)] for text in TEXTS.values())
    assert en == zh
    (example,) = (json.loads(each.text) for each in blocks(TEXTS["en"], "json"))
    assert example.keys() == json.loads(body()).keys()
    assert example["subject"].keys() == json.loads(body())["subject"].keys()


def test_the_lock_names_no_mirror() -> None:
    lock = json.loads((EXAMPLES / "typescript" / "package-lock.json").read_text(encoding="utf-8"))
    assert all("resolved" not in each for each in lock["packages"].values())
