"""What one side asks of the other, and what operators grant."""

from datetime import timedelta

from domain.commissions.cases.requests import at_brands_fault
from domain.commissions.money.postings import fault_of
from domain.commissions.money.shares import recorded, said
from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import CancelRequest, Commission, Extension, Freeze, PendingCancel
from domain.commissions.state.predicates import begins, frozen_for_long, stops_time
from domain.copies import replace
from domain.party import Party


def _agree_extension(c: Commission, _m: Move) -> Commission:
    until = c.extension.submit_by if c.extension else c.submit_by
    return replace(c, submit_by=until, extension=None, extensions=c.extensions + 1)


def _extend(c: Commission, m: Move) -> Commission:
    """Move the clock, and the date it was computed from, so that nothing recomputes the old one."""
    until = m.until or m.at
    date = rules_of(c).clocks[m.clock].date
    old = getattr(c, date) if date else c.clocks.get(m.clock)
    more = (until - (old or until)).total_seconds()
    extended = {**c.extended, m.clock: c.extended.get(m.clock, 0.0) + more}
    moved = replace(c, clocks={**c.clocks, m.clock: until}, extended=extended)
    return replace(moved, **{date: until}) if date else moved  # type: ignore[arg-type]


def _open_edit(c: Commission, m: Move) -> Commission:
    until = begins(m) + timedelta(hours=c.order.terms.edit_hours)
    return replace(c, edit_until=until, edit_requested=False)


def _freeze(c: Commission, m: Move) -> Commission:
    frozen = Freeze(Party(m.party), m.reason, stops_time(c, m), command_id=m.command_id)
    return replace(c, freeze=frozen) if frozen.party is Party.CREATOR else replace(c, brand_freeze=frozen)


def _pending_cancel(c: Commission, m: Move) -> PendingCancel:
    why = c.proposal.reason if m.name == "second" and c.proposal else m.reason
    return PendingCancel(m.by, why, m.at, m.quoted_fen or 0, frozen_for_long(c, m.at), m.fault)


def _open_cancel(c: Commission, m: Move) -> Commission:
    asked = CancelRequest(m.reason, m.at, recorded(c.order, said(m)).bps, owed=at_brands_fault(c, m))
    return replace(c, cancel_request=asked)


def _await_release(c: Commission, _m: Move) -> Commission:
    asked = replace(c.cancel_request, consented=True) if c.cancel_request else None
    return replace(c, cancel_request=asked)


CHANGES = {
    "open_cancel": Change(
        "记录取消申请",
        "note the request to cancel",
        _open_cancel,
    ),
    "await_release": Change(
        "视为同意，等发布结果",
        "count it as agreed; it waits for the publication under way",
        _await_release,
    ),
    "await_audit": Change(
        "记录取消，等审核结果",
        "note the cancel; it waits for the audit's answer",
        lambda c, m: replace(c, pending_cancel=_pending_cancel(c, m)),
    ),
    "note_fault": Change(
        "记录过错方", "note whose fault it is", lambda c, m: replace(c, fault=fault_of(c, m))
    ),
    "clear_cancel": Change(
        "取消申请结束", "the request is over", lambda c, _: replace(c, cancel_request=None)
    ),
    "close_cancel": Change(
        "未答复的取消申请随之结束，并告知双方",
        "an unanswered request to cancel is over with it, and both hear so",
        lambda c, _: replace(c, cancel_request=None),
    ),
    "propose_extension": Change(
        "记录延期提议",
        "note the proposal",
        lambda c, m: replace(c, extension=Extension(m.by, m.submit_by or m.at, m.at)),
    ),
    "agree_extension": Change("交稿时限顺延", "the submission deadline moves", _agree_extension),
    "clear_extension": Change(
        "延期提议结束", "the proposal is over", lambda c, _: replace(c, extension=None)
    ),
    "open_edit": Change("开启修改权限", "open the edit permission", _open_edit),
    "close_edit": Change(
        "关闭修改权限",
        "close the edit permission",
        lambda c, _: replace(c, edit_until=None, edit_requested=False),
    ),
    "ask_edit": Change("记录修改申请", "note the request", lambda c, _: replace(c, edit_requested=True)),
    "freeze": Change("暂停该方", "freeze the side named", _freeze),
    "unfreeze": Change("恢复创作者一方", "unfreeze the creator's side", lambda c, _: replace(c, freeze=None)),
    "unfreeze_brand": Change(
        "恢复品牌主一方", "unfreeze the brand's side", lambda c, _: replace(c, brand_freeze=None)
    ),
    "extend": Change("时限顺延", "move the deadline", _extend),
}
