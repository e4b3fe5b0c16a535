"""Who did what, when, from where and for whom. Written with what was done, and never changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.parties.actor import Actor
from domain.parties.sign_in import Origin
from gateways.sql.database import reading
from models.tables.access import AuditLine
from models.tables.plain import table_of

LINES = table_of(AuditLine)
UNTOLD = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|sm(?:s|i|b|_test|_live)_[0-9A-Za-z]{40,}")
"""What looks like a phone or a secret stands in no line, whoever wrote it."""
Detail = str | int | bool | None
Details = Mapping[str, Detail]
NONE: Details = {}


@dataclass(frozen=True)
class Wanted:
    """Of the log; empty is all."""

    account: str = ""
    party: str = ""
    what: str = ""
    whom: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Noted:
    id: int
    at: datetime
    account: str
    party: str
    what: str
    whom: str
    address: str = field(repr=False)
    request_id: str
    details: dict[str, Detail]


def note(
    session: Session,
    actor: Actor,
    what: str,
    whom: str,
    origin: Origin,
    at: datetime,
    details: Details = NONE,
) -> None:
    told = {
        "at": at,
        "account": actor.account,
        "party": actor.spoken,
        "what": what,
        "whom": _plain(whom),
        "address": origin.address,
        "request_id": origin.request_id,
        "details": {name: _plain(each) if isinstance(each, str) else each for name, each in details.items()},
    }
    session.execute(insert(LINES), told)


def noted(engine: Engine, wanted: Wanted, after: int | None, most: int) -> list[Noted]:
    """The newest first; ``after`` is the last one that was seen."""
    asked = select(AuditLine).where(*_matching(wanted)).order_by(col(AuditLine.id).desc()).limit(most)
    if after is not None:
        asked = asked.where(col(AuditLine.id) < after)
    with reading(engine) as session:
        return [_noted(row) for row in session.scalars(asked)]


def _matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    same = {
        AuditLine.account: wanted.account,
        AuditLine.party: wanted.party,
        AuditLine.what: wanted.what,
        AuditLine.whom: wanted.whom,
    }
    found = [col(column) == value for column, value in same.items() if value]
    if wanted.since:
        found.append(col(AuditLine.at) >= wanted.since)
    if wanted.until:
        found.append(col(AuditLine.at) < wanted.until)
    return found


def _noted(row: AuditLine) -> Noted:
    return Noted(
        id=row.id or 0,
        at=row.at,
        account=row.account,
        party=row.party,
        what=row.what,
        whom=row.whom,
        address=row.address,
        request_id=row.request_id,
        details=row.details,
    )


def _plain(text: str) -> str:
    return UNTOLD.sub("…", text)
