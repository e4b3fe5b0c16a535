from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, bindparam, insert, select, update
from sqlalchemy.orm import Session

from domain.notice import Notice
from domain.parties.erased import ERASED
from gateways.personal import rows, sealing
from gateways.ports.work import NoticeState, OrderedNotice, VendorRefused
from gateways.sql.database import lock, looking, writing
from models.tables.notices import NoticeRow
from models.tables.parties import Brand, Creator
from models.tables.plain import table_of

UNSENT = (NoticeState.ORDERED, NoticeState.SENDING)
UNDELIVERED = (NoticeState.REFUSED, NoticeState.UNKNOWN, NoticeState.FAILED)
NOTICES = table_of(NoticeRow)
OF_KEY = NOTICES.c.key == bindparam("of")
STATE = select(NOTICES.c.state).where(OF_KEY)
WHOLE = select(NOTICES).where(OF_KEY)
PHONES = {
    party.name: select(party.c.phone).where(party.c.id == bindparam("of"))
    for party in (table_of(Creator), table_of(Brand))
}


def _now() -> datetime:
    return datetime.now(UTC)


def order_notices(session: Session, notices: Iterable[Notice]) -> None:
    """In the transaction of the line that orders them: what is recorded is sent, and what is not is not."""
    for each in notices:
        if _state(session, each.key) is None:
            ordered = {"ordered_at": _now(), "is_open": True}
            row = {**_row(each, NoticeState.ORDERED), **ordered}
            session.connection().execute(insert(NOTICES), row)


class SqlNoticeStore:
    def __init__(self, engine: Engine, now: Callable[[], datetime] = _now) -> None:
        """``now`` stamps outcomes for people to read; nothing is decided by it."""
        self._engine = engine
        self._now = now

    def claim(self, notice: Notice) -> NoticeState | None:
        with writing(self._engine) as session:
            lock(session, f"notice:{notice.key}")
            state = _state(session, notice.key)
            if state is None:
                session.connection().execute(insert(NOTICES), _row(notice, NoticeState.SENDING))
            elif state is NoticeState.ORDERED:
                _change(session, notice.key, state=NoticeState.SENDING.value)
                return None
            return state

    def ordered(self, key: str) -> Notice | None:
        with looking(self._engine) as connection:
            row = connection.execute(WHOLE, {"of": key}).mappings().one_or_none()
        if row is None or row["ordered_at"] is None:
            return None
        said = (row[name] for name in ("recipient", "channel", "template", "params", "text", "at"))
        return Notice(key, row["commission_id"] or "", *said)

    def conclude(self, key: str, state: NoticeState, note: str = "") -> None:
        with writing(self._engine) as session:
            lock(session, f"notice:{key}")
            row = session.connection().execute(WHOLE, {"of": key}).mappings().one_or_none()
            if row is None:
                raise LookupError(key)
            if row["state"] in UNSENT:
                to_report = row["is_open"] and row["commission_id"] is not None and state in UNDELIVERED
                ended = {"state": state.value, "note": note, "concluded_at": self._now()}
                _change(session, key, **ended, is_open=to_report)

    def failure(self, commission_id: str, key: str) -> str | None:
        with looking(self._engine) as connection:
            row = connection.execute(WHOLE, {"of": key}).mappings().one_or_none()
        if row is None or (row["commission_id"], row["channel"]) != (commission_id, "sms"):
            return None
        return str(row["note"] or row["state"]) if row["state"] in UNDELIVERED else None

    def to_start(self, most: int) -> list[OrderedNotice]:
        return self._open(NOTICES.c.state == NoticeState.ORDERED.value, most)

    def to_report(self, most: int) -> list[OrderedNotice]:
        return self._open(NOTICES.c.state.in_([each.value for each in UNDELIVERED]), most)

    def overdue(self, before: datetime, most: int) -> list[OrderedNotice]:
        unsent = NOTICES.c.state.in_([each.value for each in UNSENT])
        return self._open(unsent & (NOTICES.c.ordered_at < before), most)

    def reported(self, key: str) -> None:
        with writing(self._engine) as session:
            _change(session, key, is_open=False)

    def phone_of(self, recipient: str) -> str:
        side, _, party_id = recipient.partition(":")
        table = "creators" if side == "creator" else "brands"
        place = f"{table}.phone"
        with looking(self._engine) as connection:
            sealed = connection.scalar(PHONES[table], {"of": party_id}) or ""
            phone = sealing.opened(connection, rows.whose(place, {"id": party_id}), place, sealed)
        if not phone or phone == ERASED:
            raise VendorRefused("NO_PHONE")
        return phone

    def _open(self, which: ColumnElement[bool], most: int) -> list[OrderedNotice]:
        asked = select(NOTICES).where(NOTICES.c.is_open, which).order_by(NOTICES.c.ordered_at).limit(most)
        with looking(self._engine) as connection:
            rows = connection.execute(asked).mappings().all()
        return [
            OrderedNotice(
                row["key"],
                row["commission_id"] or "",
                NoticeState(row["state"]),
                row["text"],
                row["recipient"],
            )
            for row in rows
        ]


def _state(session: Session, key: str) -> NoticeState | None:
    found = session.connection().scalar(STATE, {"of": key})
    return NoticeState(found) if found else None


def _change(session: Session, key: str, **values: object) -> None:
    session.connection().execute(update(NOTICES).where(NOTICES.c.key == key).values(values))


def _row(notice: Notice, state: NoticeState) -> dict[str, Any]:
    return {
        "key": notice.key,
        "commission_id": notice.commission_id or None,
        "recipient": notice.recipient,
        "channel": notice.channel,
        "template": notice.template,
        "params": dict(notice.params),
        "text": notice.text,
        "state": state.value,
        "note": "",
        "at": notice.at,
        "concluded_at": None,
        "ordered_at": None,
        "is_open": False,
    }
