"""Every command of the runbook exists with its options, and what it asks of Temporal is understood by it."""

import asyncio
import re
import shlex
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import click
import pytest
import pytest_asyncio
import typer.main

from domain.commissions.views.attention import ATTENTION
from runtime.schedules import ensure_schedules
from runtime.server import ServerPlan, embedded_server, find_binary
from services.connection import connect
from settings import Settings
from starter.cli.every import app

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("runbook.md", "runbook.zh.md")
PARTS = 5
BAD_DAYS = {
    "A worker of the previous version",
    "Namespace missing",
    "Search attribute missing",
    "Server without payload limit",
    "Database at an older migration",
    "Two servers on one folder",
    "Full disk",
    "Port in use",
    "Missing binary",
    "Stuck workflow task",
    "Sick provider",
    "Lost workflow",
    "Strange workflow",
    "Database read-only",
    "Lost Temporal database",
    "Lost application database",
}


def text(document: str) -> str:
    return (ROOT / "docs" / document).read_text(encoding="utf-8")


def commands(document: str) -> list[str]:
    """In blocks, and in the running text where it begins like one."""
    blocks = re.findall(r"^ *```\n(.*?)^ *```", text(document), flags=re.MULTILINE | re.DOTALL)
    said = [line.strip() for block in blocks for line in block.splitlines()]
    prose = re.sub(r"^ *```\n.*?^ *```", "", text(document), flags=re.MULTILINE | re.DOTALL)
    return said + re.findall(r"`((?:\./starmap|\.venv/bin/temporal) [^`]+)`", prose)


EVERY = sorted({command for document in DOCUMENTS for command in commands(document)})
OURS = [command for command in EVERY if command.startswith("./starmap ")]
TEMPORAL = [command for command in EVERY if command.startswith(".venv/bin/temporal ")]
OTHERS = [command for command in EVERY if command not in OURS and command not in TEMPORAL]


@pytest.mark.parametrize("command", OURS)
def test_a_command_of_ours_exists_with_its_options(command: str) -> None:
    words = shlex.split(command)[1:]
    found: Any = typer.main.get_command(app)
    context = click.Context(found)
    while isinstance(found, click.Group) and words:
        name = words.pop(0)
        assert name in found.commands, name
        found = found.commands[name]
        context = click.Context(found, parent=context)

    found.parse_args(context, words)

    attention = context.params.get("attention")
    assert attention in (None, "", "*", *ATTENTION)


@pytest_asyncio.fixture(scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with embedded_server(ServerPlan(tmp_path_factory.mktemp("runbook"), durable=False)) as server:
        client = await connect(server.address)
        await ensure_schedules(client, Settings())
        await client.start_workflow("Commission", id="commission/COMMISSION", task_queue="nobody")
        yield server.address


@pytest.mark.parametrize("command", TEMPORAL)
async def test_temporal_understands_what_it_is_asked(address: str, command: str) -> None:
    words = shlex.split(command)[1:]
    if "stack" in words:  # it waits for a worker: only its options are looked at
        words = ["workflow", "stack", "--help"]
    asked = await asyncio.create_subprocess_exec(
        find_binary(), *words, "--address", address,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(asked.communicate(), 60)

    assert asked.returncode == 0, said.decode()


@pytest.mark.parametrize("command", OTHERS)
def test_anything_else_is_a_program_everybody_has(command: str) -> None:
    program = shlex.split(command)[0]

    assert program in {"tail", "df", "du", "grep", "curl", "ls", "ss"}


def test_the_replay_that_is_named_can_be_run() -> None:
    assert ".venv/bin/python -m pytest tests/replay" in text("runbook.md")
    assert list((ROOT / "tests/replay").glob("test_*.py"))


def test_both_languages_say_the_same_commands() -> None:
    def without_words(document: str) -> list[str]:
        return [re.sub(r'--reason "[^"]*"', "", each) for each in commands(document)]

    assert sorted(without_words("runbook.md")) == sorted(without_words("runbook.zh.md"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_bad_day_is_there_and_every_section_is_whole(document: str) -> None:
    alerts, bad_days = re.split(r"^## ", text(document), flags=re.MULTILINE)[2:4]
    sections = re.split(r"^### ", alerts + bad_days, flags=re.MULTILINE)

    titles = {section.splitlines()[0] for section in re.split(r"^### ", bad_days, flags=re.MULTILINE)[1:]}

    assert titles == BAD_DAYS
    for section in (each for each in sections if "* **" in each):
        assert len(re.findall(r"^\* \*\*", section, flags=re.MULTILINE)) == PARTS, section


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    anchors = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text(document), flags=re.MULTILINE)
    }
    for link in re.findall(r"\]\(([^)]+)\)", text(document)):
        file, _, anchor = link.partition("#")
        assert not file or (ROOT / "docs" / file).exists(), link
        assert not anchor or file or anchor in anchors, link


@pytest.mark.parametrize("setting", sorted(set(re.findall(r"STARMAP_([A-Z_]+)", text("runbook.md")))))
def test_every_setting_that_is_named_exists(setting: str) -> None:
    assert setting.lower() in Settings.model_fields
