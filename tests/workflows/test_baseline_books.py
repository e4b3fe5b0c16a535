"""The open commissions of the baseline's books: begun again, each goes on where it stood."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from sqlalchemy import text
from temporalio.client import Client

from gateways.operations.audit.checking import check_ledger
from gateways.sandbox.bank_records import SandboxBankRecords
from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from services.commissions.reviving import Revived, revive_all
from settings import Settings
from tests.gateways.baseline import OPEN, left
from tests.workflows.test_reviving import BY, app
from tests.workflows.world import World, over


@pytest_asyncio.fixture
async def old(client: Client, tmp_path: Path) -> AsyncIterator[World]:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    settings = Settings(state=tmp_path, database_url=url, queue="baseline", first_retry_seconds=0.2)
    with opened(url) as engine:
        left(engine)
        migrate(engine)
        world = over(client, engine, settings)
        await world.worker_up()
        try:
            yield world
        finally:
            await world.worker_down()


def open_at(world: World) -> dict[str, str]:
    """The last commission of each stage."""
    with world.engine.connect() as connection:
        rows = connection.execute(text("select stage, id from commissions order by updated_at")).all()
    return {str(stage): str(cid) for stage, cid in rows}


async def test_all_of_them_go_on_and_not_a_fen_is_lost(old: World) -> None:
    at = open_at(old)

    done = dict(await revive_all(app(old), *BY))

    assert {at[stage] for stage in OPEN} <= done.keys()
    assert all(isinstance(each, Revived) for each in done.values()), done
    await old.send(at["offered"], "accept")
    await old.send(at["outline_drafting"], "submit", ref="o2")
    await old.send(at["outline_review"], "approve")
    await old.send(at["content_review"], "reject", reason="与要求不符")
    await old.send(at["published"], "settle")
    await old.send(at["arbitration"], "withdraw_complaint")
    await old.send(at["settled"], "rate", stars=5, actor="brand")
    await old.stage(at["published"], "settled")
    for stage in OPEN:
        assert not await old.failed_tasks(at[stage])
    assert check_ledger(old.engine, SandboxBankRecords(old.engine)).ok
