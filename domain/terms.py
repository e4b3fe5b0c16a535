"""The terms of a commission: every number the business may change, with its default and its basis.

The whole record is pinned into each commission when it is ordered; a later change touches new orders only.
``terms.toml`` in the project root overrides the defaults, a task type's file overrides both for its type.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any

from domain.money import BPS, FEN_MAX


def _term(default: Any, zh: str, en: str, basis: str) -> Any:  # noqa: ANN401 - as dataclasses.field
    return field(default=default, metadata={"zh": zh, "en": en, "basis": basis})


LIMITS: Mapping[str, int] = {
    "brief_days": 730,
    "_fen": FEN_MAX,
    "_bps": BPS,
    "_days": 3_650,
    "_hours": 87_600,
    "_minutes": 525_600,
    "_chars": 4_000,
    "_hour": 24,
    "quiet_from": 24,
    "quiet_to": 24,
}
"""By the unit at the end of a term's name."""
LEAST: Mapping[str, int] = {"brief_days": 1}
"""Of terms with which nothing could be ordered any more if they were less."""
COUNT_MAX = 10_000
SLIP_BPS = 100
"""Basis points below it are a likely slip: 5 was meant as a percentage."""
TEXT_MAX = 40
Pinned = Any
"""Terms of any kind: a dataclass of numbers."""


@dataclass(frozen=True)
class Terms:
    version: str = _term("2026-11", "条款版本", "version of these terms", "ours")
    accept_hours: int = _term(24, "接收时限（小时）", "hours to accept", "S1 Q4")
    pay_hours: int = _term(48, "付款时限（小时）", "hours to pay", "ours")
    call_before_minutes: int = _term(
        120, "电话提醒提前（分钟）", "call this long before the end", "S1 Q5, ours"
    )
    call_least_left_minutes: int = _term(
        45, "早间电话至少剩余（分钟）", "least left for a morning call", "ours"
    )
    call_attempts: int = _term(3, "电话提醒次数", "calls at most", "ours")
    call_again_minutes: int = _term(10, "再次呼叫间隔（分钟）", "minutes between calls", "ours")
    quiet_from: int = _term(22, "免打扰开始（点）", "quiet from (o'clock)", "ours")
    quiet_to: int = _term(8, "免打扰结束（点）", "quiet until (o'clock)", "ours")
    outline_rejections: int = _term(3, "提纲驳回次数", "outline rejections", "S1 Q9")
    content_rejections: int = _term(2, "作品驳回次数", "content rejections", "S1 Q12")
    reason_max_chars: int = _term(100, "理由最多字数", "longest reason", "X1")
    submit_days: int = _term(7, "交稿时限（自然日）", "natural days to submit", "S1 Q17, ours")
    revise_hours: int = _term(72, "修改至少时限（小时）", "least hours to revise", "ours")
    late_grace_hours: int = _term(24, "逾期宽限（小时）", "grace for a late submission", "S2, ours")
    abandon_hours: int = _term(72, "逾期未交自动取消（小时）", "hours overdue until cancelled", "ours")
    outline_review_days: int = _term(3, "提纲确认时限（自然日）", "natural days to review an outline", "ours")
    review_attention_days: int = _term(
        7, "作品待确认提醒平台（自然日）", "days until the platform looks", "ours"
    )
    review_limit_days: int = _term(
        14,
        "作品确认最长时限（自然日），逾期取消并赔付",
        "natural days to review the content, then cancelled with the kill fee",
        "ours",
    )
    audit_alert_hours: int = _term(24, "审核超时提醒（小时）", "hours until a slow audit is shown", "ours")
    release_window_days: int = _term(30, "发布时间最晚（日）", "latest release, days ahead", "X1")
    brief_days: int = _term(180, "任务书中日期最远（日）", "dates of a brief, days ahead at most", "ours")
    release_alert_hours: int = _term(24, "逾期未发布提醒（小时）", "hours overdue until attention", "ours")
    release_limit_hours: int = _term(
        72, "逾期未发布平台介入（小时）", "hours overdue until arbitration", "ours"
    )
    settle_days: int = _term(7, "投诉期（自然日）", "natural days to complain", "S1 Q14")
    hidden_tolerance_hours: int = _term(24, "非公开容忍（小时）", "hours hidden that cost nothing", "ours")
    recheck_hours: int = _term(6, "挂起复查间隔（小时）", "hours between checks while suspended", "ours")
    suspended_limit_days: int = _term(30, "挂起最长（日）", "days suspended until attention", "ours")
    edit_hours: int = _term(72, "修改权限时限（小时）", "hours an edit permission lasts", "S1 Q15, ours")
    cancel_audit_hours: int = _term(
        24, "取消时等审核结果（小时）", "hours a cancel waits for the audit's answer", "ours"
    )
    kill_fee_nothing_bps: int = _term(0, "赔付：未提交", "kill fee, nothing handed in", "X3")
    kill_fee_outline_bps: int = _term(
        1_000, "赔付：已提交（提纲；不需提纲时为作品）", "kill fee, handed in", "X3"
    )
    kill_fee_content_bps: int = _term(5_000, "赔付：作品过审", "kill fee, content audited", "X3")
    kill_fee_final_bps: int = _term(10_000, "赔付：驳回用完", "kill fee, rejections used", "X3")
    cancel_reply_hours: int = _term(48, "取消申请答复（小时）", "hours to answer a cancel request", "ours")
    extension_reply_hours: int = _term(48, "延期申请答复（小时）", "hours to answer an extension", "ours")
    extensions_max: int = _term(3, "最多延期次数", "extensions at most", "ours")
    answer_hours: int = _term(72, "投诉答复时限（小时）", "hours to answer a complaint", "ours")
    decide_days: int = _term(7, "判定时限（日）", "days to decide", "ours")
    appeal_hours: int = _term(72, "申诉时限（小时）", "hours to appeal a decision", "ours")
    rework_days: int = _term(7, "整改后投诉期（自然日）", "natural days after rework", "ours")
    evidence_max: int = _term(10, "证据最多条数", "evidence items at most", "ours")
    corrections_max: int = _term(
        1,
        "生效前平台可更正判定的次数（0 为不可）",
        "corrections of a decision before it takes effect",
        "D12.16",
    )
    share_least_bps: int = _term(
        100,
        "判定比例的最低基点，更低视为笔误",
        "least basis points of a decided share, else a slip",
        "D12.16",
    )
    extend_days: int = _term(
        60,
        "时限最远可延至几日后（0 为不限，只可延后）",
        "latest a deadline is extended to, days ahead",
        "D12.16",
    )
    freeze_alert_hours: int = _term(72, "暂停提醒（小时）", "hours frozen until attention", "ours")
    rating_days: int = _term(7, "评价时限（日）", "days to rate", "S1 Q16, P1")
    retry_minutes: int = _term(60, "外部失败重试（分钟）", "minutes until a failed effect is retried", "ours")
    look_first_minutes: int = _term(
        1, "核实无答复后首次再查（分钟）", "minutes until a look is repeated", "D12.17"
    )
    look_second_minutes: int = _term(5, "第二次再查（分钟）", "minutes until the second repetition", "D12.17")
    look_third_minutes: int = _term(30, "第三次再查（分钟）", "minutes until the third repetition", "D12.17")
    look_later_hours: int = _term(6, "此后再查间隔（小时）", "hours between all later ones", "D12.17")
    look_wait_minutes: int = _term(
        30, "时限最多等待核实（分钟）", "minutes a clock waits for a look at most", "D12.17"
    )
    reports_max: int = _term(8, "同时核实的外部报告", "reported facts that wait for a look at most", "ours")
    denials_max: int = _term(
        50, "每日不实报告上限，之后不再核实", "denied facts a day until no more are looked at", "ours"
    )
    fee_payer: str = _term("creator", "服务费承担方", "who bears the fee: creator or brand", "S2")
    fee_bps: int = _term(500, "平台服务费（样例）", "platform fee (sample)", "ours")
    withholding: str = _term("off", "代扣个税（未启用）", "tax withholding (not enabled)", "L2")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> Mapping[str, Any]:  # noqa: ANN401
        """Whoever reads terms that were written before, reads them so."""
        before = {"type": "no-info", "function": _as_pinned}
        return {"type": "function-before", "function": before, "schema": handler(source)}


BEFORE: Mapping[str, int] = {
    "corrections_max": 0,
    "share_least_bps": 0,
    "extend_days": 0,
}
"""What binds a commission whose terms were pinned before there was such a term: nothing."""


def _as_pinned(written: Any) -> Any:  # noqa: ANN401 - whatever lies there
    """Terms as they come out of a workflow's input or the books: what was never promised is not in force."""
    return {**BEFORE, **written} if isinstance(written, Mapping) else written


class BadTerms(ValueError):
    """A terms file names an unknown term or gives it a value of the wrong kind; the message lists all."""


def terms_from(overrides: Mapping[str, Any], base: Terms | None = None) -> Terms:
    """Terms with some values replaced. Raises BadTerms with every problem at once."""
    known = {each.name: each for each in fields(Terms)}
    problems = [
        problem for name, value in overrides.items() if (problem := _problem(known.get(name), name, value))
    ]
    if problems:
        raise BadTerms("; ".join(problems))
    return replace(base or Terms(), **overrides)


def _problem(term: "Field[Any] | None", name: str, value: object) -> str:
    if term is None:
        return f"{name}: no such term / 没有这一条款"
    if type(value) is not type(term.default):
        return f"{name}: expected {type(term.default).__name__}, got {value!r} / 类型不符"
    if name.endswith("_bps") and isinstance(value, int) and 0 < value < SLIP_BPS:
        return f"{name}: {value} is under 1 %; {value} % is {value * SLIP_BPS} / 不足 1%，像是笔误"
    return _out_of_bounds(name, value)


def _out_of_bounds(name: str, value: object) -> str:
    if isinstance(value, int) and value < 0:
        return f"{name}: must not be negative / 不能为负"
    if isinstance(value, int) and value < LEAST.get(name, 0):
        return f"{name}: at least {LEAST[name]} / 不能小于 {LEAST[name]}"
    if name == "fee_payer" and value not in ("creator", "brand"):
        return f"{name}: creator or brand, got {value!r} / 只能是 creator 或 brand"
    if isinstance(value, int) and value > most(name):
        return f"{name}: at most {most(name)} / 不能超过 {most(name)}"
    if isinstance(value, str) and not 0 < len(value) <= TEXT_MAX:
        return f"{name}: 1 to {TEXT_MAX} characters / 应为 1 至 {TEXT_MAX} 个字符"
    return ""


def most(name: str) -> int:
    """The most a number of this unit may be: beyond it a deadline would leave the calendar."""
    return next((limit for unit, limit in LIMITS.items() if name.endswith(unit)), COUNT_MAX)


def differences(old: Pinned, new: Pinned) -> list[tuple[str, Any, Any]]:
    """Every term that differs: its name, its old and its new value."""
    return [
        (each.name, getattr(old, each.name), getattr(new, each.name))
        for each in fields(old)
        if getattr(old, each.name) != getattr(new, each.name)
    ]
