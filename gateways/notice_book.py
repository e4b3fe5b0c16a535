from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.orm import Session

from gateways.database import lock, looking, writing
from gateways.ports import Notice, NoticeState, VendorRefused
from models.tables.notices import NoticeRow
from models.tables.parties import Brand, Creator
from models.tables.plain import table_of

NOTICES = table_of(NoticeRow)
STATE = select(NOTICES.c.state).where(NOTICES.c.key == bindparam("of"))
PHONES = {
    side: select(party.c.phone).where(party.c.id == bindparam("of"))
    for side, party in {"creator": table_of(Creator), "brand": table_of(Brand)}.items()
}


def _now() -> datetime:
    return datetime.now(UTC)


class SqlNoticeBook:
    def __init__(self, engine: Engine, now: Callable[[], datetime] = _now) -> None:
        """``now`` stamps outcomes for people to read; nothing is decided by it."""
        self._engine = engine
        self._now = now

    def claim(self, notice: Notice) -> NoticeState | None:
        with writing(self._engine) as session:
            lock(session, f"notice:{notice.key}")
            state = _state(session, notice.key)
            if state is None:
                session.connection().execute(insert(NOTICES), _row(notice))
            return state

    def conclude(self, key: str, state: NoticeState, note: str = "") -> None:
        with writing(self._engine) as session:
            lock(session, f"notice:{key}")
            known = _state(session, key)
            if known is None:
                raise LookupError(key)
            if known is NoticeState.SENDING:
                ended = {"state": state.value, "note": note, "concluded_at": self._now()}
                session.connection().execute(update(NOTICES).where(NOTICES.c.key == key).values(ended))

    def phone_of(self, recipient: str) -> str:
        side, _, party_id = recipient.partition(":")
        with looking(self._engine) as connection:
            phone = connection.scalar(PHONES["creator" if side == "creator" else "brand"], {"of": party_id})
        if not phone:
            raise VendorRefused("NO_PHONE")
        return str(phone)


def _state(session: Session, key: str) -> NoticeState | None:
    found = session.connection().scalar(STATE, {"of": key})
    return NoticeState(found) if found else None


def _row(notice: Notice) -> dict[str, Any]:
    return {
        "key": notice.key,
        "commission_id": notice.commission_id or None,
        "recipient": notice.recipient,
        "channel": notice.channel,
        "template": notice.template,
        "params": notice.params,
        "text": notice.text,
        "state": NoticeState.SENDING.value,
        "note": "",
        "at": notice.at,
        "concluded_at": None,
    }
