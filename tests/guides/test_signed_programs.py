"""What the programs of the guide to signing send counts, on a platform where nothing plain does."""

import os
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from domain.parties.actor import at_the_terminal
from services.access.signing_keys import register_signing_key
from services.signing_client import signing_client
from settings import ROOT, Settings
from tests.guides.pages import blocks, prints
from tests.guides.test_brand_systems import told
from tests.guides.test_signing import ENGLISH, EXAMPLES, PROGRAMS
from tests.workflows.world import BRAND, World


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"trust": "signed"})


@pytest.fixture
def signed(world: World) -> World:
    """A platform where nothing plain counts; what the platform itself says is signed on its way out."""
    return replace(world, client=signing_client(world.client, world.engine, world.settings))


class Signer:
    """Somebody at a brand, in a folder of their own, with the page in hand and nothing of ours."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.env = {
            **os.environ,
            "PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}",
            "TEMPORAL_ADDRESS": world.client.service_client.config.target_host,
            "SIGNING_KEY": str(folder / "signing.key"),
        }
        self.env.pop("PYTHONPATH", None)
        for name, block in PROGRAMS.items():
            (folder / name).write_text(block.text, encoding="utf-8")

    async def does(self, *words: str) -> str:
        printed, code = await told(*words, env=self.env, cwd=self.folder)
        assert code == 0, printed
        return printed

    async def makes_a_key(self) -> None:
        (commands, _) = blocks(ENGLISH, "sh")
        await self.does("bash", "-ec", commands.text)
        public = (self.folder / "signing.pub").read_text(encoding="ascii")
        by = at_the_terminal("li")
        made = register_signing_key(self.world.engine, by, BRAND, "ERP", public, now=datetime.now(UTC))
        self.env["SIGNING_KID"] = made.id

    def about(self, commission: str) -> None:
        self.env["COMMISSION"] = commission


@pytest_asyncio.fixture
async def signer(signed: World, tmp_path: Path) -> Signer:
    folder = tmp_path / "brand"
    folder.mkdir()
    made = Signer(signed, folder)
    await made.makes_a_key()
    return made


async def offered(world: World, **changes: object) -> str:
    """On the wall's clock, as the programs': nobody skips time where commands are signed outside."""
    cid = await world.order(**changes)
    await world.stage(cid, "offered")
    await world.send(cid, "accept", actor="creator")
    return cid


async def test_what_the_command_line_sends_counts(signer: Signer) -> None:
    cid = await offered(signer.world, outline_wanted=True)
    signer.about(cid)
    (_, commands) = blocks(ENGLISH, "sh")

    await signer.does("bash", "-ec", commands.text)
    await signer.world.quiet(cid)

    assert signer.world.moves(cid).count("waive_outline") == 1
    assert signer.world.refusals(cid) == []


async def test_what_the_python_program_sends_counts_and_what_was_altered_does_not(signer: Signer) -> None:
    cid = await offered(signer.world)
    await signer.world.hand_in(cid)
    signer.about(cid)

    printed = await signer.does(sys.executable, "approve.py")

    assert prints(PROGRAMS["approve.py"].printed, printed), printed
    assert signer.world.moves(cid).count("approve") == 1


@pytest.mark.node
@pytest.mark.timeout(300)
async def test_what_the_typescript_program_sends_counts_and_what_is_plain_does_not(signer: Signer) -> None:
    cid = await offered(signer.world)
    await signer.world.hand_in(cid)
    await signer.world.send(cid, "approve", actor="brand", release_at="now")
    await signer.world.stage(cid, "published")
    signer.about(cid)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(EXAMPLES / "typescript" / name, signer.folder)
    await signer.does("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")

    printed = await signer.does("node", "settle.mjs")

    assert prints(PROGRAMS["settle.mjs"].printed, printed), printed
    assert signer.world.moves(cid).count("settle") == 1
