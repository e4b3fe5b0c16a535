"""What a brand has before it when it reviews: a version, what has changed in it, and how it may decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from domain.commissions.state.commission import Commission
from domain.commissions.views.rounds import Rounds, rounds_of
from domain.differences import Difference, compared, plain
from domain.instants import BEIJING, beijing
from domain.parties.actor import Actor
from domain.refusals import Refused
from services.app import App
from services.commissions import owned, standing
from services.commissions.standing import Shown
from services.commissions.versions import Version, versions, words_of
from services.threads import in_thread

NOON = time(12)
JUDGING = ("approve", "reject")


@dataclass(frozen=True)
class Review:
    shown: Shown
    versions: list[Version]
    version: Version | None
    """The one that is looked at. None: nothing has been handed in."""
    before: Version | None
    """The one before it of the same kind."""
    words: Difference | None
    """Of the version: beside the one before it, or alone. None: it has no words that can be told."""
    compares: bool
    can_compare: bool
    rounds: Rounds

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def is_newest(self) -> bool:
        return self.version == self.newest


def look(app: App, actor: Actor, commission_id: str, seq: int = 0, *, compares: bool = True) -> Review:
    """``seq`` names a version; the newest where it names none. Raises UnknownCommission."""
    shown = standing.one(app, actor, commission_id)
    found = versions(app, actor, commission_id)
    version = next((each for each in found if each.seq == seq), found[-1] if found else None)
    before = _before(found, version)
    new = words_of(app, version) if version else None
    old = words_of(app, before) if before and new is not None else None
    is_compared = compares and old is not None
    words = None
    if new is not None:
        words = compared(old or "", new) if is_compared else plain(new)
    kind = version.kind if version else ""
    return Review(
        shown, found, version, before, words, is_compared, old is not None, rounds_of(shown.state, kind)
    )


def _before(found: list[Version], version: Version | None) -> Version | None:
    earlier = [each for each in found if version and each.kind == version.kind and each.seq < version.seq]
    return earlier[-1] if earlier else None


def waiting(app: App, actor: Actor) -> list[str]:
    """Commissions whose version waits for the review of whoever asks, the most urgent first."""
    shown, _ = standing.rows(app, actor)
    return [each.state.id for each in shown if is_judged(each)]


def is_judged(shown: Shown) -> bool:
    """Whether a version waits for the reader's judgement."""
    return bool(set(JUDGING) & set(shown.moves))


def proposed_release(c: Commission, now: datetime) -> datetime:
    """Noon of the next day, within the window that was ordered: a proposal that the brand may change."""
    tomorrow = now.astimezone(BEIJING).date() + timedelta(days=1)
    if c.order.release_from:
        tomorrow = max(tomorrow, c.order.release_from.astimezone(BEIJING).date())
    found = beijing(tomorrow, NOON)
    if c.order.release_from and found < c.order.release_from:
        found = c.order.release_from
    if c.order.release_until and found > c.order.release_until > now:
        found = c.order.release_until - timedelta(minutes=1)
    return found


async def judge(
    app: App, actor: Actor, commission_id: str, name: str, said: Mapping[str, Any], seq: int, number: str
) -> dict[str, Any]:
    """Of the version that was looked at, and of no other. Raises Refused: VERSION_NEWER; CommandRefused."""
    found = await in_thread(versions, app, actor, commission_id)
    if not found or found[-1].seq != seq:
        raise Refused("VERSION_NEWER")
    given = owned.Given(said, round=found[-1].round)
    return await owned.command(app, actor, commission_id, name, given, number)
