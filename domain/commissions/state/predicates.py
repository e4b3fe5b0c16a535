"""Questions about where a commission stands that several tables ask."""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.state.case import CaseKind
from domain.commissions.state.commission import Commission, Freeze
from domain.commissions.state.payout import PayoutState
from domain.commissions.state.stages import DRAFTING, UNSETTLED, Stage
from domain.commissions.state.work import WorkStatus
from domain.instants import DAY
from domain.party import PEOPLE, Party

SIDES = (Party.CREATOR, Party.BRAND)
"""Each may be frozen, apart from the other."""
AD_MARK_MISSING = "AD_MARK_MISSING"
"""Of a publication that was not begun: what was ordered as an advertisement bore no mark."""
PROMPT = timedelta(minutes=1)
"""A move that is judged later than this after its instant was held up by us."""


def happened(m: Move) -> datetime:
    """When a reported fact happened; one that claims the future happened now."""
    return min(m.happened_at or m.at, m.now)


def begins(m: Move) -> datetime:
    """When the time a move gives somebody begins: at its instant, or, after an outage of ours, only now."""
    return m.at if m.now - m.at <= PROMPT else m.now


def booked(m: Move) -> datetime:
    """When what a move of a person books or uses up counts: a stamp held up for longer adds nothing."""
    return begins(m) if m.by in PEOPLE else m.at


def stops_time(c: Commission, m: Move) -> datetime:
    """When a freeze stops the time: as early as its stamp says only where it met a deadline that is past."""
    met = any(m.at < at <= booked(m) for at in c.clocks.values())
    return m.at if met else booked(m)


def ad_marked(c: Commission) -> bool:
    """Whether a purchase link, if there is one, has its 「广告」 mark (互联网广告管理办法)."""
    return not c.order.purchase_link or c.marked_as_ad or c.order.marked_as_ad


def outline_wanted(c: Commission) -> bool:
    """Whether an outline was ordered and not waived since."""
    return c.order.outline_wanted and not c.outline_waived


def silence_approves(c: Commission) -> bool:
    """Whether the brand ordered that its silence approves, and the law and the release window let it."""
    return c.order.approve_when_silent and ad_marked(c) and not _window_ends_first(c)


def _window_ends_first(c: Commission) -> bool:
    """Nobody's silence sets a release outside of what the brief promises."""
    at, ends = c.clocks.get("review_attention"), c.order.release_until
    return at is not None and ends is not None and at > ends


def freezes(c: Commission) -> tuple[Freeze, ...]:
    """What is frozen, by side: each has its own reason, and ends by itself."""
    return tuple(each for each in (c.freeze, c.brand_freeze) if each)


def freeze_of(c: Commission, party: Party | str) -> Freeze | None:
    return next((each for each in freezes(c) if each.party == party), None)


def creator_frozen(c: Commission) -> bool:
    return c.freeze is not None


def frozen_for_long(c: Commission, at: datetime) -> bool:
    """The brand need not wait for a creator who may not work; a cancel on that ground keeps it."""
    if c.pending_cancel is not None and c.pending_cancel.frozen:
        return True
    hours = timedelta(hours=c.order.terms.freeze_cancel_hours)
    return c.freeze is not None and at >= c.freeze.at + hours


def withheld_fen(c: Commission) -> int:
    """What may not be withdrawn of the creator's balance: what it has settled or may settle (冻结金额)."""
    if not creator_frozen(c):
        return 0
    if c.stage in UNSETTLED:
        return c.order.net_fen
    return c.payout.fen if c.payout.state is PayoutState.WITHHELD else 0


def creators_time(c: Commission, at: datetime) -> datetime:
    """The instant a creator's lateness is judged by: a frozen creator's time stands still (D12.8)."""
    return min(at, c.freeze.at) if c.freeze else at


def is_late(c: Commission, at: datetime) -> bool:
    """Whether what is handed in then is late: once that deadline was acted on, whatever the instant.

    A thaw moves the date of one acted on before the freeze along, so the date alone does not tell.
    """
    if c.submit_by is None:
        return False
    held = c.freeze.remaining_seconds if c.freeze else {}
    acted_on = "submit_by" not in c.clocks and "submit_by" not in held
    return acted_on or creators_time(c, at) >= c.submit_by


def in_grace(c: Commission, at: datetime) -> bool:
    """In time, or late by less than the grace."""
    grace = timedelta(hours=c.order.terms.late_grace_hours)
    return c.submit_by is None or creators_time(c, at) < c.submit_by + grace


def creator_in_default(c: Commission, at: datetime) -> bool:
    """Late beyond the grace, or the release failed through the creator: nothing is owed (D12.2).

    What was handed in that late does not end it: the brand's approval does, whatever the stage.
    """
    if c.defaulted or (c.stage in DRAFTING and not in_grace(c, at)):
        return True
    return c.stage is Stage.AWAITING_RELEASE and "release_refused" in c.attention


def audits_failed(c: Commission) -> int:
    """With the one that fails now; one that is upheld on appeal was counted before."""
    return c.failed_audits + (0 if c.audit_appealed else 1)


def audits_used_up(c: Commission) -> bool:
    """So many audits have failed that the brand need not wait for another one; a pass that stands ends it."""
    most = c.order.terms.failed_audits_max
    return 0 < most <= c.failed_audits and not c.audit_passed


def rejection_disputable(c: Commission) -> bool:
    """Of the last version, if the brand rejected it: once, and not of an outline that is wanted no more."""
    work = c.work
    if work is None or work.status is not WorkStatus.REJECTED or work.disputed:
        return False
    return work.kind != "outline" or outline_wanted(c)


def about_a_rejection(c: Commission) -> bool:
    """Whether the open case disputes a rejection (and not a silence, or a release that never came)."""
    return c.case is not None and c.case.kind is CaseKind.ESCALATION and c.case.from_stage in DRAFTING


def about_a_release(c: Commission) -> bool:
    """Whether the open case is about a release that never came."""
    return c.case is not None and c.case.from_stage is Stage.AWAITING_RELEASE


def late_publication(c: Commission) -> bool:
    """It became public while the platform was asked why it had not."""
    return about_a_release(c) and c.published_at is not None


def publish_in_flight(c: Commission) -> bool:
    """Whether the platform may yet say that it is public: asked, or asked in vain and to be asked again."""
    return any(each.kind == "publish" for each in (*c.effects, *c.failed_effects))


def hidden_seconds(c: Commission, at: datetime) -> float:
    """Time the item was not public and that has not been made good, up to an instant."""
    open_gap = (at - c.seen.since).total_seconds() if not c.seen.public and c.seen.since else 0.0
    return c.seen.hidden_seconds + max(open_gap, 0.0) - c.seen.made_good_seconds


def first_day_gap(c: Commission, since: datetime, at: datetime) -> float:
    """How many seconds of a gap lie within 24 hours of the publication."""
    if c.published_at is None:
        return 0.0
    return max((min(at, c.published_at + DAY) - max(since, c.published_at)).total_seconds(), 0.0)


def first_day_spoilt(c: Commission, at: datetime) -> bool:
    """Hidden for longer than the first day tolerates, and not made good yet: it counts like a whole day."""
    open_gap = first_day_gap(c, c.seen.since, at) if not c.seen.public and c.seen.since else 0.0
    hidden = c.seen.first_day_seconds + open_gap
    return hidden > c.order.terms.first_day_tolerance_minutes * 60 and not c.seen.first_day_made_good


def gap_is_short(c: Commission, at: datetime) -> bool:
    return not first_day_spoilt(c, at) and hidden_seconds(c, at) < c.order.terms.hidden_tolerance_hours * 3600


def extended_until(c: Commission, now: datetime) -> datetime | None:
    """The latest a deadline may be moved to; None by terms that were pinned before there was a bound."""
    days = c.order.terms.extend_days
    return now + timedelta(days=days) if days else None


def extension_left(c: Commission, clock: str) -> timedelta | None:
    """How much later an operator may still move this clock; None by terms without such a sum.

    What was moved back is there again.
    """
    days = c.order.terms.extend_total_days
    return timedelta(days=days) - timedelta(seconds=c.extended.get(clock, 0.0)) if days else None


def settlement_instant(c: Commission, m: Move) -> datetime:
    """When the settlement is due by the rule: by itself at the end of the window, whenever we get to it."""
    by_itself = m.name == "probed_public" and c.stage is Stage.SETTLING
    return c.settle_by if by_itself and c.settle_by else booked(m)
