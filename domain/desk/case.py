"""What the platform is asked to decide, and what it has decided: the case as operators read it."""

from collections.abc import Iterator

from domain.breaches import BREACHES
from domain.commission import Case, Commission
from domain.desk.money import shares
from domain.instants import written_deadline, written_weekday
from domain.markup import said
from domain.stages import Party
from domain.telling import Reader
from domain.words import CAUSE_WORDS, DECISION_WORDS, PARTY_WORDS

KINDS = {
    "complaint": ("投诉", "a complaint"),
    "escalation": ("申请平台介入", "an escalation"),
    "release_overdue": ("逾期未发布", "the release never came"),
}
RECORD_WORDS = {
    "open": ("可申诉", "may be appealed"),
    "appealed": ("已申诉，待判定", "appealed, to be decided"),
    "stands": ("成立", "stands"),
    "lifted": ("已撤销", "lifted"),
}
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
    yield f"- **{label}**：{kind} · {_at(found, opened, reader)}"
    yield from _cause(found, reader)
    yield from _answer(found, reader)
    yield from _decision(c, found, reader)


def requests(c: Commission, reader: Reader) -> Iterator[str]:
    """What one side asks and the other has not answered, and the breach record with its appeal."""
    if c.cancel_request:
        asked, label = c.cancel_request, reader.pick(("申请取消", "Asked to cancel"))
        at = written_weekday(asked.at, reader.lang, reader.now)
        yield f"- **{label}**：{reader.pick(PARTY_WORDS[Party.CREATOR])} {at} “{said(asked.reason)}”"
    if c.pending_cancel:
        label, by = reader.pick(("取消等审核结果", "Cancelled, waits for the audit")), c.pending_cancel.by
        yield f"- **{label}**：{reader.pick(PARTY_WORDS[by])} “{said(c.pending_cancel.reason)}”"
    if c.extension:
        at = written_deadline(c.extension.submit_by, reader.lang, reader.now)
        label, by = reader.pick(("提议延期交稿", "Extension proposed")), c.extension.by
        yield f"- **{label}**：{reader.pick(PARTY_WORDS[by])} → {at}"
    if c.on_record:
        rule, state = BREACHES[c.on_record.reason], RECORD_WORDS[c.on_record.state]
        label, words = reader.pick(("违约记录", "Breach record")), reader.pick((rule.zh, rule.en))
        yield f"- **{label}**：{words} · {reader.pick(state)}"


def _at(case: Case, opened: str, reader: Reader) -> str:
    at = written_weekday(case.at, reader.lang, reader.now)
    return f"{opened} {at}" + (f" “{said(case.reason)}”" if case.reason else "")


def _cause(case: Case, reader: Reader) -> Iterator[str]:
    if case.causes:
        words = (f"{reader.pick(CAUSE_WORDS.get(each, (said(each),) * 2))} `{each}`" for each in case.causes)
        yield reader.pick(("  - 原因：", "  - cause: ")) + reader.pick(("；", "; ")).join(words)
    if case.evidence:
        yield reader.pick(("  - 证据：", "  - evidence: ")) + _proofs(
            case.papers.proofs, case.evidence, reader
        )


def _answer(case: Case, reader: Reader) -> Iterator[str]:
    label = reader.pick(("  - 对方答复：", "  - the other side's answer: "))
    if case.answer:
        through = (
            f" {reader.pick(('代办', 'through'))} {said(case.papers.answered_by)}"
            if case.papers.answered_by
            else ""
        )
        yield f"{label}“{said(case.answer)}”{through}"
    elif case.heard:
        yield label + reader.pick(("期限内没有答复，视为已听取", "none in time: counted as heard"))
    elif case.kind == "complaint" and not case.decision:
        yield label + reader.pick(("尚未答复", "not yet"))
    if case.papers.answer_proofs:
        proofs = _proofs(case.papers.answer_proofs, len(case.papers.answer_proofs), reader)
        yield reader.pick(("  - 答复的证据：", "  - evidence of the answer: ")) + proofs


def _decision(c: Commission, case: Case, reader: Reader) -> Iterator[str]:
    if case.decision:
        words = reader.pick(DECISION_WORDS.get(case.decision, (case.decision,) * 2))
        parts = f"：{shares(c, case, reader)}" if case.decision in MONEY else ""
        at = (
            f" {written_weekday(case.papers.decided_at, reader.lang, reader.now)}"
            if case.papers.decided_at
            else ""
        )
        who = f" · {said(case.papers.decided_by)}{at}" if case.papers.decided_by else ""
        why = f" “{said(case.decided_reason)}”" if case.decided_reason else ""
        words += reader.pick(("（已更正）", " (corrected)")) if case.corrected else ""
        yield reader.pick(("  - 判定：", "  - decided: ")) + f"{words} `{case.decision}`{parts}{who}{why}"
    if case.appealed:
        by = reader.pick(PARTY_WORDS[case.papers.appeal_by]) if case.papers.appeal_by else ""
        why = f" “{said(case.papers.appeal_reason)}”" if case.papers.appeal_reason else ""
        yield reader.pick(("  - 已申诉：", "  - appealed: ")) + f"{by}{why}"


def _proofs(proofs: tuple[str, ...], number: int, reader: Reader) -> str:
    """Those there was no room for are counted, and told by the timeline."""
    kept = reader.pick(("、", ", ")).join(said(each) for each in proofs)
    left = number - len(proofs)
    if not left:
        return kept
    more = reader.pick((f"另 {left} 份见 explain", f"{left} more, see explain"))
    return f"{kept} {more}".strip()
