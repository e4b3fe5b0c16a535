"""The books as the program of the baseline has left them (decision 41): lives that are over, and open ones.

``books.sql.gz`` is what SQLite dumps of them, at the revision below: every story that is recorded for the
replay, and a commission in each of seven stages. It is never made anew.
"""

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import JSON, Boolean, Date, DateTime, Engine, MetaData, insert

from gateways.sql.database import writing
from gateways.sql.migrating import _alembic

REVISION = "0014"
OPEN = (
    "offered",
    "outline_drafting",
    "outline_review",
    "content_review",
    "published",
    "arbitration",
    "settled",
)
"""The stages of the last seven commissions, which nobody has brought to an end."""
OF_THE_SCHEMA = ("alembic_version", "schema_floor")
"""What the migrations write by themselves."""
_FILE = Path(__file__).parent / "books.sql.gz"


def left(engine: Engine) -> None:
    """Make an empty database what the baseline has left. Its own revision, its own rows."""
    with writing(engine) as session:
        command.upgrade(_alembic(session.connection()), REVISION)
    known = MetaData()
    known.reflect(engine)
    with closing(sqlite3.connect(":memory:")) as dumped, writing(engine) as session:
        dumped.row_factory = sqlite3.Row
        dumped.executescript(gzip.decompress(_FILE.read_bytes()).decode())
        for table in known.sorted_tables:
            if table.name in OF_THE_SCHEMA:
                continue
            rows = [dict(row) for row in dumped.execute(f'select * from "{table.name}"')]  # noqa: S608 - ours
            if rows:
                plain = [
                    {name: _read(table.columns[name].type, value) for name, value in row.items()}
                    for row in rows
                ]
                session.execute(insert(table), plain)


def _read(kind: Any, value: Any) -> Any:
    """SQLite keeps instants and records as text."""
    match kind:
        case _ if value is None:
            return None
        case JSON():
            return json.loads(value)
        case DateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Boolean():
            return bool(value)
        case _:
            return value
