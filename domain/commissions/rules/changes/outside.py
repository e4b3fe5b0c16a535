"""The money held, the payout, the ratings, and effects that failed."""

from collections.abc import Callable

from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.rules.effects import still_wanted
from domain.commissions.rules.pauses import still_waiting
from domain.commissions.rules.ratings import hide, show_again
from domain.commissions.state.commission import Commission
from domain.commissions.state.payout import Payout, PayoutState
from domain.commissions.views.vendor_words import noted
from domain.copies import replace


def _payout(state: PayoutState) -> Callable[[Commission, Move], Commission]:
    return lambda c, m: replace(c, payout=replace(c.payout, state=state, reason=m.reason, since=m.at))


def _payout_waits(c: Commission, m: Move) -> Commission:
    since = c.payout.since if c.payout.state is PayoutState.WAITING else m.at
    return replace(
        c, payout=replace(c.payout, state=PayoutState.WAITING, reason=m.reason, waits_as=m.ref, since=since)
    )


def _payout_again(c: Commission, m: Move) -> Commission:
    return replace(c, payout=Payout(PayoutState.UNDER_WAY, c.payout.generation + 1, c.payout.fen, since=m.at))


def _rate(c: Commission, m: Move) -> Commission:
    worded = (*c.worded, m.by) if m.text.strip() else c.worded
    return replace(c, rated=(*c.rated, m.by), worded=worded)


def _done(c: Commission, m: Move) -> Commission:
    return replace(c, effects=tuple(each for each in c.effects if each.key != m.key))


def _failed(c: Commission, m: Move) -> Commission:
    failed = tuple(each for each in c.effects if each.key == m.key)
    return replace(_done(c, m), failed_effects=(*c.failed_effects, *failed))


def _again(c: Commission, _m: Move) -> Commission:
    wanted = tuple(each for each in c.failed_effects if still_wanted(c, each))
    return replace(c, effects=(*c.effects, *wanted), failed_effects=())


CHANGES = {
    "opened": Change("记录下单时间", "note when it was ordered", lambda c, m: replace(c, opened_at=m.at)),
    "note_held": Change("记录资金已托管", "note that the money is held", lambda c, _: replace(c, held=True)),
    "note_short": Change(
        "记录余额不足", "note that the brand was told", lambda c, _: replace(c, short_told=True)
    ),
    "count_call": Change("计一次电话", "count a call", lambda c, _: replace(c, calls_made=c.calls_made + 1)),
    "payout_paid": Change("打款成功", "the payout arrived", _payout(PayoutState.PAID)),
    "payout_failed": Change("打款失败", "the payout failed", _payout(PayoutState.FAILED)),
    "payout_conflict": Change("打款记录冲突", "the payout's books conflict", _payout(PayoutState.CONFLICT)),
    "payout_waits": Change("打款未成功，等待处理", "the payout failed and waits", _payout_waits),
    "payout_rests": Change(
        "资金被冻结，打款暂缓", "the payout rests: the money is frozen", _payout(PayoutState.WITHHELD)
    ),
    "payout_kept": Change("留在余额", "the money stays on the balance", _payout(PayoutState.KEPT)),
    "payout_goes_on": Change(
        "以原流水号继续打款",
        "the payout goes on under its number",
        lambda c, m: replace(c, payout=replace(c.payout, state=PayoutState.UNDER_WAY, reason="", since=m.at)),
    ),
    "payout_again": Change("重新打款", "pay out under a new number", _payout_again),
    "rate": Change("记录评价", "keep the rating", _rate),
    "hide_rating": Change("隐藏评价的文字", "hide the words of a rating", hide),
    "unhide_rating": Change("恢复评价的文字", "show the words of a rating again", show_again),
    "note_vendor_refusal": Change(
        "记录服务方的拒绝代码", "note what the provider refused, with its code", noted
    ),
    "effect_done": Change("外部操作完成", "the effect is done", _done),
    "effect_failed": Change("外部操作失败", "the effect failed for now", _failed),
    "effects_again": Change("重试仍需要的外部操作", "try again what failed and is still wanted", _again),
    "release_notices": Change(
        "发出等待的通知",
        "send the notices that waited",
        lambda c, m: replace(c, waiting_notices=still_waiting(c, m.now)),
    ),
}
