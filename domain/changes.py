"""The ``does`` of a rulebook row: named changes to the overlays and counters beside the stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.commission import (
    CancelRequest,
    Case,
    Commission,
    Extension,
    Freeze,
    Payout,
    Seen,
    Work,
)
from domain.conditions import hidden_seconds
from domain.instants import end_of_natural_days
from domain.moves import Move
from domain.stages import Party, Stage


@dataclass(frozen=True)
class Change:
    zh: str
    en: str
    apply: Callable[[Commission, Move], Commission]


def _case(c: Commission) -> Case:
    if c.case is None:  # rows that touch a case stand at stages that have one
        raise AssertionError(c.stage)
    return c.case


def _due(c: Commission, m: Move) -> Commission:
    """The later of the ordered submission deadline and the least time to revise."""
    terms = c.order.terms
    ordered = c.order.submit_by or end_of_natural_days(m.at, terms.submit_days)
    first = c.submit_by is None
    due = ordered if first else max(c.submit_by or ordered, m.at + timedelta(hours=terms.revise_hours))
    return replace(c, submit_by=max(due, m.at + timedelta(hours=1)), late=False)


def _work(kind: str) -> Callable[[Commission, Move], Commission]:
    def submitted(c: Commission, m: Move) -> Commission:
        late = c.submit_by is not None and m.at >= c.submit_by
        ref = m.item or m.ref
        work = Work(kind, c.round, ref, m.at, late)
        item = ref if kind == "content" else c.item
        ad = c.marked_as_ad or m.marked_as_ad is True
        outline = c.outline_submitted or kind == "outline"
        return replace(
            c, work=work, late=late, item=item, marked_as_ad=ad, outline_submitted=outline, audit_failed=False
        )

    return submitted


def _judged(status: str) -> Callable[[Commission, Move], Commission]:
    return lambda c, m: replace(c, work=replace(c.work, status=status, reason=m.reason) if c.work else None)


def _release(c: Commission, m: Move) -> Commission:
    """A release time already past means now."""
    wanted = m.release_at or c.order.release_from or m.at
    marked = c.marked_as_ad or m.marked_as_ad is True
    return replace(c, release_at=max(wanted, m.at), release_ordered=False, marked_as_ad=marked)


def _published(c: Commission, m: Move) -> Commission:
    at = m.happened_at or m.at
    if m.name == "ratify" and c.early_at:
        at = c.early_at
    item = (c.early_item if m.name == "ratify" else m.item) or c.item
    return replace(
        c,
        item=item,
        published_at=at,
        settle_by=end_of_natural_days(at, c.order.terms.settle_days),
        seen=Seen(public=True, since=at),
        early_item="",
        early_at=None,
    )


def _hidden(c: Commission, m: Move) -> Commission:
    if not c.seen.public:
        return c
    return replace(c, seen=replace(c.seen, public=False, since=m.happened_at or m.at))


def _shown(c: Commission, m: Move) -> Commission:
    if c.seen.public:
        return c
    at = m.happened_at or m.at
    gap = (at - c.seen.since).total_seconds() if c.seen.since else 0.0
    seen = replace(c.seen, public=True, since=at, hidden_seconds=c.seen.hidden_seconds + max(gap, 0.0))
    return replace(c, seen=seen)


def _make_good(c: Commission, m: Move) -> Commission:
    """Add the hidden time to the window, in whole natural days rounded up (design 12.4)."""
    hidden = hidden_seconds(c, m)
    days = -int(-hidden // 86_400)
    old = c.settle_by or m.at
    base = max(old, end_of_natural_days(m.at, 0)) if c.stage is Stage.SETTLEMENT_SUSPENDED else old
    seen = replace(c.seen, made_good_seconds=c.seen.made_good_seconds + hidden)
    return replace(c, seen=seen, settle_by=base + timedelta(days=days))


def _open_case(kind: str) -> Callable[[Commission, Move], Commission]:
    def opened(c: Commission, m: Move) -> Commission:
        return replace(
            c,
            case=Case(
                kind=kind,
                by=m.by,
                at=m.at,
                from_stage=c.stage,
                causes=(m.cause,) if m.cause else (),
                reason=m.reason,
                evidence=len(m.evidence),
                settle_by=c.settle_by,
                clocks=dict(c.clocks),
            ),
        )

    return opened


def _add_cause(c: Commission, m: Move) -> Commission:
    case = _case(c)
    return replace(c, case=replace(case, causes=(*case.causes, m.cause), evidence=case.evidence + len(m.evidence)))


def _decide(c: Commission, m: Move) -> Commission:
    bps = m.creator_bps if m.creator_bps is not None else 0
    return replace(c, case=replace(_case(c), decision=m.decision, creator_bps=bps, decided_reason=m.reason))


def _rework(c: Commission, m: Move) -> Commission:
    settle_by = end_of_natural_days(m.at, c.order.terms.rework_days)
    return replace(c, case=None, settle_by=settle_by, edit_until=_edit_until(c, m))


def _edit_until(c: Commission, m: Move) -> datetime:
    return m.at + timedelta(hours=c.order.terms.edit_hours)


def _resume(c: Commission, m: Move) -> Commission:
    wanted = m.release_at or m.at
    release_at = max(wanted, m.at) if _case(c).from_stage is Stage.AWAITING_RELEASE else c.release_at
    due = max(c.submit_by or m.at, m.at + timedelta(hours=c.order.terms.revise_hours))
    return replace(c, case=None, release_at=release_at, release_ordered=False, submit_by=due)


def _give_back_rejection(c: Commission, m: Move) -> Commission:
    """A rejection that moved the goalposts does not count (study case 35)."""
    from_drafting = _case(c).from_stage is Stage.CONTENT_DRAFTING
    return replace(c, content_rejections=max(c.content_rejections - 1, 0)) if from_drafting else c


def _freeze(c: Commission, m: Move) -> Commission:
    return replace(c, freeze=Freeze(Party(m.party), m.reason, m.at))


def _extend(c: Commission, m: Move) -> Commission:
    """Move the clock, and the date it was computed from, so that nothing recomputes the old one."""
    clocks = {**c.clocks, m.clock: m.until or m.at}
    moved = replace(c, clocks=clocks)
    if m.clock == "submit_by":
        return replace(moved, submit_by=m.until)
    return replace(moved, settle_by=m.until) if m.clock == "settle_by" else moved


def _agree_extension(c: Commission, m: Move) -> Commission:
    until = c.extension.submit_by if c.extension else m.submit_by
    return replace(c, submit_by=until, extension=None, extensions=c.extensions + 1)


def _propose(c: Commission, m: Move) -> Commission:
    return replace(c, extension=Extension(m.by, m.submit_by or m.at, m.at))


def _payout(state: str) -> Callable[[Commission, Move], Commission]:
    return lambda c, m: replace(c, payout=replace(c.payout, state=state, reason=m.reason))


def _payout_again(c: Commission, m: Move) -> Commission:
    return replace(c, payout=Payout("under_way", c.payout.generation + 1, c.payout.fen))


def _done(c: Commission, m: Move) -> Commission:
    return replace(c, effects=tuple(each for each in c.effects if each.key != m.key))


def _failed(c: Commission, m: Move) -> Commission:
    failed = tuple(each for each in c.effects if each.key == m.key)
    return replace(_done(c, m), failed_effects=(*c.failed_effects, *failed))


def _again(c: Commission, m: Move) -> Commission:
    return replace(c, effects=(*c.effects, *c.failed_effects), failed_effects=())


def _give_up(c: Commission, m: Move) -> Commission:
    """What waits for a retry at a stage that is over is not tried again: only money still matters."""
    return replace(c, failed_effects=tuple(each for each in c.failed_effects if each.kind == "pay_out"))


def _next_round(c: Commission, m: Move) -> Commission:
    return replace(c, round=c.round + 1, audit_appealed=False)


CHANGES: Mapping[str, Change] = {
    "opened": Change("记录下单时间", "note when it was ordered", lambda c, m: replace(c, opened_at=m.at)),
    "note_short": Change("记录余额不足", "note that the brand was told", lambda c, m: replace(c, short_told=True)),
    "count_call": Change("计一次电话", "count a call", lambda c, m: replace(c, calls_made=c.calls_made + 1)),
    "next_round": Change("进入下一轮", "begin the next round", _next_round),
    "set_due": Change("确定交稿时限", "set the submission deadline", _due),
    "submit_outline": Change("记录提纲版本", "keep the outline's version", _work("outline")),
    "submit_content": Change("记录作品版本", "keep the content's version", _work("content")),
    "confirm": Change("确认该版本", "confirm the version", _judged("confirmed")),
    "reject_work": Change("驳回该版本", "reject the version", _judged("rejected")),
    "count_outline_rejection": Change(
        "提纲驳回次数加一",
        "count an outline rejection",
        lambda c, m: replace(c, outline_rejections=c.outline_rejections + 1),
    ),
    "count_content_rejection": Change(
        "文章驳回次数加一",
        "count a content rejection",
        lambda c, m: replace(c, content_rejections=c.content_rejections + 1),
    ),
    "no_outline": Change(
        "不再需要提纲",
        "no outline any more",
        lambda c, m: replace(c, order=replace(c.order, outline_wanted=False)),
    ),
    "pass_audit": Change("审核通过", "note the passed audit", lambda c, m: replace(c, audit_passed=True)),
    "fail_audit": Change(
        "审核未通过（不占驳回次数）",
        "note the failed audit; no rejection is used",
        lambda c, m: replace(
            c, audit_failed=True, work=replace(c.work, status="rejected_by_audit", reason=m.reason) if c.work else None
        ),
    ),
    "appeal_audit": Change("审核申诉一次", "note the appeal", lambda c, m: replace(c, audit_appealed=True)),
    "set_release": Change("确定发布时间", "set the release time", _release),
    "begin_release": Change("开始发布", "the release begins", lambda c, m: replace(c, release_ordered=True)),
    "clear_release": Change(
        "取消发布时间", "no release time any more", lambda c, m: replace(c, release_at=None, release_ordered=False)
    ),
    "publish": Change("记录发布时间与投诉期", "note the publication and its window", _published),
    "note_early": Change(
        "记录提前发布",
        "note the early publication",
        lambda c, m: replace(c, early_item=m.item, early_at=m.happened_at or m.at),
    ),
    "clear_early": Change(
        "提前发布已处理", "the early publication is dealt with", lambda c, m: replace(c, early_item="", early_at=None)
    ),
    "note_hidden": Change("记录非公开", "note that it is hidden", _hidden),
    "note_shown": Change("记录恢复公开", "note that it is public again", _shown),
    "make_good": Change("投诉期顺延", "add the hidden time to the window", _make_good),
    "note_settled": Change("记录结算时间", "note the settlement", lambda c, m: replace(c, settled_at=m.at)),
    "open_cancel": Change(
        "记录取消申请",
        "note the request to cancel",
        lambda c, m: replace(c, cancel_request=CancelRequest(m.reason, m.at)),
    ),
    "clear_cancel": Change("取消申请结束", "the request is over", lambda c, m: replace(c, cancel_request=None)),
    "propose_extension": Change("记录延期提议", "note the proposal", _propose),
    "agree_extension": Change("交稿时限顺延", "the submission deadline moves", _agree_extension),
    "clear_extension": Change("延期提议结束", "the proposal is over", lambda c, m: replace(c, extension=None)),
    "open_complaint": Change("立案：投诉", "open the complaint", _open_case("complaint")),
    "add_cause": Change("追加投诉原因", "add the cause", _add_cause),
    "open_escalation": Change("立案：平台介入", "open the escalation", _open_case("escalation")),
    "open_overdue": Change("立案：逾期未发布", "open the missing release", _open_case("release_overdue")),
    "note_answer": Change(
        "记录答复",
        "note the answer",
        lambda c, m: replace(c, case=replace(_case(c), answer=m.reason, heard=True)),
    ),
    "note_heard": Change(
        "视为已听取", "count it as heard", lambda c, m: replace(c, case=replace(_case(c), heard=True))
    ),
    "note_decision": Change("记录判定", "note the decision", _decide),
    "note_appeal": Change(
        "记录申诉", "note the appeal", lambda c, m: replace(c, case=replace(_case(c), appealed=True))
    ),
    "rework": Change("开启修改并重新计投诉期", "open the edit permission and a fresh window", _rework),
    "close_case": Change("结案", "close the case", lambda c, m: replace(c, case=None)),
    "resume": Change("退回原阶段", "go back to where it was", _resume),
    "give_back": Change("退还一次驳回", "the rejection does not count", _give_back_rejection),
    "open_edit": Change(
        "开启修改权限",
        "open the edit permission",
        lambda c, m: replace(c, edit_until=_edit_until(c, m), edit_requested=False),
    ),
    "close_edit": Change(
        "关闭修改权限", "close the edit permission", lambda c, m: replace(c, edit_until=None, edit_requested=False)
    ),
    "ask_edit": Change("记录修改申请", "note the request", lambda c, m: replace(c, edit_requested=True)),
    "freeze": Change("暂停", "freeze", _freeze),
    "unfreeze": Change("恢复", "unfreeze", lambda c, m: replace(c, freeze=None)),
    "extend": Change("时限顺延", "move the deadline", _extend),
    "payout_paid": Change("打款成功", "the payout arrived", _payout("paid")),
    "payout_failed": Change("打款失败", "the payout failed", _payout("failed")),
    "payout_again": Change("重新打款", "pay out under a new number", _payout_again),
    "rate": Change("记录评价", "keep the rating", lambda c, m: replace(c, rated=(*c.rated, m.by))),
    "effect_done": Change("外部操作完成", "the effect is done", _done),
    "effect_failed": Change("外部操作失败", "the effect failed for now", _failed),
    "effects_again": Change("重试外部操作", "try again what failed", _again),
    "give_up": Change("放弃无关的重试", "give up what no longer matters", _give_up),
    "release_notices": Change(
        "发出等待的通知", "send the notices that waited", lambda c, m: replace(c, waiting_notices=())
    ),
}

PARTY_OF_OTHER: Mapping[Party, Party] = {Party.CREATOR: Party.BRAND, Party.BRAND: Party.CREATOR}
