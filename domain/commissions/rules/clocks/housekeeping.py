"""Freezes, ratings, the morning, and another try."""

from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.clocks.clock import Clock, after
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import EVERY, OPEN, REPORTED, UNPUBLISHED, Stage
from domain.instants import morning_after
from domain.party import Party


def _morning(c: Commission, m: Move) -> datetime:
    return morning_after(m.now, c.order.terms.quiet_to)


def _retry(c: Commission, m: Move) -> datetime:
    """A later failure does not put off the retry of an earlier one."""
    due = m.now + timedelta(minutes=c.order.terms.retry_minutes)
    return min(c.clocks.get("retry", due), due)


def _look_again(c: Commission, m: Move) -> datetime:
    """After 1, 5 and 30 minutes, then every 6 hours; a later silence does not put off an earlier one."""
    terms, tries = c.order.terms, min((each.tries for each in c.reports if each.item == m.item), default=1)
    pauses = (terms.look_first_minutes, terms.look_second_minutes, terms.look_third_minutes)
    minutes = pauses[tries - 1] if tries <= len(pauses) else 60 * terms.look_later_hours
    due = m.now + timedelta(minutes=minutes)
    return min(c.clocks.get("look_again", due), due)


def _may_leave(c: Commission, m: Move) -> datetime | None:
    """Counted from the freeze. Over while the platform decided, it is told once the work is back."""
    if c.freeze is None:
        return None
    return max(c.freeze.at + timedelta(hours=c.order.terms.freeze_cancel_hours), m.at)


CLOCKS = (
    Clock(
        "freeze_cancel",
        "品牌主可免赔取消",
        "the brand may cancel at no cost",
        Party.BRAND,
        UNPUBLISHED,
        _may_leave,
        "study case 59",
        consequence=False,
    ),
    Clock(
        "freeze_alert",
        "暂停过久",
        "frozen for long",
        Party.OPERATOR,
        OPEN,
        after(hours="freeze_alert_hours"),
        "D12.8",
        consequence=False,
    ),
    Clock(
        "brand_freeze_alert",
        "品牌主一方暂停过久",
        "the brand's side is frozen for long",
        Party.OPERATOR,
        OPEN,
        after(hours="freeze_alert_hours"),
        "D12.8",
        consequence=False,
    ),
    Clock(
        "rating_by",
        "评价时限",
        "rating ends",
        Party.OPERATOR,
        (Stage.SETTLED,),
        after(days="rating_days"),
        "S1 Q16 「成功结算后，可…进行评价」",
        judges=("rate",),
    ),
    Clock(
        "morning",
        "免打扰结束",
        "the quiet hours end",
        Party.OPERATOR,
        EVERY,
        _morning,
        "D3",
        consequence=False,
    ),
    Clock(
        "notice_pause",
        "同类短信间隔期满",
        "the pause between equal notices is over",
        Party.OPERATOR,
        EVERY,
        lambda _c, m: m.now,
        "D12.18",
        consequence=False,
    ),
    Clock(
        "retry",
        "外部失败重试",
        "failed effects are tried again",
        Party.OPERATOR,
        EVERY,
        _retry,
        "D5",
        consequence=False,
    ),
    Clock(
        "look_again",
        "再次核实外部报告",
        "look at a reported fact again",
        Party.OPERATOR,
        REPORTED,
        _look_again,
        "D12.17",
        consequence=False,
    ),
)
