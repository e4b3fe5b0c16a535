"""The schema of the database, brought to this program's version."""

from gateways.sql.database import opened
from gateways.sql.migrating import migrate
from gateways.sql.schema import newest
from settings import Settings


def migrate_database(settings: Settings) -> str:
    """Safe to repeat; the version it has then. Raises DatabaseAhead."""
    with opened(settings.database, settings.pool, settings.data_keys) as engine:
        migrate(engine)
    return newest()
