"""Who may bring what before the platform, and which decisions fit."""

from domain.commission import Commission
from domain.guards.guard import Guard
from domain.moves import CAUSES, Move
from domain.postings import Division, decided, divide_decided
from domain.shares import allowed, in_yuan, recorded, said, splits
from domain.stages import Party, Stage

FITTING = {
    "complaint": ("settle", "refund", "split", "rework"),
    "escalation": ("approve", "refund", "split", "resume"),
    "release_overdue": ("refund", "split", "resume"),
}


def _decided(c: Commission, m: Move) -> Division:
    part = recorded(c.order, said(m))
    return divide_decided(c.order, m.decision, part.bps, part.fen)


def _evidence_fits(c: Commission, m: Move) -> bool:
    before = c.case.evidence if c.case and m.name == "complain" else 0
    return before + len(m.evidence) <= c.order.terms.evidence_max


def _may_escalate(c: Commission, m: Move) -> bool:
    if c.stage is Stage.CONTENT_DRAFTING:
        return m.by is Party.CREATOR and c.work is not None and c.work.status == "rejected"
    if c.stage is Stage.FINAL_REVIEW and m.by is Party.BRAND:
        return True
    return "review_overdue" in c.attention or "release_overdue" in c.attention


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
    "not_answered": Guard(
        "ALREADY_ANSWERED",
        "还没有答复",
        "not answered yet",
        lambda c, _: c.case is not None and not c.case.answer,
        of_state=True,
    ),
    "fits_case": Guard(
        "DECISION_UNFIT",
        "判定适用于本案",
        "the decision fits the case",
        lambda c, m: c.case is not None and m.decision in FITTING[c.case.kind],
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
        lambda c, _: c.case is not None and (c.case.heard or c.case.kind != "complaint"),
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
    "breach_not_appealed": Guard(
        "ALREADY_ASKED",
        "违约记录没有申诉过",
        "the breach record was not appealed before",
        lambda c, _: c.on_record is not None and c.on_record.state == "open",
        of_state=True,
    ),
    "breach_appealed": Guard(
        "NO_REQUEST",
        "违约记录的申诉待判定",
        "an appeal of the breach record waits",
        lambda c, _: c.on_record is not None and c.on_record.state == "appealed",
        of_state=True,
    ),
    "upholds": Guard(
        "DECISION_UNFIT",
        "判定维持（或撤销）违约记录",
        "the decision is about the record: uphold or lift",
        lambda _, m: m.decision == "uphold",
    ),
    "may_escalate": Guard(
        "NOT_YET", "可以申请平台介入", "the platform may be asked", _may_escalate, of_state=True
    ),
}
