"""Records as ways in get them: plain values, made of the rows of the books."""

from dataclasses import fields
from typing import Any, TypeVar

Record = TypeVar("Record")


def record_of(kind: type[Record], row: object) -> Record:
    """Of a dataclass whose fields bear the names of the row's columns."""
    named: dict[str, Any] = {each.name: getattr(row, each.name) for each in fields(kind)}  # type: ignore[arg-type]
    return kind(**named)
