"""What the platform is asked to decide, and what it decides."""

from collections.abc import Callable
from datetime import timedelta

from domain.commissions.cases.causes import remembered
from domain.commissions.cases.proposals import ended, proposed
from domain.commissions.money.shares import recorded, said
from domain.commissions.moves import Move
from domain.commissions.rules.changes.change import Change
from domain.commissions.state.case import Case, CaseKind, Statement
from domain.commissions.state.commission import Commission
from domain.commissions.state.on_record import RecordState
from domain.commissions.state.predicates import (
    SIDES,
    about_a_release,
    begins,
    booked,
    creator_in_default,
    hidden_seconds,
)
from domain.commissions.state.recent import ACTOR_MAX, STATEMENT_BYTES, first_of, with_proofs, with_statement
from domain.commissions.state.stages import DRAFTING, REVIEWS
from domain.commissions.state.work import WorkStatus
from domain.copies import replace
from domain.instants import end_of_natural_days
from domain.operators import shortened
from domain.party import Party


def _opened(kind: CaseKind) -> Callable[[Commission, Move], Commission]:
    def opened(c: Commission, m: Move) -> Commission:
        if c.stage in DRAFTING and c.work:
            c = replace(c, work=replace(c.work, disputed=True))
        if c.stage in REVIEWS and c.work:
            c = replace(c, work=replace(c.work, asked=(*c.work.asked, m.by)))
        causes = (m.cause,) if m.cause else ()
        case = Case(kind, m.by, m.at, c.stage, causes, m.reason, len(m.evidence), settle_by=c.settle_by)
        if creator_in_default(c, m.at):
            case = replace(case, fault=Party.CREATOR)
        if m.evidence:
            case = replace(case, file=with_proofs(case.papers, m.evidence))
        asked = _put(case, m) if m.by is not Party.OPERATOR else case
        return replace(c, case=asked, past_case=None)

    return opened


def _open_forced(c: Commission, m: Move) -> Commission:
    """What an operator forces has a case like any decision; one that is open is kept."""
    return c if c.case else _opened(CaseKind.FORCED)(c, m)


def _of_case(change: Callable[[Case, Move], Case]) -> Callable[[Commission, Move], Commission]:
    """Rows that touch a case stand at stages that have one."""
    return lambda c, m: replace(c, case=change(c.case, m) if c.case else None)


def _put(case: Case, m: Move) -> Case:
    """Before the other side; of what a clock opened, before both."""
    sides = tuple(each for each in SIDES if each is not m.by)
    return replace(case, asks=sides, waits=sides)


def _add_cause(case: Case, m: Move) -> Case:
    more = replace(case, causes=(*case.causes, m.cause), evidence=case.evidence + len(m.evidence))
    file = with_statement(case.papers, Statement("cause", m.by, m.reason, about=m.cause))
    return _put(replace(more, file=with_proofs(file, m.evidence)), m)


def _decide(c: Commission, m: Move) -> Commission:
    if c.case is None:
        return c
    part, case = recorded(c.order, said(m)), c.case
    if case.rework_appealed_at:  # now money is decided for the first time: whoever loses by it may appeal
        case = replace(case, appellants=(), rework_appealed_at=None)
    case = replace(case, decision=m.decision, creator_bps=part.bps, creator_fen=part.fen, bearer=m.bearer)
    by, why = shortened(m.actor, ACTOR_MAX), m.reason
    if m.name == "second" and c.proposal:
        by, why = f"{c.proposal.by} + {by}", c.proposal.reason
    file = replace(case.papers, decided_by=by, decided_at=m.at)
    case = replace(case, seen_public=c.seen.public, hidden_seconds=hidden_seconds(c, m.at))
    return replace(c, case=replace(case, decided_reason=why, file=file))


def _stated(case: Case, kind: str, m: Move) -> Case:
    """Who states something has answered what was put."""
    through = shortened(m.actor, ACTOR_MAX) if m.on_behalf_of else ""
    proofs = first_of(m.evidence, STATEMENT_BYTES)
    stated = Statement(kind, m.by, m.reason, "", through, proofs, len(m.evidence))
    return replace(_heard(case, m.by), file=with_statement(case.papers, stated), asks=_but(case.asks, m.by))


def _heard(case: Case, side: Party) -> Case:
    """Answered, or silent until the time was over."""
    return replace(case, waits=_but(case.waits, side))


def _but(sides: tuple[Party, ...], side: Party) -> tuple[Party, ...]:
    return tuple(each for each in sides if each is not side)


def _appealed(case: Case, m: Move) -> Case:
    """The other side answers it, or appeals itself."""
    return _put(replace(_stated(case, "appeal", m), appellants=(*case.appellants, m.by)), m)


def _closed(c: Commission, m: Move) -> Commission:
    """Out of the way, and still to be read: of one taken back there is no decision."""
    past = _decide(c, m).case if m.decision else c.case
    return replace(c if past is None else remembered(c, past), case=None, past_case=past)


def _rework(c: Commission, m: Move) -> Commission:
    c = _closed(replace(c, reworks=c.reworks + 1), m)
    return replace(c, settle_by=end_of_natural_days(begins(m), c.order.terms.rework_days))


def _reopen_rework(c: Commission, m: Move) -> Commission:
    """The case is open again, and what the rework gave stands still. Its causes are not counted twice."""
    past = c.past_case
    if past is None:
        return c
    held = c.freeze.remaining_seconds.get("edit_by") if c.freeze else None
    edit = booked(m) + timedelta(seconds=held) if held is not None and c.edit_until else c.edit_until
    case = replace(past, decision="", settle_by=c.settle_by, rework_appealed_at=booked(m), edit_until=edit)
    causes = list(c.past_causes)
    for cause in past.causes:
        causes.remove(cause)
    return replace(c, case=case, past_case=None, past_causes=tuple(causes))


def _rework_stands(c: Commission, m: Move) -> Commission:
    """With the time that was left when it was appealed, no more and no less."""
    case = c.case
    if case is None or case.rework_appealed_at is None:
        return c
    stood = begins(m) - case.rework_appealed_at
    c = _closed(replace(c, case=replace(case, decision="rework")), m)
    edit = case.edit_until + stood if case.edit_until else None
    return replace(c, settle_by=case.settle_by + stood if case.settle_by else None, edit_until=edit)


def _resume(c: Commission, m: Move) -> Commission:
    """Back to where it was; a release begins anew."""
    if about_a_release(c):
        at = max(m.release_at or m.at, begins(m))
        c = replace(c, release_at=at, release_ordered=False, release_resumed=True)
    return _closed(c, m)


def _uphold(c: Commission, m: Move) -> Commission:
    """Back to the revision with the time that was left: the deadline has stood still, no more and no less."""
    stood = begins(m) - c.case.at if c.case else timedelta()
    return _closed(replace(c, submit_by=c.submit_by + stood if c.submit_by else None), m)


def _strike(c: Commission, m: Move) -> Commission:
    """The same version is new again. Its rejection stays used: who moved the goalposts gains nothing."""
    work = replace(c.work, status=WorkStatus.NEW, reason="", disputed=False) if c.work else None
    return _closed(replace(c, work=work), m)


def _record_is(state: RecordState) -> Callable[[Commission, Move], Commission]:
    return lambda c, _: replace(c, on_record=replace(c.on_record, state=state) if c.on_record else None)


CHANGES = {
    "open_complaint": Change("立案：投诉", "open the complaint", _opened(CaseKind.COMPLAINT)),
    "add_cause": Change("追加投诉原因", "add the cause", _of_case(_add_cause)),
    "open_escalation": Change("立案：平台介入", "open the escalation", _opened(CaseKind.ESCALATION)),
    "open_overdue": Change("立案：逾期未发布", "open the missing release", _opened(CaseKind.RELEASE_OVERDUE)),
    "open_forced": Change("立案：平台强制处理", "open a case for what is forced", _open_forced),
    "open_audit": Change("立案：审核没有结果", "open the audit without an answer", _opened(CaseKind.AUDIT)),
    "open_taken_down": Change(
        "立案：作品非公开", "open the item that is not public", _opened(CaseKind.TAKEN_DOWN)
    ),
    "note_answer": Change(
        "记录答复", "note the answer", _of_case(lambda case, m: _stated(case, "answer", m))
    ),
    "note_creator_heard": Change(
        "视为已听取创作者",
        "count the creator as heard",
        _of_case(lambda case, _: _heard(case, Party.CREATOR)),
    ),
    "note_brand_heard": Change(
        "视为已听取品牌主",
        "count the brand as heard",
        _of_case(lambda case, _: _heard(case, Party.BRAND)),
    ),
    "note_decision": Change("记录判定", "note the decision", _decide),
    "propose": Change(
        "记录提议，待另一人复核",
        "note the proposal; it waits for another operator",
        lambda c, m: replace(c, proposal=proposed(c, m)),
    ),
    "lapse_proposal": Change("提议失效", "the proposal lapses", lambda c, _: ended(c)),
    "note_correction": Change(
        "记为更正", "note that it is a correction", _of_case(lambda case, _: replace(case, corrected=True))
    ),
    "reopen": Change(
        "重新判定，为终局",
        "decide anew, for good",
        _of_case(lambda case, m: _put(replace(case, appellants=(), reopened=True), m)),
    ),
    "note_appeal": Change("记录申诉", "note the appeal", _of_case(_appealed)),
    "rework": Change("重新计投诉期", "a fresh window", _rework),
    "reopen_rework": Change(
        "重新立案，整改的时间停止计算",
        "open the case again; the times of the rework stand still",
        _reopen_rework,
    ),
    "rework_stands": Change(
        "整改照旧，剩余时间不变", "the rework stands, with the time left", _rework_stands
    ),
    "close_case": Change("结案", "close the case", _closed),
    "resume": Change("退回原阶段", "go back to where it was", _resume),
    "uphold_rejection": Change(
        "驳回成立，剩余交稿时间不变", "the rejection stands, with the time that was left", _uphold
    ),
    "strike_rejection": Change("撤销驳回，仍计入次数", "the rejection is struck, and stays used", _strike),
    "appeal_breach": Change(
        "记录对违约记录的申诉", "note the appeal of the record", _record_is(RecordState.APPEALED)
    ),
    "let_stand": Change("违约记录成立", "the record stands", _record_is(RecordState.STANDS)),
}
