"""What a look at an item makes of the facts that were reported of it (D12.17).

A fact from outside is a hint. The platform's own word bears it out, and then it is a move by the system with
what the look found; or denies it by name; or there is no word, and the platform is asked again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.state.commission import Commission, Effect, Report
from domain.commissions.state.items import NOT_PUBLIC, Item, ItemState
from domain.commissions.state.stages import Stage
from domain.copies import replace
from domain.party import Party

PUBLIC = (ItemState.PUBLIC,)
STATES: Mapping[str, tuple[ItemState, ...]] = {
    "submitted": (ItemState.SUBMITTED, ItemState.PASSED),
    "audited passed": (ItemState.PASSED, ItemState.PUBLIC, ItemState.HIDDEN),
    "audited failed": (ItemState.FAILED,),
    "published": PUBLIC,
    "replace_item": PUBLIC,
    "visibility_changed public": PUBLIC,
    "visibility_changed hidden": NOT_PUBLIC,
    "edited": (ItemState.PUBLIC, ItemState.HIDDEN, ItemState.TAKEN_DOWN),
}
"""How an item must stand for the fact to be true."""

Contradiction = Callable[[Commission, Report, Item], bool]
WHY: tuple[tuple[str, str, Contradiction], ...] = (
    ("平台没有这一作品", "no such item", lambda _c, _r, item: not item.exists),
    ("作品属于另一创作者", "another creator's item", lambda c, _r, item: item.owner != c.order.creator_id),
    (
        "作品关联的是另一任务",
        "ticked for another commission",
        lambda c, _r, item: item.commission not in ("", c.id),
    ),
    (
        "作品没有关联本任务",
        "not ticked for this commission",
        lambda c, r, item: r.fact in ("submitted", "replace_item") and item.commission != c.id,
    ),
    (
        "作品没有标注「广告」",
        "without its 「广告」 mark",
        lambda c, r, item: r.fact == "replace_item" and bool(c.order.purchase_link) and not item.ad_marked,
    ),
    ("作品并非所报状态", "the item does not stand so", lambda _c, r, item: item.state not in STATES[said(r)]),
    (
        "公开早于下单",
        "public before it was ordered",
        lambda c, r, item: r.fact in ("published", "replace_item") and _before_the_order(c, item),
    ),
    (
        "审核尚未通过",
        "its audit has not passed",
        lambda _c, r, item: r.says == "passed" and "passed" not in (item.audit, item.state),
    ),
    (
        "公开后没有新的修改",
        "no new edit since it became public",
        lambda c, r, item: r.fact == "edited" and not _newly_edited(c, item),
    ),
)
"""Why a reported fact is denied: the first that holds."""


def _before_the_order(c: Commission, item: Item) -> bool:
    return bool(c.opened_at and item.published_at and item.published_at < c.opened_at)


def said(report: Report) -> str:
    """The whole claim: ``audited passed``."""
    return f"{report.fact} {report.says}".strip()


def claim(m: Move) -> str:
    """What a fact says beside its name."""
    match m.name:
        case "audited" | "record_audit":
            return "passed" if m.passed else "failed"
        case "visibility_changed":
            return "public" if m.public else "hidden"
        case _:
            return ""


def reported(c: Commission, m: Move) -> Report:
    """The fact as a report; where it names no item, the one that is known is meant."""
    return Report(m.name, item_meant(c, m), m.at, c.seq, claim(m), edit_until=c.edit_until)


def item_meant(c: Commission, m: Move) -> str:
    """Where none is named: the one that is reported as handed in and not known yet, else the known one."""
    writing = c.stage is Stage.CONTENT_DRAFTING
    handed_in = (each.item for each in c.reports if writing and each.fact == "submitted")
    return m.item or next(handed_in, c.item)


def shares(c: Commission, m: Move) -> bool:
    """Whether an equal fact waits for a look that is still to come: this one would learn nothing else.

    While the look is under way it may have been there too early, and one equal fact more is kept.
    """
    equal = [each for each in c.reports if _same(each, m.name, item_meant(c, m), claim(m))]
    return any(each.seq > _seen_up_to(c, each.item) for each in equal)


def _same(report: Report, fact: str, item: str, says: str) -> bool:
    return (report.fact, report.item, report.says) == (fact, item, says)


def _seen_up_to(c: Commission, item: str) -> int:
    """Reports of the item up to this number are answered by the look that is under way."""
    under_way = (each for each in c.effects if each.kind == "look" and each.item == item)
    return max((each.upto for each in under_way), default=-1)


def next_look(c: Commission, now: datetime, *, anew: bool = False) -> tuple[Effect, ...]:
    """One look at a time: at the item of the oldest report that was not looked at, or (``anew``) of any."""
    if any(each.kind == "look" for each in c.effects):
        return ()
    for report in c.reports:
        if anew or not report.tries:
            key = f"look:{c.id}:{report.seq}.{report.tries}"
            return (Effect("look", key, now, item=report.item, upto=c.seq),)
    return ()


def answered(
    c: Commission, look: Effect, item: Item | None, now: datetime
) -> tuple[Commission, tuple[Move, ...]]:
    """The commission without what this look answers, and the moves its answer is."""
    number, upto = look.item, look.upto
    asked = [each for each in c.reports if each.item == number and each.seq <= upto]
    c = replace(c, effects=tuple(each for each in c.effects if each.key != look.key))
    if item is None:
        return _unanswered(c, asked), (_by_system("fact_unknown", number, look.key, now),) if asked else ()
    why = {each: _denial(c, each, item) for each in asked}
    borne_out = [each for each, reason in why.items() if not reason]
    left = [each for each in c.reports if each not in asked and not _shared(each, borne_out)]
    c = replace(c, reports=tuple(left))
    c = replace(c, effects=(*c.effects, *next_look(c, now, anew=True)))
    if not left:
        c = replace(c, clocks={name: at for name, at in c.clocks.items() if name != "look_again"})
    return c, tuple(
        _denied(each, reason, look.key, now) if reason else _borne_out(c, each, item, look.key, now)
        for each, reason in why.items()
    )


def _shared(report: Report, borne_out: list[Report]) -> bool:
    return any(_same(report, each.fact, each.item, each.says) for each in borne_out)


def _unanswered(c: Commission, asked: list[Report]) -> Commission:
    tried = (replace(each, tries=each.tries + 1) if each in asked else each for each in c.reports)
    return replace(c, reports=tuple(tried))


def _denial(c: Commission, report: Report, item: Item) -> str:
    if not item.exists and report.says == "hidden":
        return ""  # what is gone altogether is not public
    return next((f"{zh} · {en}" for zh, en, holds in WHY if holds(c, report, item)), "")


def _newly_edited(c: Commission, item: Item) -> bool:
    known = max(filter(None, (c.edited_at, item.published_at)), default=None)
    return item.edited_at is not None and (known is None or item.edited_at > known)


def _by_system(name: str, item: str, key: str, now: datetime) -> Move:
    return Move(name, Party.SYSTEM, now, now, item=item, key=key)


def _denied(report: Report, why: str, key: str, now: datetime) -> Move:
    words = MESSAGES[report.fact].zh.split("（")[0]
    move = _by_system("fact_denied", report.item, key, now)
    return replace(move, at=report.at, ref=said(report), reason=f"{words}：{why}"[:100])


def _borne_out(c: Commission, report: Report, item: Item, key: str, now: datetime) -> Move:
    """The fact with its own instant, and what the look found; nothing of what the message claimed."""
    return Move(
        report.fact,
        Party.SYSTEM,
        report.at,
        now,
        item=report.item,
        key=key,
        ref=item.why_not_public if report.says == "hidden" else "",
        happened_at=_happened(c, report, item, now),
        passed={"passed": True, "failed": False}.get(report.says),
        public={"public": True, "hidden": False}.get(report.says),
        title=item.title[:200],
        marked_as_ad=item.ad_marked,
        reason=item.reason[: c.order.terms.reason_max_chars] if report.fact == "audited" else "",
        until=report.edit_until,
    )


def _happened(c: Commission, report: Report, item: Item, now: datetime) -> datetime:
    """When the platform says it happened, where that can be: not before the order, nor in the future."""
    public_at = item.published_at or item.at
    told = {"published": public_at, "replace_item": public_at, "edited": item.edited_at}.get(
        report.fact, item.at
    )
    return told if told and (c.opened_at or told) <= told <= now else report.at
