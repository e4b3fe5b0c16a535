"""What is made, handed in, judged and counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from domain.changes.change import Change
from domain.commission import Commission, Work
from domain.instants import end_of_natural_days
from domain.moves import Move
from domain.stages import Party
from domain.standing import begins, is_late

LEAST_TIME = timedelta(hours=1)
"""A submission deadline that was ordered for the past, or for this very minute, leaves at least this."""


def _next_round(c: Commission, _m: Move) -> Commission:
    return replace(c, round=c.round + 1)


def _due(c: Commission, m: Move) -> Commission:
    """The ordered submission deadline; in later rounds at least the time to revise."""
    terms = c.order.terms
    if c.submit_by is None:
        due = c.order.submit_by or end_of_natural_days(begins(m), terms.submit_days)
    else:
        due = max(c.submit_by, begins(m) + timedelta(hours=terms.revise_hours))
    return replace(c, submit_by=max(due, begins(m) + LEAST_TIME), late=False)


def _submitted(kind: str) -> Callable[[Commission, Move], Commission]:
    def submitted(c: Commission, m: Move) -> Commission:
        late = is_late(c, m.at)
        ref = m.item or m.ref
        marked = m.marked_as_ad is True if m.by is Party.SYSTEM else c.marked_as_ad or m.marked_as_ad is True
        c = replace(c, work=Work(kind, c.round, ref, m.at, late), late=late, marked_as_ad=marked)
        if kind == "outline":
            return replace(c, outline_submitted=True)
        return replace(c, item=ref, content_submitted=True, audit_failed=False, audit_appealed=False)

    return submitted


def _judged(status: str) -> Callable[[Commission, Move], Commission]:
    return lambda c, m: replace(c, work=replace(c.work, status=status, reason=m.reason) if c.work else None)


def _passed(c: Commission, _m: Move) -> Commission:
    work = replace(c.work, status="new", reason="") if c.work else None
    return replace(c, audit_passed=True, audit_failed=False, work=work)


def _failed(c: Commission, m: Move) -> Commission:
    return replace(_judged("rejected_by_audit")(c, m), audit_failed=True)


def _taken_back(c: Commission, _m: Move) -> Commission:
    return replace(c, audit_passed=False)


def _answered(c: Commission, m: Move) -> Commission:
    return _passed(c, m) if m.passed else _failed(c, m)


CHANGES = {
    "next_round": Change("进入下一轮", "begin the next round", _next_round),
    "set_due": Change("确定交稿时限", "set the submission deadline", _due),
    "submit_outline": Change("记录提纲版本", "keep the outline's version", _submitted("outline")),
    "submit_content": Change("记录作品版本", "keep the content's version", _submitted("content")),
    "confirm": Change("确认该版本", "confirm the version", _judged("confirmed")),
    "reject_work": Change("驳回该版本", "reject the version", _judged("rejected")),
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
    "take_back_pass": Change("收回先前的审核通过", "the audit passed before stands no more", _taken_back),
    "note_audit": Change("记录审核结果", "note the audit's answer", _answered),
    "appeal_audit": Change("审核申诉一次", "note the appeal", lambda c, _: replace(c, audit_appealed=True)),
}
