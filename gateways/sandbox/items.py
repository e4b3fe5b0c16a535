"""Where the content platform keeps its items: numbering, locking, and every version of every text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlmodel import col

from domain.commissions.state.items import Item, ItemState
from gateways.ports.work import VendorRefused
from gateways.sql.database import lock, reading, writing
from models.tables.sandbox import ItemState as RowState
from models.tables.sandbox import SandboxItem, SandboxItemVersion

FIRST_NUMBER = 7_301_000_001


class Items:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, item: SandboxItem) -> str:
        """Keep a new item under the next free number."""
        with writing(self._engine) as session:
            lock(session, "sandbox item numbers")
            taken = session.scalars(select(func.count(col(SandboxItem.id)))).one()
            item.id = f"mp-{FIRST_NUMBER + taken}"
            session.add(item)
            session.flush()
            session.add(_text_of(item))
            return item.id

    @contextmanager
    def changing(self, item: str, at: datetime | None = None) -> Iterator[SandboxItem]:
        """One item, locked; what the block changes is committed at its end, a new version with its text."""
        with writing(self._engine) as session:
            row = known(session.get(SandboxItem, item, with_for_update=True))
            version, permission = row.version, row.edit_open
            yield row
            if session.is_modified(row) and row.edit_open == permission:  # a permission is not the item
                row.updated_at = at or datetime.now(UTC)
            if row.version != version:
                session.add(_text_of(row))

    def get(self, item: str) -> SandboxItem:
        with reading(self._engine) as session:
            return known(session.get(SandboxItem, item))

    def find(self, item: str) -> SandboxItem | None:
        with reading(self._engine) as session:
            return session.get(SandboxItem, item)

    def of(self, creator_id: str) -> list[SandboxItem]:
        own = select(SandboxItem).where(col(SandboxItem.creator_id) == creator_id)
        with reading(self._engine) as session:
            return list(session.scalars(own.order_by(col(SandboxItem.id))))

    def versions(self, item: str) -> list[SandboxItemVersion]:
        written = select(SandboxItemVersion).where(col(SandboxItemVersion.item_id) == item)
        with reading(self._engine) as session:
            return list(session.scalars(written.order_by(col(SandboxItemVersion.version))))


_SEEN = {
    RowState.DRAFT: ItemState.DRAFT,
    RowState.HELD: ItemState.SUBMITTED,
    RowState.PUBLIC: ItemState.PUBLIC,
    RowState.HIDDEN: ItemState.HIDDEN,
    RowState.REMOVED: ItemState.TAKEN_DOWN,
    RowState.DELETED: ItemState.DELETED,
}
_AUDITED = {
    (RowState.HELD, "passed"): ItemState.PASSED,
    (RowState.DRAFT, "failed"): ItemState.FAILED,
}


def seen(row: SandboxItem, versions: Sequence[SandboxItemVersion]) -> Item:
    """A row as whoever looks at the item is told of it."""
    edited_at = versions[-1].at if len(versions) > 1 else None
    state = RowState(row.state)
    return Item(
        number=row.id,
        owner=row.creator_id,
        commission=row.commission_id or "" if row.ticked else "",
        state=_AUDITED.get((state, row.audit), _SEEN[state]),
        audit=row.audit,
        ad_marked=row.marked_ad,
        title=row.title,
        reason=row.reason,
        at=None if row.updated_at == edited_at else row.updated_at,  # then only the edit is known
        published_at=row.published_at,
        edited_at=edited_at,
    )


def known(row: SandboxItem | None) -> SandboxItem:
    if row is None:
        raise VendorRefused("NO_SUCH_ITEM")
    return row


def only(row: SandboxItem, *states: RowState) -> None:
    """Refuse what an item's state does not allow, naming the state: ``ITEM_DELETED``."""
    if row.state not in states:
        raise VendorRefused(f"ITEM_{row.state.upper()}")


def _text_of(row: SandboxItem) -> SandboxItemVersion:
    return SandboxItemVersion(
        item_id=row.id, version=row.version, title=row.title, body=row.body, at=row.updated_at
    )
