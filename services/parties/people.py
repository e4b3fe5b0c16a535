"""What a person may ask of whoever keeps their data: to have it all, and to have it gone."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from domain.operators import check_reason, is_operator
from domain.parties.actor import at_the_terminal
from domain.parties.sign_in import NOWHERE
from domain.refusals import Refused
from domain.wording import check_words
from gateways.parties import audit_log
from gateways.parties.erasing import erase as erase_in_books
from gateways.parties.exporting import everything_of
from gateways.refusals import DecisionIncomplete, UnknownPerson
from gateways.sql.database import reading, writing

REASON_MAX = 100
OWNER_ALONE = 0o600


@dataclass(frozen=True)
class Exported:
    path: Path
    tables: dict[str, int]
    """How many rows of each."""


def export(engine: Engine, person: str, path: Path, operator: str, now: datetime | None = None) -> Exported:
    """Into a new file that its owner alone may read. Raises UnknownPerson; Refused: FILE_EXISTS."""
    _check_operator(operator)
    with reading(engine) as session:
        found = everything_of(session, person)
    if not found:
        raise UnknownPerson(person)
    at = now or datetime.now(UTC)
    told = {"person": person, "at": at.isoformat(), "tables": found}
    _write(path, json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n")
    _note(engine, operator, "person_exported", person, at)
    return Exported(path, {name: len(rows) for name, rows in found.items()})


def erase(engine: Engine, person: str, operator: str, reason: str, now: datetime | None = None) -> bool:
    """For good; a backup still has the data key of its day. Whether it was done now.

    Raises UnknownPerson, PersonInvolved, DecisionIncomplete.
    """
    _check_operator(operator)
    check_reason(reason, REASON_MAX)
    check_words({"reason": reason})
    at = now or datetime.now(UTC)
    with writing(engine) as session:
        done = erase_in_books(session, person, at)
        if done:
            by, details = at_the_terminal(operator.partition(":")[2]), {"reason": reason.strip()}
            audit_log.note(session, by, "person_erased", person, NOWHERE, at, details)
    return done


def _check_operator(operator: str) -> None:
    if not is_operator(operator):
        raise DecisionIncomplete(operator or "-")
    check_words({"operator": operator})


def _note(engine: Engine, operator: str, what: str, person: str, at: datetime) -> None:
    with writing(engine) as session:
        by = at_the_terminal(operator.partition(":")[2])
        audit_log.note(session, by, what, person, NOWHERE, at)


def _write(path: Path, text: str) -> None:
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    except FileExistsError:
        raise Refused("FILE_EXISTS", detail=path.name) from None
    with os.fdopen(opened, "w", encoding="utf-8") as out:
        out.write(text)
