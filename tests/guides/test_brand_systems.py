"""The guide for brand systems does what it says: every block in it is run, in both languages.

Its messages are sent to commissions that stand where each belongs; its programs and commands are run from top
to bottom against the running platform.
"""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from temporalio.client import Client

from domain.commissions.moves import CAUSES, MESSAGES
from domain.commissions.state.stages import Stage
from domain.documents.money_withdrawals import REFUSED as OF_WITHDRAWALS
from domain.instants import BEIJING, beijing_day
from domain.party import Party
from domain.refusals import OF_COMMISSIONS, REFUSALS
from settings import ROOT
from tests.guides.pages import PAGES, Block, blocks, moved, page, prints, sections
from tests.guides.scenes import SCENES
from tests.starter.test_up import Place
from tests.workflows.world import World, monday

TOWN = True
ENDINGS = int(os.environ.get("STARMAP_ENDINGS", "5"))
"""How often the Python program is run to its end: a bad end comes one time in four, or in twenty."""
ENGLISH, CHINESE = (page(each) for each in PAGES)
BRANDS = {name for name, message in MESSAGES.items() if Party.BRAND in message.by}
MESSAGE_BLOCKS = blocks(ENGLISH, "json")
EXAMPLE = ROOT / "examples" / "brand-systems" / "typescript"
COMMISSION = "qingyou-QY-2026-1101"
OF_THE_RULES = {each.code for part in OF_COMMISSIONS for each in part.REFUSALS}
OF_OTHERS = {
    "KEYS_UNFIT",  # of the platform's own signal
    "VERSION_NEWER",  # a page's: a system names its round
    *("ALREADY_SO", "ALREADY_CORRECTED", "FAULT_NEEDED", "BEARER_UNFIT"),
    *("NOTHING_PROPOSED", "PROPOSAL_CHANGED", "SAME_OPERATOR"),
    *("NO_RESUMES_LEFT", "BRIEF_DIFFERS", "LOSS_UNCONFIRMED", "ITEM_NOT_GONE", "NO_REPLACEMENTS_LEFT"),
    *("INDUSTRY_REFUSED", "APPROVAL_NUMBER_NEEDED", "OWNER_NEEDED"),
    *("UNTIL_OUT_OF_RANGE", "EXTENDED_ENOUGH", "BEHALF_UNKNOWN"),
    *("NOT_RATED", "NO_WORDS", "ALREADY_HIDDEN", "NOT_HIDDEN", "ALREADY_SHOWN_AGAIN"),
    *("ALREADY_ACCEPTED", "ALREADY_DECLINED", "ALREADY_SUBMITTED", "ALREADY_PUBLISHED", "ALREADY_FROZEN"),
    *("ALREADY_DECIDED", "ALREADY_REFUNDED", "SUBMIT_IN_MP", "SUBMIT_HERE", "NOT_LINKED", "NOT_THE_CREATORS"),
    *(
        "WRONG_ITEM",
        "VIDEO_TEXT_NEEDED",
        "STALE_FACT",
        "ALREADY_REPORTED",
        "FACT_DENIED",
        "HEAR_OTHER_SIDE",
        "DECISION_UNFIT",
        "SHARE_NEEDED",
    ),
    *(
        "NOT_FAILED",
        "CLOCK_NOT_RUNNING",
        "NO_SUCH_PAYOUT",
        "PAYOUT_NOT_FAILED",
        "PARTY_UNKNOWN",
        "NOT_FROZEN",
    ),
    *("NOTHING_HELD", "ORDER_EXPIRED", "OPERATOR_NEEDED", "CREATOR_UNKNOWN", "BRAND_UNKNOWN"),
    *("FOREIGN_WORKFLOW", "UNORDERED", "STILL_RUNNING", "NOTHING_TO_REVIVE"),
    *OF_WITHDRAWALS,
    *(
        "TYPE_NOT_OPENED",
        "NO_QUOTE",
        "PRICE_CHANGED",
        "PRICE_TOO_LOW",
        "CREATOR_PAUSED",
        "SELF_DEALING",
        "ORDER_CHANGED",
    ),
    *("TITLE_HAS_LINK", "WORSE_FOR_APPELLANT", "NO_REWORKS_LEFT"),
}
"""Refusals of what creators, operators, the outside and orders ask."""


# --- the page is complete, and the two languages say the same ---


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=PAGES)
def test_every_message_of_a_brand_has_a_section_with_its_fields_and_an_example(text: str) -> None:
    told = sections(text)
    examples = {each.about[0] for each in blocks(text, "json")}

    assert set(told) & set(MESSAGES) == BRANDS == examples
    for name in BRANDS:
        for field in (*MESSAGES[name].needs, *MESSAGES[name].may):
            assert field in told[name] or field == "reason", (name, field)
    assert all(f"`{cause}`" in told["complain"] for cause in CAUSES)


def test_both_pages_have_the_same_programs_and_messages() -> None:
    kinds = ("json", "python", "js")

    assert [(each.about, each.text) for each in blocks(ENGLISH, *kinds)] == [
        (each.about, each.text) for each in blocks(CHINESE, *kinds)
    ]
    assert len(sections(ENGLISH)) == len(sections(CHINESE))


@pytest.mark.parametrize(("text", "column"), [(ENGLISH, 1), (CHINESE, 0)], ids=PAGES)
def test_every_refusal_a_brand_may_meet_is_listed_with_its_text(text: str, column: int) -> None:
    listed = {
        name: told
        for name, told in REFUSALS.items()
        if f"| `{name}` | {told.words[column]} |" in text.splitlines()
    }

    assert set(listed) == OF_THE_RULES - OF_OTHERS


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=PAGES)
def test_every_stage_is_named(text: str) -> None:
    assert [each for each in Stage if f"`{each}`" not in text] == []


def test_the_example_folder_has_the_program_of_the_page() -> None:
    (program,) = blocks(ENGLISH, "js")
    lock = json.loads((EXAMPLE / "package-lock.json").read_text(encoding="utf-8"))

    assert (EXAMPLE / "brand.mjs").read_text(encoding="utf-8") == program.text
    assert all("resolved" not in each for each in lock["packages"].values())  # no address of anybody's mirror


# --- the messages ---


@pytest.mark.parametrize(
    "block", MESSAGE_BLOCKS, ids=[f"{n}-{each.about[0]}" for n, each in enumerate(MESSAGE_BLOCKS)]
)
async def test_every_message_is_taken_as_the_page_writes_it_as_signal_and_as_update(
    world: World, block: Block
) -> None:
    name, scene = block.about
    signalled, updated = await asyncio.gather(SCENES[scene](world), SCENES[scene](world))
    already = world.moves(updated).count(name)
    body = json.loads(moved(block.text, beijing_day(monday())))

    await world.handle(signalled).signal(name, body)
    answer = await world.handle(updated).execute_update(name, body, id=uuid4().hex, result_type=dict)

    assert answer["seq"] > 0
    for cid in (signalled, updated):
        await world.quiet(cid, patience=60)
        assert world.refusals(cid) == []
        assert world.moves(cid).count(name) == already + 1


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=PAGES)
async def test_every_field_of_the_brands_view_is_explained(world: World, text: str) -> None:
    seen = await world.view(await world.outlined(), "brand")

    assert [name for name in (*seen, *seen["last_version"]) if f"`{name}`" not in text] == []


# --- the programs and commands ---


class Reader:
    """Follows a page from top to bottom, in one shell, on a platform of its own."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place, self.folder = place, folder
        self.address = place.running()["address"]
        self.today = beijing_day(datetime.now(BEIJING))

    async def does(self, block: Block) -> None:
        text = moved(block.text, self.today).replace("127.0.0.1:7233", self.address)
        expected = moved(block.printed, self.today)
        async with asyncio.timeout(90):
            printed, code = await self._run(block.language, text)
            while "temporal workflow list" in text and not prints(expected, printed):
                await asyncio.sleep(0.5)  # the list is some moments behind, as the page says
                printed, code = await self._run(block.language, text)
        assert (code != 0) == ("Error:" in expected), printed
        assert not expected or prints(expected, printed), f"{expected}\n--- but printed\n{printed}"
        await self._until_quiet()

    async def _run(self, language: str, text: str) -> tuple[str, int]:
        kept = self.folder / "exports.sh"
        kept.touch()
        if language == "python":
            (self.folder / "brand.py").write_text(text, encoding="utf-8")
            text = f"{sys.executable} {self.folder / 'brand.py'}"
        script = f'. "{kept}"\n{text}\ncode=$?; export -p > "{kept}"; exit $code'
        env = {**self.place.env, "PYTHONUNBUFFERED": "1"}
        return await told("bash", "-c", script, env=env, cwd=ROOT)

    async def _until_quiet(self) -> None:
        """A reader takes a breath between two blocks."""
        client = await Client.connect(self.address)
        async with asyncio.timeout(60):
            while await _busy(client):  # noqa: ASYNC110  # the server has no bell to ring
                await asyncio.sleep(0.05)


async def _busy(client: Client) -> bool:
    if not (await client.count_workflows(f'WorkflowId = "commission/{COMMISSION}"')).count:
        return False
    known = (await client.get_workflow_handle(f"commission/{COMMISSION}").describe()).raw_description
    return bool(known.pending_activities or known.HasField("pending_workflow_task"))


async def told(*words: str, env: dict[str, str], cwd: Path) -> tuple[str, int]:
    process = await asyncio.create_subprocess_exec(
        *words,
        env=env,
        cwd=cwd,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return output.decode(), process.returncode or 0


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    made = Place(tmp_path / "state")
    made.folder.mkdir()
    await made.up()
    yield made
    await made.down()


@pytest.mark.timeout(400)
@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=PAGES)
async def test_the_page_can_be_followed_from_top_to_bottom(place: Place, tmp_path: Path, text: str) -> None:
    reader = Reader(place, tmp_path)

    for block in blocks(text, "sh", "python"):
        await reader.does(block)


@pytest.mark.timeout(60 + 20 * ENDINGS)
async def test_the_python_program_ends_cleanly_by_itself_every_time(world: World, tmp_path: Path) -> None:
    (program,) = blocks(ENGLISH, "python")
    first_day = beijing_day(monday())
    file = tmp_path / "brand.py"
    file.write_text(moved(program.text, first_day), encoding="utf-8")
    address = world.client.service_client.config.target_host

    async def run() -> tuple[str, int]:
        env = {**os.environ, "TEMPORAL_ADDRESS": address, "COMMISSION": await world.reviewed()}
        return await told(sys.executable, str(file), env=env, cwd=tmp_path)

    for number in range(ENDINGS):
        printed, code = await run()
        assert code == 0, f"run {number}: {code}: {printed}"
        assert printed.splitlines()[-1] == program.printed.splitlines()[-1]


@pytest.mark.node
@pytest.mark.timeout(300)
async def test_the_typescript_program_runs_with_the_locked_client(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "typescript"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("node_modules"))
    (program,) = blocks(ENGLISH, "js")
    first_day = beijing_day(monday())
    (folder / "brand.mjs").write_text(moved(program.text, first_day), encoding="utf-8")
    cid = await world.scheduled(monday(20, 0, days=3))
    assert shutil.which("npm"), "Node.js 20 or later with npm is needed: apt-get install nodejs npm"
    address = world.client.service_client.config.target_host
    env = {**os.environ, "TEMPORAL_ADDRESS": address, "COMMISSION": cid}

    installed, failed = await told(
        "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", env=env, cwd=folder
    )
    assert not failed, installed
    printed, failed = await told("node", "brand.mjs", env=env, cwd=folder)

    assert not failed, printed
    assert prints(moved(program.printed, first_day), printed), printed


def test_what_a_page_prints_is_compared_and_days_are_moved() -> None:
    assert prints("a … c\n", "  a   b\nc\n")
    assert not prints("a … c", "a b d")
    assert not prints("stage:settled", "stage:settling")
    assert moved("at 2026-11-26T20:00", date(2027, 1, 4)) == "at 2027-01-07T20:00"
