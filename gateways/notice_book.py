from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from gateways.database import lock, reading, writing
from gateways.ports import Notice, NoticeState, VendorRefused
from models.tables.notices import NoticeRow
from models.tables.parties import Brand, Creator


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
            row = session.get(NoticeRow, notice.key)
            if row is not None:
                return NoticeState(row.state)
            session.add(_row(notice))
            return None

    def conclude(self, key: str, state: NoticeState, note: str = "") -> None:
        with writing(self._engine) as session:
            lock(session, f"notice:{key}")
            row = session.get_one(NoticeRow, key)
            if row.state == NoticeState.SENDING:
                row.state, row.note, row.concluded_at = state.value, note, self._now()

    def phone_of(self, recipient: str) -> str:
        side, _, party_id = recipient.partition(":")
        with reading(self._engine) as session:
            party = session.get(Creator, party_id) if side == "creator" else session.get(Brand, party_id)
            if party is None or not party.phone:
                raise VendorRefused("NO_PHONE")
            return party.phone


def _row(notice: Notice) -> NoticeRow:
    return NoticeRow(
        key=notice.key,
        commission_id=notice.commission_id or None,
        recipient=notice.recipient,
        channel=notice.channel,
        template=notice.template,
        params=notice.params,
        text=notice.text,
        state=NoticeState.SENDING.value,
        at=notice.at,
    )
