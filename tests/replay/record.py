"""Tell a new story once and keep its event histories: `python -m tests.replay.record STORY`.

Code that cannot replay what was recorded breaks open commissions. The histories of the baseline are never
recorded anew (decision 41): a story that has one is left as it is.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

from temporalio.client import Client, WorkflowHistory

from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from runtime.server import ServerPlan, embedded_server
from settings import Settings
from tests.workflows.stories import STORIES
from tests.workflows.world import World, furnished
from workflows.converter import CONVERTER

WHOLE = ("demo_1", "suspended", "mended", "withdrawn")
"""Stories of which the withdrawals are kept too; of the first two, as they were before they grew."""
FOLDER = Path(__file__).parent / "histories"
BASELINE = Path(__file__).parent / "baseline.txt"
"""The digest of every history, a line each."""


@asynccontextmanager
async def a_world_of_its_own(*, webhook_allow: str = "") -> AsyncIterator[World]:
    """A server, a database and a worker in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="starmap-", ignore_cleanup_errors=True) as folder:
        async with embedded_server(ServerPlan(Path(folder), durable=False)) as server:
            client = await Client.connect(server.address, data_converter=CONVERTER)
            settings = Settings(
                state=Path(folder),
                database_url=f"sqlite:///{folder}/starmap.db",
                queue="stories",
                first_retry_seconds=0.2,
                webhook_allow=webhook_allow,
            )
            with opened(settings.database) as engine:
                migrate(engine)
                async with furnished(client, engine, settings) as world:
                    yield world


def keep(name: str, histories: list[WorkflowHistory], folder: Path = FOLDER) -> None:
    """One event a line."""
    for history in histories:
        kind = history.workflow_id.partition("/")[0]
        number = len(list(folder.glob(f"{name}.{kind}.*.json"))) + 1
        events = [json.dumps(event, ensure_ascii=False) for event in history.to_json_dict()["events"]]
        text = '{"events": [\n' + ",\n".join(events) + "\n]}\n"
        (folder / f"{name}.{kind}.{number}.json").write_text(text)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


async def main(*wanted: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    async with a_world_of_its_own() as world:
        for name, story in STORIES.items():
            if (wanted and name not in wanted) or any(FOLDER.glob(f"{name}.*.json")):
                continue
            histories = await world.histories(await story(world))
            keep(name, histories if name in WHOLE else histories[:1])
            print(name)
    lines = sorted(f"{digest(path)}  {path.name}" for path in FOLDER.glob("*.json"))
    BASELINE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
