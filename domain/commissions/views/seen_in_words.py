"""What a side sees of a commission (`views.view`), line by line in words: people read no field names.

The money and the brief are told by their own tables; here stand the labels of all the rest.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from domain.commissions.cases.breaches import BREACHES
from domain.commissions.cases.falling import FALLS
from domain.commissions.ordering.pinned_brief import brief_seen, brief_told
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.state.commission import Commission
from domain.commissions.state.work import Rejection
from domain.commissions.views.operator_page.case import KINDS, RECORD_WORDS
from domain.commissions.views.operator_page.money import PAYOUT_WORDS
from domain.commissions.views.operator_page.work import STATUS_WORDS, rejection_told
from domain.commissions.views.telling import SAYS, Reader
from domain.commissions.views.view import NOTHING_WITHHELD
from domain.commissions.views.words import CAUSE_WORDS, DECISION_WORDS, FAULT_WORDS, move_words
from domain.forms import is_stamp
from domain.instants import written_deadline
from domain.money.amounts import yuan
from domain.party import PARTY_WORDS, Party

Words = tuple[str, str]

LABELS: Mapping[str, Words] = {
    "id": ("任务编号", "commission"),
    "title": ("标题", "title"),
    "stage_zh": ("现在", "now"),
    "stage_en": ("现在", "now"),
    "seq": ("最近事件号", "last event"),
    "round": ("轮次", "round"),
    "deadline": ("最近的期限", "next deadline"),
    "clocks": ("接下来", "what comes next"),
    "rejections": ("已驳回次数", "rejections so far"),
    "outline": ("提纲", "outline"),
    "content": ("作品", "content"),
    "failed_audits": ("审核未通过次数", "failed audits"),
    "release_at": ("发布时间", "release"),
    "reschedules": ("改发布时间", "release moved"),
    "made": ("已改次数", "times"),
    "allowed": ("最多次数", "of at most"),
    "frozen_sides": ("暂停", "frozen"),
    "since": ("开始时间", "since"),
    "stops": ("停止计时", "stands still"),
    "goes_on": ("继续计时", "goes on"),
    "clock": ("时限", "clock"),
    "left_seconds": ("剩余秒数", "seconds left"),
    "whose": ("哪一方的", "whose"),
    "then_zh": ("到时", "then"),
    "then_en": ("到时", "then"),
    "published_at": ("公开时间", "public since"),
    "cancel_request": ("申请取消", "asks to cancel"),
    "at_brands_fault": ("因品牌主逾期未确认", "the brand's review is overdue"),
    "cancel_gives_up": ("现在申请取消将放弃", "given up by asking to cancel now"),
    "cancel_waits": ("取消等审核结果", "cancelled, waits for the audit"),
    "last_version": ("最近提交", "last submission"),
    "rejected": ("驳回理由", "turned down"),
    "reported": ("外部报告，正在核实", "reported, being checked"),
    "replacement": ("以新编号重新发布，待答复", "public under a new number, to be answered"),
    "complaint": ("案件", "case"),
    "breach": ("违约记录", "breach record"),
    "rated": ("已评价", "rated by"),
    "words_hidden": ("文字已由平台隐藏", "the platform hides its words"),
    "hidden_because": ("隐藏理由", "hidden because"),
    "shown_because": ("恢复理由", "shown again because"),
    "decided_by": ("经办", "decided by"),
    "terms_version": ("条款", "terms"),
    "rules_version": ("规则", "rules"),
    "allowed_moves": ("现在可以做什么", "possible now"),
    "fee": ("平台服务费", "platform fee"),
    "net": ("全额结算时所得", "what the creator gets if settled in full"),
    "payout": ("打款", "payout"),
    "withholding": ("代扣个税", "tax withheld"),
    "withheld": ("暂不能提现", "cannot be withdrawn"),
    "frozen_because": ("暂停原因", "frozen because"),
    "hold": ("托管金额", "what the order holds"),
    "kill_fee": ("现在取消须赔付", "kill fee if cancelled now"),
    "kill_fee_if_passed": ("审核通过则赔付", "kill fee if the audit passes"),
    "quote": ("报价版本", "version of that quote"),
    "kind": ("种类", "kind"),
    "ref": ("编号", "reference"),
    "status": ("结果", "result"),
    "reason": ("理由", "reason"),
    "late": ("逾期提交", "late"),
    "fact": ("内容", "what"),
    "says": ("所报", "says"),
    "item": ("作品编号", "item"),
    "at": ("时间", "at"),
    "looks_unanswered": ("未获答复的核实次数", "looks without an answer"),
    "causes": ("原因", "causes"),
    "answer": ("对方答复", "the other side's answer"),
    "decision": ("判定", "decided"),
    "fault": ("取消的责任", "whose fault"),
    "statements": ("往来", "said since"),
    "by": ("谁", "by"),
    "cause": ("原因", "cause"),
    "evidence": ("证据", "evidence"),
    "waits_for_answer_of": ("等待谁答复", "waits for the answer of"),
    "bearer": ("由谁承担", "borne by"),
    "creator_bps": ("创作者比例（基点）", "the creator's share in basis points"),
    "decided_reason": ("判定理由", "because"),
    "appealed": ("已申诉", "appealed"),
    "corrected": ("已更正", "corrected"),
    "decided": ("判定金额", "decided amounts"),
    "if_undecided": ("到期未判定", "if undecided"),
    "end": ("结局", "what then"),
    "creator": ("创作者", "the creator"),
    "brand": ("品牌主", "the brand"),
    "state": ("状态", "state"),
}
"""By the field, without the unit at its end; a test looks at every view there is."""
CANCELLED: Mapping[str, Words] = {
    "kill_fee_fen": ("已取消，须赔付", "cancelled, kill fee"),
    "kill_fee_if_passed_fen": ("已取消，审核通过则赔付", "cancelled, kill fee if the audit passes"),
}
"""Where a cancel waits for the audit."""
PRICED: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    **dict.fromkeys(CANCELLED, lambda seen: bool(seen["quote"])),
    "cancel_gives_up_fen": lambda seen: "request_cancel" in seen["allowed_moves"],
}
"""What cancelling costs, nothing too, is said where it can be."""
ELSEWHERE = frozenset(
    (
        *("stage", "task_type", "brand", "creator"),
        *("brief", "brief_digest", "agreed", "price_fen", "money", "rejected"),
    )
)
"""Told with the stage's words, the brief or the ledger."""

PLATFORM = ("平台", "platform")
Codes = Callable[[str], Words]


def _in(table: Mapping[str, Words]) -> Codes:
    return lambda code: table.get(code, (code, code))


CODES: Mapping[str, Codes] = {
    "status": _in(STATUS_WORDS),
    "fact": move_words,
    "says": _in(SAYS),
    "clock": move_words,
    "fault": _in(FAULT_WORDS),
    "waits_for_answer_of": _in({each.value: words for each, words in PARTY_WORDS.items()}),
    "bearer": _in({**{each.value: words for each, words in PARTY_WORDS.items()}, "platform": PLATFORM}),
    "whose": lambda code: PARTY_WORDS[Party(code)],
    "causes": _in(CAUSE_WORDS),
    "decision": _in(DECISION_WORDS),
    "payout": _in(PAYOUT_WORDS),
    "withholding": _in({NOTHING_WITHHELD: ("0.00 元（未启用）", "CNY 0.00 (not enabled)")}),
    "state": _in(RECORD_WORDS),
    "end": _in({each.name: (each.zh, each.en) for each in FALLS}),
    "kind": _in({**KINDS, "outline": LABELS["outline"], "content": LABELS["content"]}),
}


def lines_of(seen: Mapping[str, Any], c: Commission, reader: Reader) -> Iterator[str]:
    """Of a view of this commission; what is empty is left out."""
    yield from _of_view(seen, reader)
    yield from _of_brief(brief_told(c, reader), reader)


def lines_seen(seen: Mapping[str, Any], reader: Reader) -> Iterator[str]:
    """The same of a view alone, from a platform elsewhere; the reader's order is `order_seen`."""
    yield from _of_view(seen, reader)
    yield from _of_brief(brief_seen(seen, reader), reader)


def _of_view(seen: Mapping[str, Any], reader: Reader) -> Iterator[str]:
    other = "stage_en" if reader.lang == "zh" else "stage_zh"
    for name, value in seen.items():
        if name in ELSEWHERE or name == other or value in (None, "", [], {}) or value is False:
            continue
        if name in PRICED and not PRICED[name](seen):
            continue
        known = CANCELLED.get(name) if seen["cancel_waits"] else None
        label = reader.pick(known) if known else _label(name, reader)
        yield _line(label, _text(name, value, reader), reader)
    for each in seen["rejected"]:
        turned_down = Rejection(**{**each, "at": datetime.fromisoformat(each["at"])})
        yield _line(_label("rejected", reader), rejection_told(turned_down, reader), reader)


def _of_brief(told: Iterator[tuple[str, str]], reader: Reader) -> Iterator[str]:
    for label, text in told:
        yield _line(reader.pick(("需求单 · {}", "brief · {}")).format(label), text, reader)


def _line(label: str, text: str, reader: Reader) -> str:
    return f"{label}{reader.colon}{text}"


def _label(name: str, reader: Reader) -> str:
    name = name.removesuffix("_fen")
    return reader.pick(LABELS.get(name, (name, name)))


def _text(name: str, value: Any, reader: Reader) -> str:  # noqa: ANN401 - whatever a view has
    match value:
        case Mapping():
            return _listed(_below(name, value, reader), reader)
        case list() if name == "allowed_moves":
            return _listed((f"{reader.pick(move_words(each))} ({each})" for each in value), reader)
        case list():
            return reader.pick(("；", "; ")).join(_text(name, each, reader) for each in value)
        case bool():
            return reader.pick(("是", "yes") if value else ("否", "no"))
        case _:
            return _leaf(name, value, reader)


def _leaf(name: str, value: str | int, reader: Reader) -> str:
    if isinstance(value, int) and name.endswith("_fen"):
        return reader.pick(("{} 元", "CNY {}")).format(yuan(value))
    if isinstance(value, str) and is_stamp(value):
        return _date(value, reader)
    if isinstance(value, str) and name in CODES:
        return reader.pick(CODES[name](value))
    return reader.fit(str(value))


def _below(name: str, value: Mapping[str, Any], reader: Reader) -> Iterator[str]:
    for each, below in value.items():
        if below in (None, "", [], {}) or below is False or (each, below) == ("creator_bps", 0):
            continue
        if each == reader.pick(("then_en", "then_zh")):
            continue
        if name == "clocks":
            yield f"{_date(below, reader)} {reader.pick((CLOCKS[each].zh, CLOCKS[each].en))}"
        elif name == "breach" and each == "reason":
            yield reader.pick((BREACHES[below].zh, BREACHES[below].en))
        else:
            yield f"{_label(each, reader)}{reader.pick(('：', ' '))}{_text(each, below, reader)}"


def _listed(parts: Iterator[str], reader: Reader) -> str:
    return reader.pick(("，", ", ")).join(parts)


def _date(stamp: str, reader: Reader) -> str:
    return written_deadline(datetime.fromisoformat(stamp), reader.lang, reader.now)
