"""What a commission's page says first: where it stands for this reader, and what that means."""

from collections.abc import Sequence

from domain.commissions.money.money_now import money_now
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import freezes
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.work import WorkStatus
from domain.parties.actor import ActorKind
from domain.party import Party
from services.commissions.standing import Shown
from services.commissions.versions import Version
from starter.web.rows import headline
from starter.web.told.life import MAKING, days_of
from starter.web.told.review import name_of
from starter.web.visitors import Visitor
from starter.web.wording import Wording, catalogue

Told = tuple[str, list[str]]
"""A heading, and what it means line by line."""
REVIEWS = (Stage.OUTLINE_REVIEW, Stage.CONTENT_REVIEW)
DOWN = {WorkStatus.REJECTED: "now.rejected", WorkStatus.REJECTED_BY_AUDIT: "now.failed"}


def told(shown: Shown, who: Visitor, made: Sequence[Version], t: Wording) -> Told:
    c, usual = shown.state, headline(shown, who.actor, t)
    side = "creator" if who.actor.kind is ActorKind.CREATOR else "brand"
    if freezes(c) and c.stage not in CLOSED:
        return _frozen(c, who, t)
    if made and side == "creator" and c.stage in MAKING and made[-1].status in DOWN:
        return _turned_down(shown, made[-1], t)
    if made and c.stage in REVIEWS and who.actor.kind is not ActorKind.OPERATOR:
        version = name_of(made[-1].kind, made[-1].number, shown, t)
        return t(f"now.handed_{side}", version=version), []
    if c.stage is Stage.PUBLISHED and c.settle_by:
        return _published(shown, side, t)
    if c.stage is Stage.SETTLED and c.settled_at:
        return _settled(c, side, t), [t("now.settled_at", at=t.at(c.settled_at, shown.now))]
    key = f"now.{c.stage.value}_{side}"
    return usual, [t(key)] if key in catalogue(t.lang) else []


def _frozen(c: Commission, who: Visitor, t: Wording) -> Told:
    """Each side reads why the platform holds it, and of the other only that it is held."""
    own = next((each for each in freezes(c) if each.party == Party(who.actor.kind)), None)
    if who.actor.kind is ActorKind.OPERATOR:
        own = freezes(c)[0]
    if own is None:
        return t("now.other_frozen"), [t("now.frozen_text")]
    return t("now.frozen"), [each for each in (own.reason, t("now.frozen_text")) if each]


def _turned_down(shown: Shown, last: Version, t: Wording) -> Told:
    words = t(DOWN[last.status], version=name_of(last.kind, last.number, shown, t))
    return words, [last.reason] if last.reason else []


def _settled(c: Commission, side: str, t: Wording) -> str:
    """What has moved, where a decision has parted it otherwise than was agreed."""
    sums = money_now(c)
    if side == "creator":
        return t("now.settled_creator", money=t.money(sums.creator))
    if sums.refunded:
        return t("now.settled_parted", money=t.money(sums.spent), back=t.money(sums.refunded))
    return t("now.settled_brand", money=t.money(sums.spent))


def _published(shown: Shown, side: str, t: Wording) -> Told:
    settle_by, counted = shown.state.settle_by, days_of(shown)
    heading = t("now.settles_at", at=t.due(settle_by, shown.now)) if settle_by else ""
    return heading, [*_window(counted, t), t(f"now.published_{side}")]


def _window(counted: tuple[int, int] | None, t: Wording) -> list[str]:
    """For complaints: it begins on the day after the publication."""
    if counted is None:
        return []
    day, days = counted
    return [t("now.days", day=day, days=days) if day else t("now.days_before", days=days)]
