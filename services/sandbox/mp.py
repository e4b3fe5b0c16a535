"""What people do at the sandbox's content platform, and the fact that each tells its commission.

``at`` is the instant of the act; the commission's own clock where it is not given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.commissions.rules.engine import refusal_at
from domain.commissions.rules.versions import rules
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.task_types import TASK_TYPES
from domain.refusals import Refused
from gateways.ports.work import VendorRefused
from gateways.sandbox.mp import BackOffice
from models.tables.commissions import CommissionRow
from models.tables.sandbox import ItemState
from services.app import App
from services.commissions.commands import CommandRefused
from services.commissions.records import RECORD
from services.records import record_of
from services.threads import in_thread

BODY = "正文"


@dataclass(frozen=True)
class Item:
    id: str
    state: str
    title: str
    commission_id: str | None
    edit_open: bool


def items(engine: Engine, creator_id: str) -> list[Item]:
    return [record_of(Item, row) for row in BackOffice(engine).items(creator_id)]


@dataclass(frozen=True)
class Draft:
    """A piece of work as its creator makes it."""

    title: str = ""
    """The commission's own where it is empty; so are a video's description and hashtags."""
    description: str = ""
    hashtags: Sequence[str] = ()
    ticked: bool = True
    """「关联星图任务」: held for the brand; else it is public at once."""
    marked_as_ad: bool = True
    body: str = BODY


@dataclass(frozen=True)
class Written:
    item: str
    state: str


PLAIN = Draft()


async def write(app: App, commission_id: str, draft: Draft = PLAIN, at: datetime | None = None) -> Written:
    """Make it and hand it in. Raises CommandRefused where the commission would not take it: then nothing is
    written, as most of it is told by signals, which nobody answers.
    """
    row = await in_thread(app.queries.commission, commission_id)
    now = at or await app.now(commission_id)
    kind = TASK_TYPES[row.task_type]
    handed_in = "submitted" if kind.submitted_in_mp else "submit"
    _check_taken(row, handed_in if draft.ticked else "published")
    written = await in_thread(_put_up, app, row, draft, now)
    marked = {"marked_as_ad": True} if draft.marked_as_ad else {}
    if not draft.ticked:
        await app.tell(commission_id, "published", item=written.item, happened_at=now.isoformat())
    elif kind.submitted_in_mp:
        await app.tell(commission_id, "submitted", item=written.item, creator=row.creator_id, **marked)
    else:
        texts = {"title": draft.title or row.title, "description": draft.description or row.title}
        words = list(draft.hashtags) or [row.title]
        await app.send(commission_id, "submit", ref=written.item, hashtags=words, **texts, **marked)
    return written


def _check_taken(row: CommissionRow, word: str) -> None:
    order, stage = RECORD.validate_python(row.record).order, Stage(row.stage)
    if not rules(order.rulebook).at(stage, word):
        refused = Refused(refusal_at(stage, word, closed=stage in CLOSED), detail=row.stage)
        raise CommandRefused(refused.code, refused.zh, refused.en)


def _put_up(app: App, row: CommissionRow, draft: Draft, now: datetime) -> Written:
    kind, title = TASK_TYPES[row.task_type], draft.title or row.title
    item = app.mp.draft(
        row.creator_id, title, draft.body or BODY, platform=kind.platform, kind=kind.name, at=now
    )
    if draft.ticked:
        app.mp.tick(item, row.id, at=now)
    app.mp.mark_ad(item, at=now, marked=draft.marked_as_ad)
    return Written(item, app.mp.publish_by_creator(item, now).value)


@dataclass(frozen=True)
class Edited:
    item: str
    version: int
    was_public: bool
    """Else it is handed in anew, and waits for the platform's audit."""


async def edit(
    app: App,
    commission_id: str,
    *,
    title: str | None = None,
    body: str | None = None,
    item: str = "",
    at: datetime | None = None,
) -> Edited:
    """Write a new version; once it is public the brand must allow it. Raises VendorRefused."""
    now = at or await app.now(commission_id)
    item = item or await in_thread(_item_of, app, commission_id)
    done = await in_thread(_edited, app, item, now, title, body)
    if done.was_public:
        await app.tell(commission_id, "edited", item=item, happened_at=now.isoformat())
    else:
        await app.tell(commission_id, "submitted", item=item)
    return done


def _edited(app: App, item: str, now: datetime, title: str | None, body: str | None) -> Edited:
    was_public = app.mp.item(item).state == ItemState.PUBLIC
    version = app.mp.edit(item, now, title=title, body=body)
    if not was_public:
        app.mp.publish_by_creator(item, now)
    return Edited(item, version, was_public)


async def audit(
    app: App,
    commission_id: str,
    *,
    passed: bool,
    reason: str = "",
    item: str = "",
    at: datetime | None = None,
) -> str:
    """The platform's own audit of what was handed in; the item.

    ``item`` is needed where that was just now.
    """
    item = item or await in_thread(_item_of, app, commission_id)
    now = at or await app.now(commission_id)
    await in_thread(app.mp.audit, item, passed=passed, reason=reason, at=now)
    said = {"reason": reason} if reason else {}
    await app.tell(commission_id, "audited", item=item, passed=passed, **said)
    return item


async def hide(app: App, commission_id: str, at: datetime | None = None) -> str:
    """By its creator: only he himself sees it then. The item."""
    now, item = await _place(app, commission_id, at)
    await in_thread(app.mp.hide, item, now)
    return await _tell_visibility(app, commission_id, item, now, public=False)


async def restore(app: App, commission_id: str, at: datetime | None = None) -> str:
    now, item = await _place(app, commission_id, at)
    await in_thread(app.mp.restore, item, now)
    return await _tell_visibility(app, commission_id, item, now, public=True)


async def remove(app: App, commission_id: str, reason: str, at: datetime | None = None) -> str:
    """By the platform."""
    now, item = await _place(app, commission_id, at)
    await in_thread(app.mp.remove, item, reason, at=now)
    return await _tell_visibility(app, commission_id, item, now, public=False)


async def _place(app: App, commission_id: str, at: datetime | None) -> tuple[datetime, str]:
    item = await in_thread(_item_of, app, commission_id)
    return at or await app.now(commission_id), item


async def _tell_visibility(app: App, commission_id: str, item: str, now: datetime, *, public: bool) -> str:
    happened = now.isoformat()
    await app.tell(commission_id, "visibility_changed", public=public, item=item, happened_at=happened)
    return item


def _item_of(app: App, commission_id: str) -> str:
    record = app.queries.commission(commission_id).record
    item = str(record.get("item") or record.get("early_item") or "")
    if not item:
        raise VendorRefused("NO_SUCH_ITEM")
    return item
