"""A table of rows: for a state and an event the first row that holds decides. What has no row is refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """A row: known by its id, in force in some states, for one event."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> tuple[StrEnum, ...]: ...
    @property
    def event(self) -> str: ...


AnyRow = TypeVar("AnyRow", bound=Placed)


@dataclass(frozen=True, eq=False)
class Table(Generic[AnyRow]):
    """Known by itself: what is worked out from it once is found again without comparing every row."""

    rows: tuple[AnyRow, ...]
    by_id: Mapping[str, AnyRow] = field(init=False)
    _by_place: Mapping[tuple[StrEnum, str], tuple[AnyRow, ...]] = field(init=False)

    def __post_init__(self) -> None:
        places: dict[tuple[StrEnum, str], list[AnyRow]] = {}
        for row in self.rows:
            for state in row.at:
                places.setdefault((state, row.event), []).append(row)
        object.__setattr__(self, "_by_place", {place: tuple(rows) for place, rows in places.items()})
        object.__setattr__(self, "by_id", {row.id: row for row in self.rows})

    def at(self, state: StrEnum, event: str) -> tuple[AnyRow, ...]:
        """The rows of this place, in their order."""
        return self._by_place.get((state, event), ())


def first(rows: Iterable[AnyRow], holds: Callable[[AnyRow], bool]) -> AnyRow | None:
    """Of the rows of one place the first that holds; None: it is refused."""
    return next((row for row in rows if holds(row)), None)
