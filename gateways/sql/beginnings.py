"""Texts that begin so, as a range where an index can answer it: SQLite never uses one for LIKE.

PostgreSQL sorts by the rules of some language, in which a range of texts means something else.
"""

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Mapped, Session


def begins(session: Session, column: Mapped[str], beginning: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name != "sqlite":
        return column.startswith(beginning, autoescape=True)
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    return and_(column >= beginning, column < after)
