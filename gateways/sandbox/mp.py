"""A content platform of one machine (头条号 MP, 抖音): what we may ask of it, and what people do there.

It knows nothing of workflows: whoever lets somebody act here tells the commission the fact. Faults are met
only through the port, never by the people in the back office (MP后台).
"""

from datetime import UTC, datetime

from sqlalchemy import Engine

from domain.commissions.state.items import Item
from gateways.ports.work import Metrics, VendorRefused, Visibility
from gateways.sandbox.faults import SandboxFaults
from gateways.sandbox.figures import figures
from gateways.sandbox.items import Items, only, seen
from models.tables.sandbox import ItemState, SandboxItem, SandboxItemVersion


class BackOffice:
    """What people do at the platform itself. Again: nothing happens, except for draft, edit and audit."""

    def __init__(self, engine: Engine) -> None:
        self._items = Items(engine)

    def draft(
        self,
        creator_id: str,
        title: str,
        body: str,
        platform: str = "toutiao",
        kind: str = "article",
        at: datetime | None = None,
    ) -> str:
        """Begin an item; its id."""
        written = at or datetime.now(UTC)
        return self._items.add(
            SandboxItem(
                id="",
                platform=platform,
                creator_id=creator_id,
                kind=kind,
                title=title,
                body=body,
                created_at=written,
                updated_at=written,
            )
        )

    def tick(self, item: str, commission_id: str, at: datetime | None = None) -> None:
        """Tick 关联星图任务. An item belongs to one commission for good."""
        with self._items.changing(item, at) as row:
            if row.commission_id not in {None, commission_id}:
                raise VendorRefused("LINKED_ELSEWHERE")
            if not row.ticked:
                only(row, ItemState.DRAFT)
                row.ticked, row.commission_id, row.marked_ad = True, commission_id, True

    def mark_ad(self, item: str, at: datetime | None = None, *, marked: bool = True) -> None:
        """Put the 「广告」 mark on it, or take it off. What is ticked bears it from then on."""
        with self._items.changing(item, at) as row:
            if row.marked_ad is not marked:
                only(row, ItemState.DRAFT, ItemState.HELD)
                row.marked_ad = marked

    def publish_by_creator(self, item: str, at: datetime) -> ItemState:
        """Press 发布: a ticked item is held for the brand to confirm, any other is public at once."""
        with self._items.changing(item, at) as row:
            if row.state == ItemState.DRAFT and row.ticked:
                row.state, row.audit, row.reason = ItemState.HELD, "", ""
            elif row.state == ItemState.DRAFT:
                row.state, row.published_at = ItemState.PUBLIC, at
            only(row, ItemState.HELD, ItemState.PUBLIC)
            return ItemState(row.state)

    def edit(self, item: str, at: datetime, title: str | None = None, body: str | None = None) -> int:
        """Write a new version; its number. A held item is a draft again and must be handed in anew."""
        with self._items.changing(item, at) as row:
            if row.state in {ItemState.PUBLIC, ItemState.HIDDEN}:
                if not row.edit_open:
                    raise VendorRefused("EDIT_CLOSED")
            else:
                only(row, ItemState.DRAFT, ItemState.HELD)
                row.state, row.audit, row.reason = ItemState.DRAFT, "", ""
            row.title = row.title if title is None else title
            row.body = row.body if body is None else body
            row.version += 1
            return row.version

    def hide(self, item: str, at: datetime | None = None) -> None:
        with self._items.changing(item, at) as row:
            only(row, ItemState.PUBLIC, ItemState.HIDDEN)
            row.state = ItemState.HIDDEN

    def restore(self, item: str, at: datetime) -> None:
        """Public again, after hiding or removal. The first instant of publication stays."""
        with self._items.changing(item, at) as row:
            only(row, ItemState.PUBLIC, ItemState.HIDDEN, ItemState.REMOVED)
            row.state, row.reason = ItemState.PUBLIC, ""

    def delete(self, item: str, at: datetime | None = None) -> None:
        with self._items.changing(item, at) as row:
            row.state = ItemState.DELETED

    def audit(self, item: str, *, passed: bool, reason: str = "", at: datetime | None = None) -> None:
        """The platform's verdict on a held item; one that failed is a draft again, and may pass on appeal."""
        with self._items.changing(item, at) as row:
            only(row, ItemState.HELD, *((ItemState.DRAFT,) if row.audit == "failed" else ()))
            row.audit, row.reason = ("passed", "") if passed else ("failed", reason)
            row.state = ItemState.HELD if passed else ItemState.DRAFT

    def remove(self, item: str, reason: str, at: datetime | None = None) -> None:
        """Taken away by the platform."""
        with self._items.changing(item, at) as row:
            only(row, ItemState.PUBLIC, ItemState.HIDDEN, ItemState.REMOVED)
            row.state, row.reason = ItemState.REMOVED, reason

    def item(self, item: str) -> SandboxItem:
        return self._items.get(item)

    def items(self, creator_id: str) -> list[SandboxItem]:
        return self._items.of(creator_id)

    def versions(self, item: str) -> list[SandboxItemVersion]:
        return self._items.versions(item)


class SandboxMp(BackOffice):
    def __init__(self, engine: Engine, faults: SandboxFaults) -> None:
        super().__init__(engine)
        self._faults = faults

    def publish(self, item: str, at: datetime) -> datetime:
        with self._faults.around("mp", "publish", item), self._items.changing(item, at) as row:
            if row.state == ItemState.DELETED or row.published_at is None:
                only(row, ItemState.HELD)
                row.state = ItemState.PUBLIC
            row.published_at = row.published_at or at
            return row.published_at

    def take_down(self, item: str, at: datetime) -> None:
        with self._faults.around("mp", "take_down", item), self._items.changing(item, at) as row:
            if row.state == ItemState.PUBLIC:
                row.state = ItemState.HIDDEN

    def set_edit_permission(self, item: str, *, allowed: bool, at: datetime) -> None:
        with self._faults.around("mp", "set_edit_permission", item), self._items.changing(item, at) as row:
            row.edit_open = allowed

    def visibility(self, item: str) -> Visibility:
        with self._faults.asking("mp", "visibility", item) as refusal:
            if refusal:
                return Visibility.UNKNOWN
            return Visibility.PUBLIC if self.item(item).state == ItemState.PUBLIC else Visibility.HIDDEN

    def look(self, item: str) -> Item | None:
        with self._faults.asking("mp", "look", item) as refusal:
            if refusal:
                return None
            row = self._items.find(item)
            return seen(row, self.versions(item)) if row else Item(item, exists=False)

    def metrics(self, item: str, at: datetime) -> Metrics:
        with self._faults.asking("mp", "metrics", item) as refusal:
            if refusal:
                raise VendorRefused(refusal)
            row = self.item(item)
            if row.published_at is None:
                raise VendorRefused("NOT_PUBLISHED")
            return figures(item, at - row.published_at)
