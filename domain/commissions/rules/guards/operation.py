"""What operators may move, the payout, and the ratings."""

from datetime import datetime, timedelta

from domain.commissions.cases.proposals import is_another
from domain.commissions.moves import Move
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission, Freeze
from domain.commissions.state.payout import PayoutState
from domain.commissions.state.predicates import SIDES, extended_until, extension_left, freeze_of, freezes
from domain.commissions.state.stages import DRAFTING
from domain.instants import as_stamp

UNSETTLED = (PayoutState.UNDER_WAY, PayoutState.WAITING, PayoutState.WITHHELD)


def _old(c: Commission, m: Move) -> datetime | None:
    return c.submit_by if m.clock == "submit_by" else c.clocks.get(m.clock)


def _later(c: Commission, m: Move) -> bool:
    """By terms without a bound, a deadline is moved later only."""
    return bool(c.order.terms.extend_days) or (m.until or m.at) > max(_old(c, m) or m.at, m.at)


def _within(c: Commission, m: Move) -> bool:
    latest = extended_until(c, m.now)
    return latest is None or (m.until is not None and m.now <= m.until <= latest)


def _sum_left(c: Commission, m: Move) -> bool:
    left, old = extension_left(c, m.clock), _old(c, m)
    return left is None or m.until is None or m.until - (old or m.until) <= max(left, timedelta())


def _what_is_left(c: Commission, m: Move) -> str:
    """The latest it may stand at, and the days that are left of the sum."""
    left, old = extension_left(c, m.clock) or timedelta(), _old(c, m) or m.now
    at = old + max(left, timedelta())
    return f"{m.clock} ≤ {as_stamp(at.replace(microsecond=0))} ({left / timedelta(days=1):.2f} d)"


def _bounds(c: Commission, m: Move) -> str:
    """The interval, to whole seconds inside it."""
    first, latest = m.now.replace(microsecond=0), extended_until(c, m.now) or m.now
    earliest = first if first == m.now else first + timedelta(seconds=1)
    return f"{as_stamp(earliest)} … {as_stamp(latest)}"


def _running(c: Commission, _m: Move) -> str:
    """The wire names that can be extended now; the submission also after it has struck."""
    names = {name for name in c.clocks if rules_of(c).clocks[name].consequence}
    if c.stage in DRAFTING and c.submit_by:
        names.add("submit_by")
    return ", ".join(sorted(names)) or "-"


def _this_payout(c: Commission, m: Move) -> bool:
    return not m.key.startswith("pay_out:") or m.key == f"pay_out:{c.id}:{c.payout.generation}"


ASKED_AT_ONCE = 2
"""While the books are asked it may come to wait: one question more, and no third."""


def _asks(c: Commission) -> int:
    return sum(each.kind == "ask_payout" for each in c.effects)


NOTICES_ASKED_AT_ONCE = 8


def _is_new_notice(c: Commission, m: Move) -> bool:
    asked = [each.notice for each in c.effects if each.kind == "ask_notice"]
    return m.ref not in asked and len(asked) < NOTICES_ASKED_AT_ONCE


def _meant(c: Commission, m: Move) -> tuple[Freeze, ...]:
    """The freezes a move is about; one that names no side means any."""
    return tuple(each for each in freezes(c) if m.party in ("", each.party))


def _not_frozen(c: Commission, m: Move) -> bool:
    return freeze_of(c, m.party) is None if m.party else len(freezes(c)) < len(SIDES)


GUARDS = {
    "as_proposed": Guard(
        "PROPOSAL_CHANGED",
        "所复核的正是现在的提议",
        "what is seconded is the proposal that stands",
        lambda c, m: c.proposal is not None and m.ref == str(c.proposal.seq),
        detail=lambda c, _: f"ref={c.proposal.seq}" if c.proposal else "",
    ),
    "another_operator": Guard(
        "SAME_OPERATOR",
        "复核人不是提议人",
        "whoever seconds has not proposed it",
        is_another,
        detail=lambda c, _: c.proposal.by if c.proposal else "",
    ),
    "clock_running": Guard(
        "CLOCK_NOT_RUNNING",
        "时限在计时",
        "the clock is running",
        lambda c, m: m.clock in c.clocks and rules_of(c).clocks[m.clock].consequence,
        detail=_running,
    ),
    "later": Guard(
        "NOT_LATER", "晚于原时限（无延长上限的条款）", "later than before (terms without a bound)", _later
    ),
    "within_bounds": Guard(
        "UNTIL_OUT_OF_RANGE",
        "不早于现在，不晚于延长上限",
        "not before now, and not beyond the longest extension",
        _within,
        detail=_bounds,
    ),
    "extension_left": Guard(
        "EXTENDED_ENOUGH",
        "同一时限累计延后不超过上限",
        "no more than one clock is moved later in sum",
        _sum_left,
        detail=_what_is_left,
    ),
    "moves_it": Guard(
        "ALREADY_SO",
        "与原时限不同",
        "not the instant that stands",
        lambda c, m: m.until != _old(c, m),
        detail=lambda _, m: as_stamp(m.until) if m.until else "",
    ),
    "party_known": Guard(
        "PARTY_UNKNOWN",
        "创作者或品牌主",
        "creator or brand",
        lambda _, m: m.party in SIDES,
    ),
    "not_frozen": Guard(
        "ALREADY_FROZEN", "该方没有暂停", "that side is not frozen", _not_frozen, of_state=True
    ),
    "frozen": Guard(
        "NOT_FROZEN", "该方已暂停", "that side is frozen", lambda c, m: bool(_meant(c, m)), of_state=True
    ),
    "side_clear": Guard(
        "SIDE_NEEDED",
        "双方都暂停时指明哪一方",
        "where both sides are frozen, one is named",
        lambda c, m: bool(m.party) or len(freezes(c)) == 1,
    ),
    "not_known_unordered": Guard(
        "NOT_NOW",
        "首次发现账上没有订单",
        "no order in the books, found for the first time",
        lambda c, _: "unordered" not in c.attention,
    ),
    "payout_owed": Guard(
        "NO_SUCH_PAYOUT",
        "这笔打款尚未到账",
        "this payout has not arrived yet",
        lambda c, m: _this_payout(c, m) and c.payout.state in (*UNSETTLED, PayoutState.FAILED),
    ),
    "payout_under_way": Guard(
        "NO_SUCH_PAYOUT",
        "这笔打款正在进行",
        "this payout is under way",
        lambda c, m: _this_payout(c, m) and c.payout.state in UNSETTLED,
    ),
    "number_not_told": Guard(
        "STALE_FACT",
        "这一流水号未告知过",
        "this number was not told before",
        lambda c, m: m.ref != c.payout.waits_as,
    ),
    "payout_not_asked": Guard(
        "ALREADY_REPORTED",
        "没有在查账",
        "the books are not being asked",
        lambda c, _: _asks(c) < ASKED_AT_ONCE,
    ),
    "notices_not_asked": Guard(
        "ALREADY_REPORTED",
        "没有在查这一通知，正在查的也不多",
        "the books are not being asked about this notice, and not about many",
        _is_new_notice,
    ),
    "payout_failed": Guard(
        "PAYOUT_NOT_FAILED",
        "打款失败过",
        "the payout has failed",
        lambda c, _: c.payout.state is PayoutState.FAILED,
        of_state=True,
    ),
    "stars_in_range": Guard(
        "STARS_OUT_OF_RANGE",
        "评分从 1 到最高",
        "1 star to the most there are",
        lambda c, m: m.stars is not None and 1 <= m.stars <= c.order.terms.stars_max,
        detail=lambda c, _: f"1 … {c.order.terms.stars_max}",
    ),
    "not_rated": Guard(
        "ALREADY_RATED", "还没有评价", "not rated yet", lambda c, m: m.by not in c.rated, of_state=True
    ),
}
