"""The books alone: read where no platform runs, also from a copy. Nothing here needs the Temporal server.

Each part is read by the command that asks for it: every table is a tenth of a command's time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from gateways.refusals import NoSuchDatabase
from gateways.sql.data_keys import FILE_NAME, DataKeys
from gateways.sql.database import address, opened
from gateways.sql.schema import check
from settings import Settings

if TYPE_CHECKING:
    from gateways.commissions.queries import SqlCommissionQueries
    from gateways.money.income import SqlIncome
    from gateways.money.ledger import SqlLedger
    from gateways.money.withdrawals.queries import SqlWithdrawalQueries
    from gateways.parties.catalogue import SqlCatalogue


@dataclass(frozen=True)
class Books:
    engine: Engine
    settings: Settings

    @property
    def ledger(self) -> "SqlLedger":
        from gateways.money.ledger import SqlLedger  # noqa: PLC0415

        return SqlLedger(self.engine)

    @property
    def queries(self) -> "SqlCommissionQueries":
        from gateways.commissions.queries import SqlCommissionQueries  # noqa: PLC0415

        return SqlCommissionQueries(self.engine)

    @property
    def withdrawals(self) -> "SqlWithdrawalQueries":
        from gateways.money.withdrawals.queries import SqlWithdrawalQueries  # noqa: PLC0415

        return SqlWithdrawalQueries(self.engine)

    @property
    def income(self) -> "SqlIncome":
        from gateways.money.income import SqlIncome  # noqa: PLC0415

        return SqlIncome(self.engine)

    @property
    def catalogue(self) -> "SqlCatalogue":
        from gateways.parties.catalogue import SqlCatalogue  # noqa: PLC0415

        return SqlCatalogue(self.engine)


@contextmanager
def open_books(settings: Settings, database: str = "") -> Iterator[Books]:
    """``database`` names another one than the settings': an address, or an SQLite file.

    Raises NoSuchDatabase where there is no such file (none is made), DatabaseBehind, DatabaseAhead.
    """
    url = _url(database) if database else settings.database
    place = address(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").exists():
        raise NoSuchDatabase(place.database or "-")
    with opened(url, settings.pool, _keys(settings, database)) as engine:
        check(engine)
        yield Books(engine, settings)


def _keys(settings: Settings, database: str) -> DataKeys:
    """Of a copy: the key file that was copied with it, if there is one, else the platform's own."""
    if database and "://" not in database:
        beside = Path(database).parent / FILE_NAME
        if beside.exists():
            return DataKeys(beside)
    return settings.data_keys


def _url(database: str) -> str:
    return database if "://" in database else f"sqlite:///{database}"
