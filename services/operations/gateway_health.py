"""Whether a gateway can do its work: read the books, and reach Temporal."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from temporalio.service import RPCError

from gateways.refusals import BookRefusal
from gateways.sql.database import reading
from services.app import App
from services.threads import in_thread

PATIENCE = 3.0


@dataclass(frozen=True)
class Standing:
    books: bool
    temporal: bool


async def standing(app: App) -> Standing:
    return Standing(*await asyncio.gather(in_thread(_reads, app.engine), _answers(app)))


def _reads(engine: Engine) -> bool:
    try:
        with reading(engine) as session:
            session.execute(text("select 1"))
    except (SQLAlchemyError, BookRefusal):
        return False
    return True


async def _answers(app: App) -> bool:
    try:
        return await app.client.service_client.check_health(timeout=timedelta(seconds=PATIENCE))
    except (RPCError, RuntimeError):
        return False
