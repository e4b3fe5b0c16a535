"""Whether this program can live with the schema of a database. Cheap: every command asks first.

The revisions are the numbers that the files of the migrations begin with.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from gateways.refusals import DatabaseAhead, DatabaseBehind, DatabaseUnusable
from gateways.sql.database import looking

VERSIONS = Path(__file__).parents[2] / "models" / "migrations" / "versions"
STANDS_AT = text("select version_num from alembic_version")
FLOOR = text("select revision from schema_floor")


def check(engine: Engine) -> None:
    """Raises DatabaseBehind or DatabaseAhead unless this program can live with the schema."""
    with looking(engine) as connection:
        found = standing(connection)
    if found != newest():
        raise DatabaseBehind(f"{found or '-'} < {newest()}")


def newest() -> str:
    """The revision this program was written for."""
    return max(revisions())


@cache
def revisions() -> frozenset[str]:
    """Their files are named once and never read here."""
    return frozenset(each.name.partition("_")[0] for each in VERSIONS.glob("[0-9]*_*.py"))


def standing(connection: Connection) -> str | None:
    """The schema's revision; ours for a later one that only added to it, as in the middle of an upgrade."""
    found = _revision(connection)
    if found is None and _is_anothers(connection):
        raise DatabaseUnusable("库中是其他程序的表 · it holds the tables of another program")
    if found is None or found in revisions():
        return found
    if connection.scalar(FLOOR) in revisions():
        return newest()
    raise DatabaseAhead(f"{found} > {newest()}")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(STANDS_AT)
    return None if found is None else str(found)


def _is_anothers(connection: Connection) -> bool:
    """A file belongs to one program; a database of a server may be shared."""
    if connection.dialect.name != "sqlite":
        return False
    from models.tables.every import METADATA  # noqa: PLC0415  # all tables are dear, and this is rare

    return not METADATA.tables.keys() >= {*inspect(connection).get_table_names()} - {"alembic_version"}
