"""The lines of the page about the HTTP interface, run as they stand, in both languages."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import pytest_asyncio

from services.parties.sample import BRANDS, QUOTES, add_creator
from settings import ROOT
from tests.http.conftest import gateway_over
from tests.http.served import serving
from tests.workflows.world import BRAND, World

PAGES = ("api.md", "api.zh.md")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
ADDRESS = "API=http://127.0.0.1:8234"


@pytest_asyncio.fixture
async def served(world: World) -> AsyncIterator[str]:
    """Where the gateway listens, with the creators of a sandbox."""
    assert BRANDS[0].id == BRAND
    for creator, quotes in QUOTES.items():
        add_creator(world.engine, creator, quotes, datetime.now(UTC))
    api = gateway_over(world.engine, world.settings, world.client, world.skipper)
    async with serving(api) as address:
        yield address


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="its lines are curl's")
@pytest.mark.parametrize("page", PAGES)
async def test_every_line_of_the_page_works_as_it_stands(world: World, served: str, page: str) -> None:
    lines = "".join(BLOCK.findall((ROOT / "docs" / page).read_text("utf-8")))
    assert ADDRESS in lines
    number = f"API-{uuid4().hex[:8]}"  # one server has the commissions of both pages
    lines = lines.replace(ADDRESS, f"API={served}").replace("API-1", number)
    script = f"set -euo pipefail\n{lines}"
    environment = {**os.environ, "STARMAP_DATABASE_URL": world.settings.database_url}
    ran = await asyncio.create_subprocess_exec(
        *("bash", "-c", script),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, wrong = await asyncio.wait_for(ran.communicate(), 100)
    assert ran.returncode == 0, (told.decode()[-1500:], wrong.decode()[-1500:])
    income = told.decode().partition('{"lines":')[2]
    assert '"balance_fen":285000' in income, told.decode()[-900:]
    world.ordered.append(f"qingyou-{number}")
