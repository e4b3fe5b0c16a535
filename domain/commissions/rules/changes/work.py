"""What is made, handed in, judged and counted."""

from collections.abc import Callable
from datetime import timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import audits_failed, begins, in_grace, is_late
from domain.commissions.state.recent import REASON_BYTES, within
from domain.commissions.state.work import Rejection, Work, WorkStatus
from domain.copies import replace
from domain.instants import end_of_natural_days
from domain.party import Party

NO_REASON = "平台没有说明原因 · no reason given"
REJECTED_KEPT = 6
"""All the rejections a brand has, and what the audit turned down last."""


def _next_round(c: Commission, _m: Move) -> Commission:
    return replace(c, round=c.round + 1)


def _due(c: Commission, m: Move) -> Commission:
    """The ordered deadline, but never at once; in later rounds at least the time to revise."""
    terms = c.order.terms
    if c.submit_by is None:
        due = c.order.submit_by or end_of_natural_days(begins(m), terms.submit_days)
    else:
        due = max(c.submit_by, begins(m) + timedelta(hours=terms.revise_hours))
    least = timedelta(minutes=terms.least_time_minutes)
    return replace(c, submit_by=max(due, begins(m) + least), late=False)


def _submitted(kind: str) -> Callable[[Commission, Move], Commission]:
    def submitted(c: Commission, m: Move) -> Commission:
        late = is_late(c, m.at)
        ref = m.item or m.ref
        marked = m.marked_as_ad is True if m.by is Party.SYSTEM else c.marked_as_ad or m.marked_as_ad is True
        c = replace(c, defaulted=c.defaulted or not in_grace(c, m.at))
        c = replace(c, work=Work(kind, c.round, ref, m.at, late), late=late, marked_as_ad=marked)
        if kind == "outline":
            return replace(c, outline_submitted=True)
        return replace(c, item=ref, content_submitted=True, audit_failed=False, audit_appealed=False)

    return submitted


def _judged(status: WorkStatus) -> Callable[[Commission, Move], Commission]:
    return lambda c, m: replace(c, work=replace(c.work, status=status, reason=m.reason) if c.work else None)


def _confirmed(status: WorkStatus) -> Callable[[Commission, Move], Commission]:
    """What is approved was in time enough."""
    return lambda c, m: replace(_judged(status)(c, m), defaulted=False)


def _turned_down(status: WorkStatus) -> Callable[[Commission, Move], Commission]:
    def turned_down(c: Commission, m: Move) -> Commission:
        c = _judged(status)(c, m)
        if c.work is None:
            return c
        why = within(m.reason, REASON_BYTES)
        rejection = Rejection(c.work.kind, c.work.round, status, m.at, why)
        return replace(c, rejected=(*c.rejected, rejection)[-REJECTED_KEPT:])

    return turned_down


def _passed(c: Commission, _m: Move) -> Commission:
    """A pass on appeal says that the failure was none."""
    work = replace(c.work, status=WorkStatus.NEW, reason="") if c.work else None
    failed = c.failed_audits - 1 if c.audit_appealed else c.failed_audits
    return replace(c, audit_passed=True, audit_failed=False, failed_audits=max(failed, 0), work=work)


def _failed(c: Commission, m: Move) -> Commission:
    """Where the platform says no reason, that is what is told: the SMS sends the creator to look for it."""
    why = m if m.reason.strip() else replace(m, reason=NO_REASON)
    return replace(_turned_down(WorkStatus.REJECTED_BY_AUDIT)(c, why), audit_failed=True)


def _taken_back(c: Commission, _m: Move) -> Commission:
    return replace(c, audit_passed=False)


def _answered(c: Commission, m: Move) -> Commission:
    return _passed(c, m) if m.passed else _failed(c, m)


CHANGES = {
    "next_round": Change("进入下一轮", "begin the next round", _next_round),
    "set_due": Change("确定交稿时限", "set the submission deadline", _due),
    "submit_outline": Change("记录提纲版本", "keep the outline's version", _submitted("outline")),
    "submit_content": Change("记录作品版本", "keep the content's version", _submitted("content")),
    "confirm": Change("确认该版本", "confirm the version", _confirmed(WorkStatus.CONFIRMED)),
    "confirm_by_silence": Change(
        "逾期未答复，该版本视为确认",
        "the version counts as confirmed: nobody answered",
        _confirmed(WorkStatus.SILENT),
    ),
    "waive_work": Change(
        "该版本不再需要", "the version is not needed any more", _confirmed(WorkStatus.WAIVED)
    ),
    "reject_work": Change("驳回该版本", "reject the version", _turned_down(WorkStatus.REJECTED)),
    "count_outline_rejection": Change(
        "提纲驳回次数加一",
        "count an outline rejection",
        lambda c, _: replace(c, outline_rejections=c.outline_rejections + 1),
    ),
    "count_content_rejection": Change(
        "作品驳回次数加一",
        "count a content rejection",
        lambda c, _: replace(c, content_rejections=c.content_rejections + 1),
    ),
    "no_outline": Change(
        "不再需要提纲",
        "no outline any more",
        lambda c, _: replace(c, outline_waived=True),
    ),
    "pass_audit": Change("审核通过", "note the passed audit", _passed),
    "fail_audit": Change(
        "审核未通过（不占驳回次数）", "note the failed audit; no rejection is used", _failed
    ),
    "count_failed_audit": Change(
        "审核未通过次数加一",
        "count a failed audit",
        lambda c, _: replace(c, failed_audits=audits_failed(c)),
    ),
    "take_back_pass": Change("收回先前的审核通过", "the audit passed before stands no more", _taken_back),
    "note_audit": Change("记录审核结果", "note the audit's answer", _answered),
    "appeal_audit": Change("审核申诉一次", "note the appeal", lambda c, _: replace(c, audit_appealed=True)),
}
