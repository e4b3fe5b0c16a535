"""What one side may ask of the other: to cancel, for more time, for the edit permission."""

from datetime import datetime, timedelta

from domain.commission import Commission
from domain.guards.guard import Guard
from domain.instants import written_end
from domain.moves import Move
from domain.quotes import quote
from domain.standing import extended_until, in_grace


def _quoted(c: Commission, m: Move) -> bool:
    present = quote(c, m.at)
    if m.quote and m.quote != present.version:
        return False
    return m.quoted_fen == present.fen if m.quoted_fen is not None else present.fen == 0


def _quote(c: Commission, m: Move) -> str:
    present = quote(c, m.at)
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


GUARDS = {
    "quote_current": Guard(
        "QUOTE_STALE",
        "所报赔付金额及报价版本是当前的",
        "the kill fee named, and its version if one is named, are the present ones",
        _quoted,
        detail=_quote,
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
