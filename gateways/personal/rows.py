"""Personal data of a row, by the name of its column; ``columns.SEALED`` says whose it is."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from domain.parties.erased import ERASED, INSTEAD
from gateways.personal import keys, sealing
from gateways.personal.columns import SEALED
from gateways.personal.keys import At


def keep(session: Session, row: SQLModel, **told: str) -> None:
    """Seal each into its column. Its id is known by now. Raises PersonErased."""
    for name, text in told.items():
        column = SEALED[_place(row, name)]
        setattr(row, name, sealing.seal(session, _whose(row, name), _place(row, name), text))
        if column.found_by:
            setattr(row, column.found_by, sealing.digest_to_keep(session, name, text))


def read(at: At, row: SQLModel, name: str) -> str:
    """As it was given; ERASED of somebody erased. Raises DataUnreadable."""
    return sealing.opened(at, _whose(row, name), _place(row, name), getattr(row, name))


def shown(at: At, row: SQLModel, name: str) -> str:
    """For lists and checks: where ``read`` raises DataUnreadable, UNREADABLE."""
    return sealing.shown(at, _whose(row, name), _place(row, name), getattr(row, name))


def usable(at: At, row: SQLModel, name: str) -> str:
    """As ``read``, and nothing of somebody erased."""
    told = read(at, row, name)
    return "" if told == ERASED else told


def legible(at: At, row: SQLModel, name: str) -> str:
    """As ``usable``, and nothing of what cannot be read either."""
    told = shown(at, row, name)
    return "" if told in INSTEAD else told


def whose(place: str, row: Mapping[str, object]) -> str:
    """The person, of a row that was read without its class."""
    return SEALED[place].whose.format_map(row)


def prepare(at: At, rows: Iterable[SQLModel], name: str) -> None:
    """Bring the keys of many rows to mind at once."""
    keys.prepare(at, {_whose(row, name) for row in rows})


def _place(row: SQLModel, name: str) -> str:
    return f"{row.__tablename__}.{name}"


def _whose(row: SQLModel, name: str) -> str:
    return SEALED[_place(row, name)].whose.format_map(row.__dict__)
