"""What the platform is asked to decide, and what it has decided: the case as operators read it."""

from collections.abc import Iterator, Mapping

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.cases.falling import fall
from domain.commissions.state.case import Case, CaseKind, Proposal
from domain.commissions.state.commission import Commission
from domain.commissions.state.on_record import RecordState
from domain.commissions.views.operator_page.money import shares
from domain.commissions.views.telling import Reader
from domain.commissions.views.words import BEARER_WORDS, CAUSE_WORDS, DECISION_WORDS, FAULT_WORDS
from domain.copies import replace
from domain.instants import written_deadline, written_weekday
from domain.markup import quoted, said
from domain.money.amounts import yuan
from domain.party import PARTY_WORDS, Party

KINDS: Mapping[str, tuple[str, str]] = {
    CaseKind.COMPLAINT: ("投诉", "a complaint"),
    CaseKind.ESCALATION: ("申请平台介入", "an escalation"),
    CaseKind.RELEASE_OVERDUE: ("逾期未发布", "the release never came"),
    CaseKind.FORCED: ("平台强制处理", "forced by the platform"),
    CaseKind.AUDIT: ("审核没有结果", "the audit never answered"),
    CaseKind.TAKEN_DOWN: ("作品非公开", "the item is not public"),
}
RECORD_WORDS: Mapping[str, tuple[str, str]] = {
    RecordState.OPEN: ("可申诉", "may be appealed"),
    RecordState.APPEALED: ("已申诉，待判定", "appealed, to be decided"),
    RecordState.STANDS: ("成立", "stands"),
    RecordState.LIFTED: ("已撤销", "lifted"),
}
OWED = ("，品牌主逾期未确认，按条款赔付", "; the brand is overdue, and the kill fee is due")
MONEY = ("settle", "refund", "split")
"""Decisions that divide the money."""


def case(c: Commission, reader: Reader) -> Iterator[str]:
    """Bullets: the open case, else the last one that was closed."""
    found = c.case or c.past_case
    if found is None:
        return
    past = reader.pick(("（已结）", " (closed)")) if c.case is None else ""
    opened = reader.pick(PARTY_WORDS[found.by])
    label = reader.pick(("案件", "Case")) + past
    kind = reader.pick(KINDS.get(found.kind, (found.kind,) * 2))
    yield f"- **{label}**{reader.colon}{kind} · {_at(found, opened, reader)}"
    yield from _cause(found, reader)
    yield from _stated(found, reader)
    yield from _decision(c, found, reader)
    yield from _fall(c, reader)


def requests(c: Commission, reader: Reader) -> Iterator[str]:
    """What one side asks and the other has not answered, and the breach record with its appeal."""
    if c.cancel_request:
        asked, label = c.cancel_request, reader.pick(("申请取消", "Asked to cancel"))
        at = written_weekday(asked.at, reader.lang, reader.now)
        share = (
            reader.pick(("，希望保留 {:g}%", ", to keep {:g} %")).format(asked.bps / 100) if asked.bps else ""
        )
        owed = reader.pick(OWED) if asked.owed else ""
        by = reader.pick(PARTY_WORDS[Party.CREATOR])
        yield f"- **{label}**{reader.colon}{by} {at} “{said(asked.reason)}”{share}{owed}"
    if c.pending_cancel:
        label, by = reader.pick(("取消等审核结果", "Cancelled, waits for the audit")), c.pending_cancel.by
        yield f"- **{label}**{reader.colon}{reader.pick(PARTY_WORDS[by])} “{said(c.pending_cancel.reason)}”"
    if c.replacement:
        label = reader.pick(("作品换号", "Item under a new number"))
        since = written_weekday(c.replacement.at, reader.lang, reader.now)
        yield f"- **{label}**{reader.colon}{quoted(c.replacement.item)} {since}"
    if c.extension:
        at = written_deadline(c.extension.submit_by, reader.lang, reader.now)
        label, by = reader.pick(("提议延期交稿", "Extension proposed")), c.extension.by
        yield f"- **{label}**{reader.colon}{reader.pick(PARTY_WORDS[by])} → {at}"
    if c.proposal:
        yield _proposal(c, c.proposal, reader)
    if c.on_record:
        rule, state = BREACHES[c.on_record.reason], RECORD_WORDS[c.on_record.state]
        label, words = reader.pick(("违约记录", "Breach record")), reader.pick((rule.zh, rule.en))
        yield f"- **{label}**{reader.colon}{words} · {reader.pick(state)}"


def _proposal(c: Commission, p: Proposal, reader: Reader) -> str:
    """What would be decided, in yuan, and until when another operator may second it."""
    label = reader.pick(("提议，待另一人复核", "Proposed, waits for a second"))
    until = c.clocks.get("second_by")
    ends = f" → {written_deadline(until, reader.lang, reader.now)}" if until else ""
    parts = _cancel(p, reader) if p.move == "cancel" else _divided(c, p, reader)
    return f"- **{label}** `{p.seq}`{reader.colon}{said(p.by)} `{p.move}` {parts} “{said(p.reason)}”{ends}"


def _cancel(p: Proposal, reader: Reader) -> str:
    owed = (
        reader.pick(("，赔付 {} 元", ", kill fee CNY {}")).format(yuan(p.quoted_fen)) if p.quoted_fen else ""
    )
    return reader.pick(FAULT_WORDS.get(p.fault, (p.fault,) * 2)) + owed


def _divided(c: Commission, p: Proposal, reader: Reader) -> str:
    case = Case(CaseKind.FORCED, Party.OPERATOR, p.at, c.stage, decision=p.decision, bearer=p.bearer)
    case = replace(case, creator_bps=p.creator_bps or 0, creator_fen=p.creator_fen or 0)
    words = reader.pick(DECISION_WORDS[p.decision])
    return f"{words}{reader.colon}{shares(c, case, reader)}"


def _at(case: Case, opened: str, reader: Reader) -> str:
    at = written_weekday(case.at, reader.lang, reader.now)
    return f"{opened} {at}" + (f" “{said(case.reason)}”" if case.reason else "")


def _cause(case: Case, reader: Reader) -> Iterator[str]:
    if case.causes:
        words = (f"{reader.pick(CAUSE_WORDS.get(each, (said(each),) * 2))} `{each}`" for each in case.causes)
        yield reader.pick(("- 原因：", "- cause: ")) + reader.pick(("；", "; ")).join(words)
    if case.evidence:
        yield reader.pick(("- 证据：", "- evidence: ")) + _proofs(case.papers.proofs, case.evidence, reader)


STATED = {
    "cause": ("追加原因", "adds a cause"),
    "answer": ("答复", "answers"),
    "appeal": ("已申诉", "appeals"),
}


def _stated(case: Case, reader: Reader) -> Iterator[str]:
    """What was put and answered after it was opened, in order; and whose answer is still awaited."""
    for each in case.papers.statements:
        by, words = PARTY_WORDS[each.by], STATED[each.kind]
        told = reader.pick((f"{by[0]}{words[0]}", f"{by[1]} {words[1]}"))
        about = f" `{each.about}`" if each.about else ""
        through = f" {reader.pick(('代办', 'through'))} {said(each.through)}" if each.through else ""
        proofs = f" · {_proofs(each.proofs, each.evidence, reader)}" if each.evidence else ""
        yield f"- {told}{about}{reader.colon}“{said(each.text)}”{through}{proofs}"
    for side in case.asks:
        if not case.decision or case.appealed:
            over = ("期限内没有答复，视为已听取", "no answer in time: counted as heard")
            silent = ("尚未答复", "no answer yet") if side in case.waits else over
            yield f"- {reader.pick(PARTY_WORDS[side])}{reader.colon}{reader.pick(silent)}"


def _fall(c: Commission, reader: Reader) -> Iterator[str]:
    """What comes of it if the platform decides nothing."""
    limit, found = c.clocks.get("decide_limit"), fall(c) if c.case else None
    if limit and found:
        until = written_deadline(limit, reader.lang, reader.now)
        words = reader.pick((f"- {until} 仍未判定则：", f"- if undecided at {until}: "))
        yield words + reader.pick((found.zh, found.en))


def _decision(c: Commission, case: Case, reader: Reader) -> Iterator[str]:
    if case.decision:
        words = reader.pick(DECISION_WORDS.get(case.decision, (case.decision,) * 2))
        parts = f"{reader.colon}{shares(c, case, reader)}" if case.decision in MONEY else ""
        at = (
            f" {written_weekday(case.papers.decided_at, reader.lang, reader.now)}"
            if case.papers.decided_at
            else ""
        )
        who = f" · {said(case.papers.decided_by)}{at}" if case.papers.decided_by else ""
        why = f" “{said(case.decided_reason)}”" if case.decided_reason else ""
        words += reader.pick(("（已更正）", " (corrected)")) if case.corrected else ""
        words += "".join(reader.pick((f"，{zh}", f", {en}")) for zh, en in _bearer(case))
        yield reader.pick(("- 判定：", "- decided: ")) + f"{words} `{case.decision}`{parts}{who}{why}"


def _bearer(case: Case) -> tuple[tuple[str, str], ...]:
    return (BEARER_WORDS[case.bearer],) if case.bearer in BEARER_WORDS else ()


def _proofs(proofs: tuple[str, ...], number: int, reader: Reader) -> str:
    """As they were sent, to be copied. Those there was no room for are counted, and told by the timeline."""
    kept = reader.pick(("、", ", ")).join(quoted(each) for each in proofs)
    left = number - len(proofs)
    if not left:
        return kept
    more = reader.pick((f"另 {left} 份见 explain", f"{left} more, see explain"))
    return f"{kept} {more}".strip()
