"""What one side may ask of the other: to cancel, for more time, for the edit permission."""

from datetime import datetime, timedelta

from domain.commissions.cases.requests import bounds, within
from domain.commissions.money.quotes import quote
from domain.commissions.money.shares import neighbours, recorded, said
from domain.commissions.moves import FAULTS, Move
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import extended_until, in_grace
from domain.instants import written_end
from domain.money.amounts import yuan


def _quoted(c: Commission, m: Move) -> bool:
    present = quote(c, m.at, m.fault)
    if m.quote and m.quote != present.version:
        return False
    return m.quoted_fen == present.fen if m.quoted_fen is not None else present.fen == 0


def _quote(c: Commission, m: Move) -> str:
    present = quote(c, m.at, m.fault)
    return f"quoted_fen={present.fen}, quote={present.version}"


def _later(c: Commission, m: Move) -> bool:
    wanted = m.submit_by or (c.extension.submit_by if c.extension else None)
    return wanted is not None and wanted > max(c.submit_by or m.at, m.at)


def _extension_until(c: Commission, m: Move) -> datetime | None:
    """The end of the release window; without one, so many days from the order, or from its own deadline.

    No later than an operator might extend it.
    """
    window = timedelta(days=c.order.terms.release_window_days)
    latest = c.order.release_until
    if latest is None and c.opened_at:
        latest = max(c.opened_at, c.order.submit_by or c.opened_at) + window
    return min(filter(None, (latest, extended_until(c, m.now))), default=None)


def _fits(c: Commission, m: Move) -> bool:
    until = _extension_until(c, m)
    return until is None or m.submit_by is None or m.submit_by <= until


def _until(c: Commission, m: Move) -> str:
    until = _extension_until(c, m)
    return f"≤ {written_end(until)} UTC+8" if until else ""


def _loss_said(c: Commission, m: Move) -> bool:
    """Only what is really given up is asked for: the kill fee that is due now, all of it, by name."""
    return _quoted(c, m)


def _loss(c: Commission, m: Move) -> str:
    lost = yuan(quote(c, m.at).fen)
    return f"CNY {lost}; {_quote(c, m)}"


def _bounds(c: Commission, m: Move) -> str:
    least, most = bounds(c, m)
    return f"creator_bps {least}–{most}"


GUARDS = {
    "loss_said": Guard(
        "LOSS_UNCONFIRMED",
        "确认所放弃的赔付",
        "the kill fee that is given up is named",
        _loss_said,
        detail=_loss,
    ),
    "share_exact": Guard(
        "SHARE_INEXACT",
        "比例为整数个基点",
        "the share is whole basis points",
        lambda c, m: not recorded(c.order, said(m)).fen,
        detail=lambda c, m: neighbours(c.order, m.creator_fen or 0),
    ),
    "share_within": Guard(
        "SHARE_OUT_OF_BOUNDS",
        "比例不低于所提出的、不高于现阶段赔付",
        "the share is not below what was asked, nor above the kill fee",
        within,
        detail=_bounds,
    ),
    "cancel_in_time": Guard(
        "TOO_LATE",
        "答复时限未到",
        "the time to answer is not over",
        lambda c, _: c.cancel_request is None or not c.cancel_request.consented,
        of_state=True,
    ),
    "quote_current": Guard(
        "QUOTE_STALE",
        "所报赔付金额及报价版本是当前的",
        "the kill fee named, and its version if one is named, are the present ones",
        _quoted,
        detail=_quote,
    ),
    "fault_named": Guard(
        "FAULT_NEEDED",
        "平台取消须写明过错方",
        "whoever cancels for the platform names whose fault it is",
        lambda _, m: m.fault in FAULTS,
        detail=lambda *_: ", ".join(FAULTS),
    ),
    "no_cancel_request": Guard(
        "ALREADY_ASKED",
        "没有待答复的取消申请",
        "no request to cancel is open",
        lambda c, _: c.cancel_request is None,
        of_state=True,
    ),
    "no_pending_cancel": Guard(
        "CANCEL_WAITS",
        "没有等待审核结果的取消",
        "no cancel waits for the audit's answer",
        lambda c, _: c.pending_cancel is None,
        of_state=True,
    ),
    "cancel_request": Guard(
        "NO_REQUEST",
        "有待答复的取消申请",
        "a request to cancel is open",
        lambda c, _: c.cancel_request is not None,
        of_state=True,
    ),
    "reason_to_refuse": Guard(
        "REASON_NEEDED", "不同意须有理由", "refusing needs a reason", lambda _, m: bool(m.reason.strip())
    ),
    "extension_open": Guard(
        "NO_REQUEST",
        "有待答复的延期提议",
        "a proposed extension is open",
        lambda c, _: c.extension is not None,
        of_state=True,
    ),
    "others_extension": Guard(
        "OWN_PROPOSAL",
        "是对方的提议",
        "the proposal is the other side's",
        lambda c, m: c.extension is not None and c.extension.by is not m.by,
        of_state=True,
    ),
    "extension_later": Guard("NOT_LATER", "晚于原时限", "later than the deadline it moves", _later),
    "extension_in_window": Guard(
        "EXTENSION_TOO_LATE",
        "不超出发布时间范围和延长上限",
        "within the release window and the longest extension",
        _fits,
        detail=_until,
    ),
    "extensions_left": Guard(
        "NO_EXTENSIONS_LEFT",
        "还有延期次数",
        "extensions are left",
        lambda c, _: c.extensions < c.order.terms.extensions_max,
        of_state=True,
    ),
    "in_grace": Guard(
        "TOO_LATE",
        "未超过宽限",
        "within the grace of the deadline",
        lambda c, m: in_grace(c, m.at),
        of_state=True,
    ),
    "was_published": Guard(
        "NOT_NOW",
        "作品发布过",
        "the work was published",
        lambda c, _: c.published_at is not None,
        of_state=True,
    ),
    "edit_closed": Guard(
        "ALREADY_OPEN",
        "修改权限未开启",
        "the edit permission is closed",
        lambda c, _: c.edit_until is None,
        of_state=True,
    ),
    "edit_open": Guard(
        "NO_EDIT_OPEN",
        "修改权限已开启",
        "the edit permission is open",
        lambda c, _: c.edit_until is not None,
        of_state=True,
    ),
    "edit_not_asked": Guard(
        "ALREADY_ASKED",
        "没有待处理的修改申请",
        "the edit permission was not asked for",
        lambda c, _: not c.edit_requested,
        of_state=True,
    ),
}
