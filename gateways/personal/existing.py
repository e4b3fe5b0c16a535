"""Rows from before personal data was sealed: each value is sealed where it stands. Again: nothing.

Some tables are append only; for the length of the transaction that seals them this one may change a row.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateways.personal import sealing
from gateways.personal.columns import SEALED
from models.tables.every import METADATA

SOME = 500
"""Rows held in memory at once."""


def seal_existing(session: Session) -> int:
    """How many values were sealed. Raises DataKeyMissing, DataKeyWrong."""
    return sum(_of_table(session, METADATA.tables[name]) for name in _tables())


def _tables() -> dict[str, None]:
    return dict.fromkeys(place.partition(".")[0] for place in SEALED)


def _of_table(session: Session, table: sa.Table) -> int:
    names = [place.partition(".")[2] for place in SEALED if place.partition(".")[0] == table.name]
    plain = sa.or_(*(table.c[name].not_like(f"{sealing.SEALED}%") & (table.c[name] != "") for name in names))
    (key,) = table.primary_key.columns
    done, after = 0, None
    if session.scalar(sa.select(sa.exists().where(plain))) is not True:
        return 0
    with _changeable(session, table):
        while rows := _some(session, sa.select(table).where(plain).order_by(key).limit(SOME), key, after):
            for row in rows:
                changed = _sealed(session, table.name, names, row)
                session.connection().execute(sa.update(table).where(key == row[key.name]).values(**changed))
                done += len(changed)
            after = rows[-1][key.name]
    return done


def _some(
    session: Session, asked: "sa.Select[tuple[object, ...]]", key: "sa.Column[object]", after: object
) -> list[Mapping[str, object]]:
    found = asked if after is None else asked.where(key > after)
    return [dict(row) for row in session.connection().execute(found).mappings()]


def _sealed(session: Session, table: str, names: list[str], row: Mapping[str, object]) -> dict[str, str]:
    changed: dict[str, str] = {}
    for name in names:
        text, place = str(row[name]), f"{table}.{name}"
        if not text or sealing.is_sealed(text):
            continue
        column = SEALED[place]
        changed[name] = sealing.seal(session, column.whose.format_map(row), place, text)
        if column.found_by:
            changed[column.found_by] = sealing.digest_to_keep(session, name, text)
    return changed


@contextmanager
def _changeable(session: Session, table: sa.Table) -> Iterator[None]:
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"alter table {table.name} disable trigger user"))
        yield
        connection.execute(sa.text(f"alter table {table.name} enable trigger user"))
        return
    asked = sa.text("select name, sql from sqlite_master where type = 'trigger' and tbl_name = :of")
    kept = connection.execute(asked, {"of": table.name}).all()
    for name, _ in kept:
        connection.execute(sa.text(f"drop trigger {name}"))
    yield
    for _, made_by in kept:
        connection.exec_driver_sql(made_by)
