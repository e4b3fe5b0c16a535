"""A restore, tried: a platform is copied elsewhere, and its commissions, files and keys are good there."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.starter.test_up import ORDER, Place
from tests.uploading import EXAMPLES


@pytest.mark.timeout(600)  # for hangs only
async def test_a_platform_that_was_copied_elsewhere_goes_on_there(tmp_path: Path) -> None:
    before, outline = Place(tmp_path / "before"), tmp_path / "outline.docx"
    before.folder.mkdir()
    outline.write_bytes(EXAMPLES["docx"])
    await before.up()
    try:
        await before.starmap("commission", "new", "examples/article.yaml")
        await before.until("accept", "commission", "show", ORDER, "--role", "creator")
        await before.insist("accept", ORDER)
        words = ("upload", "add", ORDER, str(outline), "--for", "outline", "--role", "creator", "--json")
        upload = json.loads(await before.starmap(*words))["upload"]
        words = ("key", "create", "qingyou", "--name", "ERP", "--operator", "li", "--json")
        key = json.loads(await before.starmap(*words))
        told = await before.starmap("ledger", "trial-balance", "--json")
    finally:
        await before.down()

    saved, after = tmp_path / "saved", Place(tmp_path / "after")
    await asyncio.to_thread(shutil.copytree, before.folder, saved)
    await asyncio.to_thread(shutil.rmtree, before.folder)
    await asyncio.to_thread(shutil.copytree, saved, after.folder)

    await after.up()
    try:
        assert await after.starmap("ledger", "trial-balance", "--json") == told
        after.env["STARMAP_REMOTE_TOKEN"] = key["secret"]
        await after.insist("submit", ORDER, "--ref", upload)
        url = after.running()["http_url"]
        await after.until(upload, "--remote", url, "upload", "list", ORDER)
        back = tmp_path / "back.docx"
        await after.starmap("--remote", url, "upload", "save", ORDER, upload, str(back))
        assert back.read_bytes() == EXAMPLES["docx"]
        await after.insist("--remote", url, "approve", ORDER)
        assert "difference 0.00" in await after.starmap("ledger", "check")
    finally:
        await after.down()
