"""The terms of a commission: every number the business may change, its default, bounds and basis.

The whole record is pinned into each commission when it is ordered; a later change touches new orders only.
``terms.toml`` in the project root overrides the defaults, a task type's file overrides both for its type.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from domain.bounds import BadTerms, broken, wrong
from domain.bounds import term as _term
from domain.commissions.ordering.term_relations import RELATIONS
from domain.copies import replace
from domain.term_bases import whole

Pinned = Any
"""Terms of any kind: a dataclass of numbers."""


@dataclass(frozen=True)
class Terms:
    version: str = _term("2026-11", "条款版本", "version of these terms", "ours")
    effective_from: str = _term(
        "2026-11-01",
        "生效日期（北京时间 0:00 起）",
        "in force from 0:00 of this day, Beijing",
        "电子商务法 §34",
    )
    price_least_fen: int = _term(
        1_000, "每单最低金额（分）", "least price of an order (fen)", "ours", lo=1, hi=10_000_000
    )
    open_commissions_max: int = _term(
        500,
        "一位创作者同时未发布的任务上限",
        "commissions of one creator that are not published yet, at most",
        "ours",
        lo=1,
        hi=10_000,
    )
    accept_hours: int = _term(24, "接收时限（小时）", "hours to accept", "S1 Q4", lo=1, hi=168)
    pay_hours: int = _term(48, "付款时限（小时）", "hours to pay", "ours", lo=1, hi=720)
    call_before_minutes: int = _term(
        120, "电话提醒提前（分钟）", "call this long before the end", "S1 Q5, ours", lo=1, hi=1_440
    )
    call_before_quiet_minutes: int = _term(
        30,
        "免打扰前电话提前（分钟）",
        "an evening call, this long before the quiet hours",
        "ours",
        lo=0,
        hi=240,
    )
    call_least_left_minutes: int = _term(
        45, "早间电话至少剩余（分钟）", "least left for a morning call", "ours", lo=1, hi=1_440
    )
    call_attempts: int = _term(3, "电话提醒次数", "calls at most", "ours", lo=1, hi=10)
    call_again_minutes: int = _term(10, "再次呼叫间隔（分钟）", "minutes between calls", "ours", lo=1, hi=720)
    quiet_from: int = _term(22, "免打扰开始（点）", "quiet from (o'clock)", "ours", lo=0, hi=23)
    quiet_to: int = _term(8, "免打扰结束（点）", "quiet until (o'clock)", "ours", lo=0, hi=23)
    sms_pause_minutes: int = _term(
        60,
        "同一任务同类短信最短间隔（分钟，0 为不限）",
        "least minutes between two SMS of a kind in one commission (0: none)",
        "D12.18",
        lo=0,
        hi=1_440,
    )
    outline_rejections: int = _term(3, "提纲驳回次数", "outline rejections", "S1 Q9", lo=1, hi=10)
    content_rejections: int = _term(2, "作品驳回次数", "content rejections", "S1 Q12", lo=0, hi=10)
    reason_max_chars: int = _term(500, "理由和答复最多字数", "longest reason or answer", "X1", lo=20, hi=500)
    submit_days: int = _term(7, "交稿时限（自然日）", "natural days to submit", "S1 Q17, ours", lo=1, hi=90)
    least_time_minutes: int = _term(
        60, "交稿至少留出（分钟）", "least minutes to submit, whatever was ordered", "ours", lo=1, hi=1_440
    )
    failed_audits_max: int = _term(
        3,
        "平台审核未通过几次后客户可按提纲阶段赔付取消（0 为不限）",
        "failed audits after which the brand may leave at the outline's fee (0: never)",
        "D12.18",
        lo=0,
        hi=20,
    )
    revise_hours: int = _term(72, "修改至少时限（小时）", "least hours to revise", "ours", lo=1, hi=720)
    late_grace_hours: int = _term(
        24, "逾期宽限（小时）", "grace for a late submission", "S2, ours", lo=0, hi=720
    )
    abandon_hours: int = _term(
        72, "逾期未交自动取消（小时）", "hours overdue until cancelled", "ours", lo=1, hi=720
    )
    outline_review_days: int = _term(
        3, "提纲确认时限（自然日）", "natural days to review an outline", "ours", lo=1, hi=30
    )
    review_attention_days: int = _term(
        7, "作品待确认提醒平台（自然日）", "days until the platform looks", "ours", lo=1, hi=30
    )
    review_limit_days: int = _term(
        14,
        "作品确认最长时限（自然日），逾期取消并赔付",
        "natural days to review the content, then cancelled with the kill fee",
        "ours",
        lo=2,
        hi=60,
    )
    review_lapse_days: int = _term(
        9,
        "约定的发布时间范围已过时的确认时限（自然日）",
        "natural days to review the content, once the ordered window is over",
        "D12.18",
        lo=1,
        hi=60,
    )
    review_total_days: int = _term(
        21,
        "品牌主各轮确认合计（日），用完取消并赔付",
        "days of all the brand's reviews together, then cancelled with the kill fee",
        "study case 22",
        lo=1,
        hi=180,
    )
    audit_alert_hours: int = _term(
        24, "审核超时提醒（小时）", "hours until a slow audit is shown", "ours", lo=1, hi=168
    )
    audit_escalate_hours: int = _term(
        72,
        "审核没有结果，可申请平台介入（小时）",
        "hours until an audit may be escalated",
        "D12.18",
        lo=1,
        hi=336,
    )
    audit_limit_days: int = _term(
        14,
        "审核没有结果，自动立案（日）",
        "days without an audit until a case is opened",
        "D12.18",
        lo=1,
        hi=30,
    )
    release_window_days: int = _term(
        30,
        "发布时间最晚（首次确认后，日）",
        "latest release, days after the first approval",
        "X1",
        lo=1,
        hi=180,
    )
    reschedules_max: int = _term(
        3, "最多改发布时间次数", "changes of the release time at most", "D12.18", lo=0, hi=20
    )
    brief_days: int = _term(
        180, "需求单中日期最远（日）", "dates of a brief, days ahead at most", "ours", lo=1, hi=730
    )
    early_minutes: int = _term(
        1,
        "早于发布时间多久算提前发布（分钟）",
        "minutes before the release that count as early",
        "ours",
        lo=0,
        hi=60,
    )
    release_alert_hours: int = _term(
        24, "逾期未发布提醒（小时）", "hours overdue until attention", "ours", lo=1, hi=168
    )
    release_limit_hours: int = _term(
        72, "逾期未发布平台介入（小时）", "hours overdue until arbitration", "ours", lo=2, hi=720
    )
    settle_days: int = _term(7, "投诉期（自然日）", "natural days to complain", "S1 Q14", lo=1, hi=30)
    first_day_tolerance_minutes: int = _term(
        60,
        "首日非公开容忍（分钟），超过则投诉期顺延一天",
        "minutes hidden on the first day that cost nothing; more is a day more",
        "D12.18",
        lo=0,
        hi=1_440,
    )
    hidden_tolerance_hours: int = _term(
        24, "非公开容忍（小时）", "hours hidden that cost nothing", "ours", lo=1, hi=168
    )
    recheck_hours: int = _term(
        6, "挂起复查间隔（小时）", "hours between checks while suspended", "ours", lo=1, hi=168
    )
    suspended_limit_days: int = _term(
        30, "挂起最长（日），逾期退款或立案", "days suspended, then refunded or a case", "D12.18", lo=1, hi=90
    )
    unknown_limit_hours: int = _term(
        72,
        "公开状态未知最长（小时），逾期按最近所知",
        "hours its visibility is unknown, then as last known",
        "D12.18",
        lo=1,
        hi=336,
    )
    item_reply_hours: int = _term(
        48,
        "新编号作品的答复时限（小时），逾期视为确认",
        "hours to answer for an item under a new number; silence confirms",
        "D12.18",
        lo=1,
        hi=168,
    )
    replacements_max: int = _term(
        3, "最多换号次数", "items under a new number at most", "D12.18", lo=0, hi=10
    )
    edit_hours: int = _term(
        72, "修改权限时限（小时）", "hours an edit permission lasts", "S1 Q15, ours", lo=1, hi=168
    )
    cancel_audit_hours: int = _term(
        24, "取消时等审核结果（小时）", "hours a cancel waits for the audit's answer", "ours", lo=1, hi=168
    )
    kill_fee_nothing_bps: int = _term(0, "赔付：未提交", "kill fee, nothing handed in", "X3")
    kill_fee_outline_bps: int = _term(
        1_000, "赔付：已提交（提纲；不需提纲时为作品）", "kill fee, handed in", "X3"
    )
    kill_fee_content_bps: int = _term(5_000, "赔付：作品过审", "kill fee, content audited", "X3")
    kill_fee_final_bps: int = _term(10_000, "赔付：驳回用完", "kill fee, rejections used", "X3")
    cancel_reply_hours: int = _term(
        48, "取消申请答复（小时）", "hours to answer a cancel request", "ours", lo=2, hi=168
    )
    extension_reply_hours: int = _term(
        48, "延期申请答复（小时）", "hours to answer an extension", "ours", lo=1, hi=168
    )
    extensions_max: int = _term(3, "最多延期次数", "extensions at most", "ours", lo=0, hi=20)
    answer_hours: int = _term(72, "投诉答复时限（小时）", "hours to answer a complaint", "ours", lo=2, hi=168)
    decide_days: int = _term(7, "判定时限（日）", "days to decide", "ours", lo=1, hi=30)
    decide_again_days: int = _term(
        14, "判定再次提醒（日）", "days until an undecided case is shown again", "D12.18", lo=2, hi=60
    )
    decide_limit_days: int = _term(
        30,
        "判定最长时限（日），逾期按规则了结",
        "days undecided until a case ends by itself",
        "D12.18",
        lo=3,
        hi=90,
    )
    appeal_hours: int = _term(72, "申诉时限（小时）", "hours to appeal a decision", "ours", lo=1, hi=168)
    effect_look_hours: int = _term(
        72,
        "判定生效前查询公开状态最长（小时），无答复按最后所知",
        "hours a decision waits for a look at the item, then as last known",
        "D12.18",
        lo=1,
        hi=720,
    )
    reworks_max: int = _term(1, "最多整改次数", "reworks at most", "D12.18", hi=5)
    cause_times_max: int = _term(
        2, "同一原因最多投诉次数", "complaints about one cause at most", "D12.18", lo=1, hi=10
    )
    rework_days: int = _term(7, "整改后投诉期（自然日）", "natural days after rework", "ours", lo=1, hi=30)
    escalations_max: int = _term(
        1,
        "同一版本确认期间每方申请平台介入次数",
        "times each side asks the platform about one version's review",
        "D12.18",
        lo=1,
        hi=5,
    )
    evidence_max: int = _term(10, "证据最多条数", "evidence items at most", "ours", lo=1, hi=50)
    two_persons_fen: int = _term(
        1_000_000,
        "判定须两人的金额界限（任务金额超过即须，分；0 为不须）",
        "price over which a decision needs two operators, in fen (0: never)",
        "D12.16",
    )
    second_hours: int = _term(
        48, "另一人复核提议的时限（小时）", "hours to second a proposal", "D12.16", lo=1, hi=168
    )
    corrections_max: int = _term(
        1,
        "生效前平台可更正判定的次数（0 为不可）",
        "corrections of a decision before it takes effect",
        "D12.16",
        lo=0,
        hi=5,
    )
    share_least_bps: int = _term(
        100,
        "判定比例的最低基点，更低视为笔误",
        "least basis points of a decided share, else a slip",
        "D12.16",
        lo=0,
        hi=1_000,
    )
    extend_days: int = _term(
        60,
        "时限最远可延至几日后（0 为不限，只可延后）",
        "latest a deadline is extended to, days ahead",
        "D12.16",
        lo=0,
        hi=180,
    )
    extend_total_days: int = _term(
        60,
        "平台累计最多把同一时限延后几日",
        "days an operator moves one clock later in sum",
        "D12.18",
        lo=1,
        hi=365,
    )
    freeze_cancel_hours: int = _term(
        72,
        "创作者一方暂停多久后品牌主可免赔取消（小时）",
        "hours a creator is frozen until the brand may cancel at no cost",
        "study case 59",
        lo=1,
        hi=1_000,
    )
    freeze_alert_hours: int = _term(
        72, "暂停提醒（小时）", "hours frozen until attention", "ours", lo=1, hi=720
    )
    stars_max: int = _term(5, "评分最高（星）", "most stars", "S1 Q16, ours", lo=3, hi=5)
    rating_days: int = _term(7, "评价时限（日）", "days to rate", "S1 Q16, P1", lo=1, hi=90)
    reminder_hours: int = _term(
        24, "到期前提醒（小时）", "reminders, this long before the end", "D12.7", lo=1, hi=72
    )
    grace_seconds: int = _term(
        5,
        "到期后执行前等待在途指令（秒）",
        "seconds a deadline waits for what was sent in time",
        "ours",
        lo=1,
        hi=60,
    )
    retry_minutes: int = _term(
        60, "外部失败重试（分钟）", "minutes until a failed effect is retried", "ours", lo=1, hi=1_440
    )
    look_first_minutes: int = _term(
        1, "核实无答复后首次再查（分钟）", "minutes until a look is repeated", "D12.17", lo=1, hi=1_440
    )
    look_second_minutes: int = _term(
        5, "第二次再查（分钟）", "minutes until the second repetition", "D12.17", lo=1, hi=1_440
    )
    look_third_minutes: int = _term(
        30, "第三次再查（分钟）", "minutes until the third repetition", "D12.17", lo=1, hi=1_440
    )
    look_later_hours: int = _term(
        6, "此后再查间隔（小时）", "hours between all later ones", "D12.17", lo=1, hi=168
    )
    look_wait_minutes: int = _term(
        30, "时限最多等待核实（分钟）", "minutes a clock waits for a look at most", "D12.17", lo=0, hi=1_440
    )
    reports_max: int = _term(
        8, "同时核实的外部报告", "reported facts that wait for a look at most", "ours", lo=1, hi=50
    )
    denials_max: int = _term(
        50,
        "每日不实报告上限，之后不再核实",
        "denied facts a day until no more are looked at",
        "ours",
        lo=1,
        hi=1_000,
    )
    fee_payer: str = _term(
        "creator", "服务费承担方", "who bears the fee: creator or brand", "S2", choices=("creator", "brand")
    )
    fee_bps: int = _term(500, "平台服务费（样例）", "platform fee (sample)", "ours", lo=0, hi=5_000)
    withholding: str = _term(
        "off", "代扣个税（未启用）", "tax withholding (not enabled)", "L2", choices=("off",)
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> Mapping[str, Any]:  # noqa: ANN401
        """Whoever reads terms that were written before, reads them so."""
        before = {"type": "no-info", "function": _as_pinned}
        return {"type": "function-before", "function": before, "schema": handler(source)}


BEFORE: Mapping[str, int] = {
    "reworks_max": 10_000,
    "cause_times_max": 10_000,
    "failed_audits_max": 0,
    "sms_pause_minutes": 0,
    "effect_look_hours": 72,
    "first_day_tolerance_minutes": 1_440,
    "two_persons_fen": 0,
    "corrections_max": 0,
    "share_least_bps": 0,
    "extend_days": 0,
    "extend_total_days": 0,
    "reschedules_max": 10_000,
    "review_lapse_days": 3_650,
    "review_total_days": 3_650,
    "freeze_cancel_hours": 87_600,
    "audit_escalate_hours": 0,
    "audit_limit_days": 0,
    "unknown_limit_hours": 0,
    "decide_again_days": 0,
    "decide_limit_days": 0,
}
"""What binds a commission whose terms were pinned before there was such a term: nothing."""


def _as_pinned(written: Any) -> Any:  # noqa: ANN401 - whatever lies there
    """Terms as they come out of a workflow's input or the books: what was never promised is not in force."""
    return {**BEFORE, **whole(written, "commission")} if isinstance(written, Mapping) else written


def terms_from(overrides: Mapping[str, Any], base: Terms | None = None) -> Terms:
    """Terms with some values replaced. Raises BadTerms with every problem at once."""
    found = wrong(fields(Terms), overrides)
    sound = {name: value for name, value in overrides.items() if name not in found}
    terms = replace(base or Terms(), **sound)
    problems = [*found.values(), *broken(RELATIONS, terms, but=found)]
    if problems:
        raise BadTerms("; ".join(problems))
    return terms


def differences(old: Pinned, new: Pinned) -> list[tuple[str, Any, Any]]:
    """Every term that differs: its name, its old and its new value."""
    return [
        (each.name, getattr(old, each.name), getattr(new, each.name))
        for each in fields(old)
        if getattr(old, each.name) != getattr(new, each.name)
    ]
