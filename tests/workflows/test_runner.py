"""Which runner the code of the workflows gets: the SDK's full sandbox in tests, none in production."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from temporalio.worker import UnsandboxedWorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from settings import Settings
from tests.workflows.stories import STORIES
from tests.workflows.world import World
from worker import PARTS
from workflows.messages.linked import LinkingRunner
from workflows.messages.unread import ReadingRunner


def runner(engine: Engine, settings: Settings) -> object:
    found = PARTS["workflows"](engine, settings, lambda: None)["workflow_runner"]
    assert isinstance(found, LinkingRunner)
    assert isinstance(found.within, ReadingRunner)
    return found.within.within


def test_whatever_a_test_starts_runs_in_the_sandbox(engine: Engine, tmp_path: Path) -> None:
    assert isinstance(runner(engine, Settings(state=tmp_path)), SandboxedWorkflowRunner)


def test_in_production_there_is_no_sandbox_until_it_is_asked_for(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STARMAP_WORKFLOW_SANDBOX")

    assert isinstance(runner(engine, Settings(state=tmp_path)), UnsandboxedWorkflowRunner)
    asked = Settings(state=tmp_path, workflow_sandbox="on")
    assert isinstance(runner(engine, asked), SandboxedWorkflowRunner)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"workflow_sandbox": "off"})


async def test_a_whole_life_without_the_sandbox_is_the_same(world: World) -> None:
    cid = await STORIES["shortest_by_updates"](world)

    assert world.queries.commission(cid).stage == "completed"
