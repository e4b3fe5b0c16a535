"""What the platform is asked to decide, and what it decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from domain.changes.change import Change
from domain.commission import Case, CaseFile, Commission
from domain.instants import end_of_natural_days
from domain.moves import Move
from domain.operators import shortened
from domain.recent import ACTOR_MAX, first_of, with_proofs
from domain.shares import recorded, said
from domain.stages import DRAFTING, Stage
from domain.standing import begins


def _opened(kind: str) -> Callable[[Commission, Move], Commission]:
    def opened(c: Commission, m: Move) -> Commission:
        causes = (m.cause,) if m.cause else ()
        case = Case(kind, m.by, m.at, c.stage, causes, m.reason, len(m.evidence), settle_by=c.settle_by)
        if m.evidence:
            case = replace(case, file=with_proofs(case.papers, m.evidence))
        return replace(c, case=case, past_case=None)

    return opened


def _of_case(change: Callable[[Case, Move], Case]) -> Callable[[Commission, Move], Commission]:
    """Rows that touch a case stand at stages that have one."""
    return lambda c, m: replace(c, case=change(c.case, m) if c.case else None)


def _add_cause(case: Case, m: Move) -> Case:
    more = replace(case, causes=(*case.causes, m.cause), evidence=case.evidence + len(m.evidence))
    return replace(more, file=with_proofs(case.papers, m.evidence)) if m.evidence else more


def _decide(c: Commission, m: Move) -> Commission:
    if c.case is None:
        return c
    part = recorded(c.order, said(m))
    case = replace(c.case, decision=m.decision, creator_bps=part.bps, creator_fen=part.fen)
    by = shortened(m.actor, ACTOR_MAX)
    file = replace(case.papers, decided_by=by, decided_at=m.at)
    return replace(c, case=replace(case, decided_reason=m.reason, file=file))


def _answer(case: Case, m: Move) -> Case:
    by = shortened(m.actor, ACTOR_MAX) if m.on_behalf_of else ""
    file = replace(case.papers, answered_by=by, answer_proofs=first_of(m.evidence))
    return replace(case, answer=m.reason, heard=True, file=file if file != CaseFile() else None)


def _appealed(case: Case, m: Move) -> Case:
    file = replace(case.papers, appeal_by=m.by, appeal_reason=m.reason)
    return replace(case, appealed=True, file=file)


def _closed(c: Commission, m: Move) -> Commission:
    """Out of the way, and still to be read: of one taken back there is no decision."""
    past = _decide(c, m).case if m.decision else c.case
    return replace(c, case=None, past_case=past)


def _rework(c: Commission, m: Move) -> Commission:
    c = _closed(c, m)
    return replace(c, settle_by=end_of_natural_days(begins(m), c.order.terms.rework_days))


def _resume(c: Commission, m: Move) -> Commission:
    """Back to where it was, with time to go on: a fresh release, or at least the time to revise."""
    stage = c.case.from_stage if c.case else c.stage
    if stage is Stage.AWAITING_RELEASE:
        c = replace(c, release_at=max(m.release_at or m.at, begins(m)), release_ordered=False)
    if stage in DRAFTING:
        least = begins(m) + timedelta(hours=c.order.terms.revise_hours)
        c = replace(c, submit_by=max(c.submit_by or least, least))
    return _closed(c, m)


def _give_back_rejection(c: Commission, _m: Move) -> Commission:
    """A rejection that moved the goalposts does not count (study case 35)."""
    disputed = c.case is not None and c.case.from_stage is Stage.CONTENT_DRAFTING
    return replace(c, content_rejections=max(c.content_rejections - 1, 0)) if disputed else c


def _record_is(state: str) -> Callable[[Commission, Move], Commission]:
    return lambda c, _: replace(c, on_record=replace(c.on_record, state=state) if c.on_record else None)


CHANGES = {
    "open_complaint": Change("立案：投诉", "open the complaint", _opened("complaint")),
    "add_cause": Change("追加投诉原因", "add the cause", _of_case(_add_cause)),
    "open_escalation": Change("立案：平台介入", "open the escalation", _opened("escalation")),
    "open_overdue": Change("立案：逾期未发布", "open the missing release", _opened("release_overdue")),
    "note_answer": Change(
        "记录答复",
        "note the answer",
        _of_case(_answer),
    ),
    "note_heard": Change(
        "视为已听取", "count it as heard", _of_case(lambda case, _: replace(case, heard=True))
    ),
    "note_decision": Change("记录判定", "note the decision", _decide),
    "note_correction": Change(
        "记为更正", "note that it is a correction", _of_case(lambda case, _: replace(case, corrected=True))
    ),
    "note_appeal": Change("记录申诉", "note the appeal", _of_case(_appealed)),
    "rework": Change("重新计投诉期", "a fresh window", _rework),
    "close_case": Change("结案", "close the case", _closed),
    "resume": Change("退回原阶段", "go back to where it was", _resume),
    "appeal_breach": Change("记录对违约记录的申诉", "note the appeal of the record", _record_is("appealed")),
    "let_stand": Change("违约记录成立", "the record stands", _record_is("stands")),
    "give_back": Change("退还一次驳回", "the rejection does not count", _give_back_rejection),
}
