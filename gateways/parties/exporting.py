"""All that is kept of one person, read out: sealed columns as they were given, secrets left out."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from gateways.personal import sealing
from gateways.personal.columns import LEFT_OUT, OF_PERSON, SEALED
from models.tables.every import METADATA

Row = dict[str, object]


def everything_of(session: Session, person: str) -> dict[str, list[Row]]:
    """By table; tables without a row of theirs are left out."""
    found = {name: _rows(session, METADATA.tables[name], whose, person) for name, whose in OF_PERSON.items()}
    return {name: rows for name, rows in found.items() if rows}


def _rows(session: Session, table: sa.Table, whose: str, person: str) -> list[Row]:
    before, _, name = whose.rstrip("}").partition("{")
    if not person.startswith(before):
        return []
    asked = sa.select(table).where(table.c[name] == person.removeprefix(before))
    asked = asked.order_by(*table.primary_key.columns)
    return [_told(session, table.name, row) for row in session.connection().execute(asked).mappings()]


def _told(session: Session, table: str, row: RowMapping) -> Row:
    return {name: _value(session, f"{table}.{name}", row, name) for name in row if name not in LEFT_OUT}


def _value(session: Session, place: str, row: RowMapping, name: str) -> object:
    value = row[name]
    if place in SEALED:
        return sealing.shown(session, SEALED[place].whose.format_map(row), place, str(value))
    return value.isoformat() if isinstance(value, datetime) else value
