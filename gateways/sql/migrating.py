"""Brings a database to the schema of this program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from gateways.personal.existing import seal_existing
from gateways.sql.database import PATIENCE, lock, writing
from gateways.sql.schema import newest, standing
from models import migrations

TURN_SECONDS = 600


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision, all or nothing. Two at once: the second finds it done.

    A newer program's schema is left alone. Personal data that is not sealed yet is. Raises DatabaseAhead
    when this program cannot live with it; DataKeyMissing, DataKeyWrong.
    """
    with writing(_patient(engine)) as session:
        _take_your_time(session)
        lock(session, "migration")
        if standing(session.connection()) != newest():
            command.upgrade(_alembic(session.connection()), "head")
            seal_existing(session)


def _patient(engine: Engine) -> Engine:
    """A migration may wait for another one: SQLite takes them one after the other."""
    return engine.execution_options(**{PATIENCE: TURN_SECONDS})


def _take_your_time(session: Session) -> None:
    """A migration may wait for another one and rewrite a large table."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("set local statement_timeout = 0"))
        session.execute(text("set local lock_timeout = 0"))


def _alembic(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__path__[0])).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
