"""Who may bring what before the platform, and which decisions fit."""

from domain.commissions.cases.causes import in_window, is_new, times
from domain.commissions.money.postings import decided, divide, divide_decided
from domain.commissions.money.shares import allowed, in_yuan, recorded, said, splits
from domain.commissions.moves import CAUSES, Move
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.state.case import CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.on_record import RecordState
from domain.commissions.state.predicates import (
    about_a_rejection,
    about_a_release,
    creator_in_default,
    late_publication,
    rejection_disputable,
)
from domain.commissions.state.stages import DRAFTING, REVIEWS, Stage
from domain.copies import replace
from domain.instants import written
from domain.money.amounts import BPS, yuan
from domain.money.entries import Division
from domain.party import Party

FITTING = {
    CaseKind.COMPLAINT: ("settle", "refund", "split", "rework"),
    CaseKind.ESCALATION: ("approve", "refund", "split", "resume"),
    "rejection": ("approve", "refund", "split", "uphold_rejection", "strike_rejection"),
    "outline_rejection": ("refund", "split", "uphold_rejection", "strike_rejection"),
    CaseKind.RELEASE_OVERDUE: ("refund", "split", "resume"),
    "public_late": ("settle", "refund", "split"),
    CaseKind.FORCED: ("settle", "refund", "split"),
    CaseKind.AUDIT: ("refund", "split"),
    CaseKind.TAKEN_DOWN: ("settle", "refund", "split", "rework"),
}
"""Decisions by what the case is about."""
BEARERS = {"force_settle": ("brand", "platform"), "force_refund": ("creator", "brand", "platform")}
"""By the message. A decision may name the platform where it pays the creator."""


def fitting(c: Commission) -> tuple[str, ...]:
    """The decisions that fit the open case: what was never public is not settled in full, and what waits for
    its release is approved already.
    """
    if c.case is None:
        return ()
    if about_a_rejection(c):
        return FITTING["outline_rejection" if c.work and c.work.kind == "outline" else "rejection"]
    if late_publication(c):
        return FITTING["public_late"]
    overdue = c.case.kind is CaseKind.ESCALATION and about_a_release(c)
    names = FITTING[CaseKind.RELEASE_OVERDUE if overdue else c.case.kind]
    unfit = ("settle",) if c.published_at is None else ()
    return tuple(each for each in names if each not in (unfit if resume_left(c) else (*unfit, "resume")))


def resume_left(c: Commission) -> bool:
    """A release that lapsed is sent back once; another case about it is decided."""
    return not (c.release_resumed and about_a_release(c))


def bearers(c: Commission, name: str, decision: str = "") -> tuple[str, ...]:
    """Who may bear it. What is public and at the brand's charge is a settlement, no refund."""
    if name == "force_refund" and c.published_at is not None:
        return ("creator", "platform")
    return BEARERS.get(name, ("", "platform") if decision in ("settle", "split") else ("",))


MAY_ESCALATE = frozenset({"review_overdue", "release_overdue", "audit_overdue"})
"""Attention: what has waited for long enough."""


def _bearers(c: Commission, m: Move) -> tuple[str, ...]:
    """A second is judged as what it seconds."""
    seconded = c.proposal.move if c.proposal and m.name == "second" else m.name
    return bearers(c, seconded, m.decision)


def _decided(c: Commission, m: Move) -> Division:
    part = recorded(c.order, said(m))
    return divide_decided(c.order, m.decision, part.bps, part.fen, m.bearer)


def _stands(c: Commission) -> Division:
    """What each has by the decision that is appealed.

    By a rework the creator may yet earn all, and the brand's mended work is not taken for nothing.
    """
    if c.case is None or c.case.rework_appealed_at is None:
        return decided(c)
    return replace(divide(c, BPS), brand_fen=1)


def _lost(c: Commission, m: Move) -> bool:
    if c.case is not None and c.case.rework_appealed_at is not None:
        return True
    has = decided(c)
    if m.by is Party.CREATOR:
        return has.creator_fen < divide(c, BPS).creator_fen
    return has.brand_fen < c.order.hold_fen


def _may_still_appeal(c: Commission, m: Move) -> bool:
    if c.case is None or not c.case.appellants:
        return False
    return m.by in c.case.waits and m.by not in c.case.appellants


def _alone(c: Commission) -> Party | None:
    """The side that appealed, if the other did not."""
    return c.case.appellants[0] if c.case and len(c.case.appellants) == 1 else None


def _not_worse(c: Commission, m: Move) -> bool:
    has, gets = _stands(c), _decided(c, m)
    match _alone(c):
        case Party.CREATOR:
            return gets.creator_fen >= has.creator_fen
        case Party.BRAND:
            return gets.brand_fen >= has.brand_fen
        case _:
            return True


def _least(c: Commission, _m: Move) -> str:
    """What it had, in yuan."""
    has, side = _stands(c), _alone(c)
    fen = has.creator_fen if side is Party.CREATOR else has.brand_fen
    return f"{side} ≥ {yuan(fen)}" if side else ""


def _has_answered(c: Commission, m: Move) -> bool:
    if c.case is None or m.by in c.case.asks:
        return False
    return any(each.by is m.by and each.kind != "cause" for each in c.case.papers.statements)


def _answer_ends(c: Commission, _m: Move) -> str:
    ends = [c.clocks[name] for name in ("answer_by", "brand_answer_by") if name in c.clocks]
    return f"{written(max(ends))} UTC+8" if ends else ""


def _evidence_fits(c: Commission, m: Move) -> bool:
    before = c.case.evidence if c.case and m.name == "complain" else 0
    return before + len(m.evidence) <= c.order.terms.evidence_max


def _may_escalate(c: Commission, m: Move) -> bool:
    if c.stage in DRAFTING:
        return m.by is Party.CREATOR and rejection_disputable(c)
    if c.stage is Stage.FINAL_REVIEW and m.by is Party.BRAND:
        return True
    return not MAY_ESCALATE.isdisjoint(c.attention)


def _may_ask_of_it(c: Commission, m: Move) -> bool:
    if c.stage not in REVIEWS or c.work is None:
        return True
    return c.work.asked.count(m.by) < c.order.terms.escalations_max


def _in_default(c: Commission, m: Move) -> bool:
    """Late beyond the grace, or a release refused; of a brand, its review overdue."""
    if m.by is Party.CREATOR:
        return creator_in_default(c, m.at)
    return "review_overdue" in c.attention


GUARDS = {
    "cause_known": Guard(
        "CAUSE_UNKNOWN", "投诉原因在列表中", "the cause is a listed one", lambda _, m: m.cause in CAUSES
    ),
    "evidence_fits": Guard(
        "TOO_MUCH_EVIDENCE", "证据不超过上限", "no more evidence than allowed", _evidence_fits
    ),
    "new_cause": Guard(
        "ALREADY_COMPLAINED",
        "是新的原因",
        "the cause is a new one",
        lambda c, m: c.case is not None and m.cause not in c.case.causes,
    ),
    "cause_in_window": Guard(
        "COMPLAINT_WINDOW_CLOSED",
        "投诉期过后只能投诉未公开，或其后的修改",
        "after the window only that it is not public, or what was edited since",
        in_window,
    ),
    "cause_left": Guard(
        "CAUSE_USED_UP",
        "同一原因没有超过投诉次数",
        "this cause was not complained of as often as allowed",
        lambda c, m: times(c, m.cause) < c.order.terms.cause_times_max,
    ),
    "cause_anew": Guard(
        "CAUSE_CLOSED",
        "没有撤回或判定过，或附有新证据",
        "it was not withdrawn or decided before, or comes with new evidence",
        is_new,
    ),
    "reworks_left": Guard(
        "NO_REWORKS_LEFT",
        "整改次数未用完",
        "a rework is left",
        lambda c, _: c.reworks < c.order.terms.reworks_max,
    ),
    "not_answered": Guard(
        "ALREADY_ANSWERED",
        "还没有答复",
        "not answered yet",
        lambda c, m: not _has_answered(c, m),
        of_state=True,
    ),
    "asked": Guard(
        "NO_REQUEST",
        "平台在等自己答复",
        "the platform waits for this side's answer",
        lambda c, m: c.case is not None and m.by in c.case.asks,
        of_state=True,
    ),
    "lost": Guard(
        "NOTHING_LOST",
        "判定没有全部支持自己",
        "the decision left this side less than all",
        _lost,
        of_state=True,
    ),
    "cross_appeal": Guard(
        "NOT_NOW",
        "对方已申诉，自己在答复时限内",
        "the other side has appealed, and the time to answer is not over",
        _may_still_appeal,
        of_state=True,
    ),
    "not_worse": Guard(
        "WORSE_FOR_APPELLANT",
        "不使唯一的申诉方比原判定更差",
        "it leaves a side that appealed alone no less than it had",
        _not_worse,
        detail=_least,
    ),
    "fits_case": Guard(
        "DECISION_UNFIT",
        "判定适用于本案",
        "the decision fits the case",
        lambda c, m: m.decision in fitting(c),
        detail=lambda c, _: ", ".join(fitting(c)),
    ),
    "bearer_fits": Guard(
        "BEARER_UNFIT",
        "由谁承担适用于这一处理",
        "who bears it fits what is done",
        lambda c, m: m.bearer in _bearers(c, m),
        detail=lambda c, m: ", ".join(filter(None, _bearers(c, m))) or "-",
    ),
    "not_decided_yet": Guard(
        "ALREADY_DECIDED",
        "平台没有判定过",
        "the platform has not decided before",
        lambda c, _: c.case is None or not c.case.decision,
        of_state=True,
    ),
    "approvable": Guard(
        "DECISION_UNFIT",
        "作品已过审",
        "the work has passed its audit",
        lambda c, _: bool(c.item) and c.audit_passed,
    ),
    "share_named": Guard(
        "SHARE_NEEDED",
        "按比例须给出比例",
        "a split names its share",
        lambda c, m: m.decision != "split" or splits(c.order, said(m)),
        detail=lambda c, _: allowed(c.order),
    ),
    "share_once": Guard(
        "SHARE_TWICE",
        "比例只有一种写法",
        "the share is given in one form",
        lambda _, m: said(m).forms <= 1,
    ),
    "share_no_slip": Guard(
        "SHARE_TOO_SMALL",
        "基点不小于最低值",
        "basis points are not below the least",
        lambda c, m: not said(m).is_slip(c.order.terms.share_least_bps),
        detail=lambda _, m: said(m).meant,
    ),
    "not_corrected": Guard(
        "ALREADY_CORRECTED",
        "判定没有更正过",
        "the decision was not corrected before",
        lambda c, _: c.case is not None and not c.case.corrected,
        of_state=True,
    ),
    "corrections_allowed": Guard(
        "NOT_NOW",
        "条款允许更正",
        "the terms allow a correction",
        lambda c, _: c.order.terms.corrections_max > 0,
        of_state=True,
    ),
    "decides_money": Guard(
        "ALREADY_DECIDED",
        "判定结算、退款或按比例",
        "the decision is to settle, to refund or to split",
        lambda _, m: m.decision in ("settle", "refund", "split"),
    ),
    "another_decision": Guard(
        "ALREADY_SO",
        "与现行判定不同",
        "it is not the decision that stands",
        lambda c, m: _decided(c, m) != decided(c),
        detail=lambda c, _: in_yuan(decided(c))[0],
    ),
    "heard": Guard(
        "HEAR_OTHER_SIDE",
        "已听取对方",
        "the other side was heard",
        lambda c, _: c.case is not None and c.case.heard,
        detail=_answer_ends,
    ),
    "not_decided": Guard(
        "ALREADY_DECIDED",
        "平台没有判定过",
        "the platform has not decided before",
        lambda c, _: c.case is not None and not c.case.decision,
        of_state=True,
    ),
    "breach_on_record": Guard(
        "NO_BREACH",
        "有违约记录",
        "there is a breach record",
        lambda c, _: c.on_record is not None,
        of_state=True,
    ),
    "own_record": Guard(
        "TOO_LATE",
        "有自己的违约记录（判定已生效，不能再申诉）",
        "there is a breach record of the sender's; of the decision it is too late",
        lambda c, m: m.by is Party.CREATOR and c.on_record is not None,
        of_state=True,
    ),
    "breach_not_appealed": Guard(
        "ALREADY_ASKED",
        "违约记录没有申诉过",
        "the breach record was not appealed before",
        lambda c, _: c.on_record is not None and c.on_record.state is RecordState.OPEN,
        of_state=True,
    ),
    "breach_appealed": Guard(
        "NO_REQUEST",
        "违约记录的申诉待判定",
        "an appeal of the breach record waits",
        lambda c, _: c.on_record is not None and c.on_record.state is RecordState.APPEALED,
        of_state=True,
    ),
    "upholds": Guard(
        "DECISION_UNFIT",
        "判定维持（或撤销）违约记录",
        "the decision is about the record: uphold or lift",
        lambda _, m: m.decision == "uphold",
    ),
    "not_in_default": Guard(
        "IN_DEFAULT",
        "自己没有违约",
        "who asks is not in default",
        lambda c, m: not _in_default(c, m),
        of_state=True,
    ),
    "appeal_open": Guard(
        "TOO_LATE",
        "判定尚未生效",
        "the decision does not take effect yet",
        lambda c, _: "appeal_by" in c.clocks,
        of_state=True,
    ),
    "rework_appeal_open": Guard(
        "TOO_LATE",
        "整改判定还可申诉",
        "the time to appeal the rework is not over",
        lambda c, _: "rework_appeal_by" in c.clocks,
        of_state=True,
    ),
    "takes_effect": Guard(
        "NOT_NOW",
        "判定正在生效",
        "the decision takes effect",
        lambda c, _: "effect_limit" in c.clocks,
        of_state=True,
    ),
    "may_escalate": Guard(
        "NOT_YET", "可以申请平台介入", "the platform may be asked", _may_escalate, of_state=True
    ),
    "not_asked_of_it": Guard(
        "ALREADY_ESCALATED",
        "在该版本确认期间申请平台介入未达上限",
        "asked the platform less often than is allowed while this version was reviewed",
        _may_ask_of_it,
        of_state=True,
    ),
    "resume_left": Guard(
        "NO_RESUMES_LEFT",
        "未能发布的任务没有退回过",
        "a release that lapsed was not sent back before",
        lambda c, _: resume_left(c),
    ),
}
