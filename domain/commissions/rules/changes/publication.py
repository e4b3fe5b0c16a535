"""The release, what the public can see, and the settlement."""

from datetime import timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.state.commission import Commission, Seen
from domain.commissions.state.predicates import (
    begins,
    booked,
    first_day_gap,
    first_day_spoilt,
    happened,
    hidden_seconds,
    settlement_instant,
)
from domain.commissions.state.stages import Stage
from domain.copies import replace
from domain.instants import end_of_natural_days

_DAY_SECONDS = 86_400


def _release(c: Commission, m: Move) -> Commission:
    """A release time already past means now."""
    wanted = m.release_at or c.order.release_from or m.at
    marked = c.marked_as_ad or m.marked_as_ad is True
    first = c.first_approved_at or m.at
    c = replace(c, release_at=max(wanted, begins(m)), release_ordered=False, first_approved_at=first)
    return replace(c, marked_as_ad=marked)


def _rescheduled(c: Commission, _m: Move) -> Commission:
    """Whatever it is moved for: each begins the time of a missing release anew."""
    return replace(c, reschedules=c.reschedules + 1)


def _published(c: Commission, m: Move) -> Commission:
    """The window runs from the release time at the earliest, or from the ratification of an early one."""
    if m.name == "ratify":
        item, at = c.early_item, c.early_at or m.at
        runs_from = max(at, begins(m))
        c = replace(c, marked_as_ad=c.marked_as_ad or m.marked_as_ad is True)
    else:
        item, at = m.item or c.item, max(happened(m), c.release_at or m.at)
        runs_from = at
    settle_by = end_of_natural_days(runs_from, c.order.terms.settle_days)
    return replace(c, item=item, published_at=at, settle_by=settle_by, seen=Seen(public=True, since=at))


def _window_from_now(c: Commission, m: Move) -> Commission:
    """From the later of the publication and its ratification."""
    runs_from = max(c.published_at or m.at, begins(m))
    marked = c.marked_as_ad or m.marked_as_ad is True
    settle_by = end_of_natural_days(runs_from, c.order.terms.settle_days)
    return replace(c, settle_by=settle_by, marked_as_ad=marked)


def _hidden(c: Commission, m: Move) -> Commission:
    """Who hid it is what was told last: the platform may take down what the creator had hidden."""
    since = happened(m) if c.seen.public else c.seen.since
    return replace(c, seen=replace(c.seen, public=False, since=since, how=m.ref or c.seen.how))


def _shown(c: Commission, m: Move) -> Commission:
    if c.seen.public:
        return c
    at = happened(m)
    gap = (at - c.seen.since).total_seconds() if c.seen.since else 0.0
    total = c.seen.hidden_seconds + max(gap, 0.0)
    first = c.seen.first_day_seconds + (first_day_gap(c, c.seen.since, at) if c.seen.since else 0.0)
    seen = replace(c.seen, public=True, since=at, hidden_seconds=total, first_day_seconds=first, how="")
    return replace(c, seen=seen)


def _make_good(c: Commission, m: Move) -> Commission:
    """Add the hidden time to the window, in natural days rounded up; once that is over, from today.

    A first day that was spoilt counts like a whole one.
    """
    hidden, spoilt = hidden_seconds(c, happened(m)), first_day_spoilt(c, happened(m))
    days = timedelta(days=max(-int(-hidden // _DAY_SECONDS), int(spoilt)))
    running = c.settle_by if c.stage is Stage.PUBLISHED else None
    seen = replace(
        c.seen,
        made_good_seconds=c.seen.made_good_seconds + hidden,
        first_day_made_good=c.seen.first_day_made_good or spoilt,
    )
    return replace(c, seen=seen, settle_by=(running or end_of_natural_days(booked(m), 0)) + days)


def _settled(c: Commission, m: Move) -> Commission:
    return replace(c, settled_at=settlement_instant(c, m))


CHANGES = {
    "set_release": Change("确定发布时间", "set the release time", _release),
    "count_reschedule": Change("计一次改期", "count the change", _rescheduled),
    "begin_release": Change("开始发布", "the release begins", lambda c, _: replace(c, release_ordered=True)),
    "end_release": Change(
        "发布未成，可改时间",
        "the release failed and may be set again",
        lambda c, _: replace(c, release_ordered=False),
    ),
    "clear_release": Change(
        "取消发布时间",
        "no release time any more",
        lambda c, _: replace(c, release_at=None, release_ordered=False),
    ),
    "publish": Change("记录发布时间与投诉期", "note the publication and its window", _published),
    "window_from_now": Change("投诉期自认可起算", "the window runs from the ratification", _window_from_now),
    "note_early": Change(
        "记录提前发布",
        "note the early publication",
        lambda c, m: replace(c, early_item=m.item or c.item, early_at=happened(m)),
    ),
    "clear_early": Change(
        "提前发布已处理",
        "the early publication is dealt with",
        lambda c, _: replace(c, early_item="", early_at=None, early_refused=True),
    ),
    "leave_early": Change(
        "如有提前发布，未获认可",
        "an early publication was not ratified",
        lambda c, _: replace(c, early_refused=c.early_refused or bool(c.early_item)),
    ),
    "note_hidden": Change("记录非公开", "note that it is hidden", _hidden),
    "note_shown": Change("记录恢复公开", "note that it is public again", _shown),
    "make_good": Change("投诉期顺延", "add the hidden time to the window", _make_good),
    "note_settled": Change("记录结算时间", "note the settlement", _settled),
}
