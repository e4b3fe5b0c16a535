"""The ``when`` of a rulebook row: which of several rows for one stage and move applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.clocks import next_call
from domain.commission import Commission
from domain.moves import Move
from domain.task_types import TASK_TYPES


@dataclass(frozen=True)
class Condition:
    zh: str
    en: str
    holds: Callable[[Commission, Move], bool]
    of_move: bool = False
    """It looks at the message, so what is allowed cannot be known before the message is."""


def hidden_seconds(c: Commission, m: Move) -> float:
    """Time the item was not public and that has not been made good, up to the move."""
    at = m.happened_at or m.at
    open_gap = (at - c.seen.since).total_seconds() if not c.seen.public and c.seen.since else 0.0
    return c.seen.hidden_seconds + max(open_gap, 0.0) - c.seen.made_good_seconds


def _short_gap(c: Commission, m: Move) -> bool:
    return hidden_seconds(c, m) < c.order.terms.hidden_tolerance_hours * 3600


def last_outline_rejection(c: Commission) -> bool:
    return c.outline_rejections + 1 >= c.order.terms.outline_rejections


def content_rejections_left(c: Commission) -> bool:
    return c.content_rejections < c.order.terms.content_rejections


def _window_over(c: Commission, m: Move) -> bool:
    return c.case is not None and c.case.settle_by is not None and m.at >= c.case.settle_by


def _merges(c: Commission, m: Move) -> bool:
    theirs = c.extension is not None and c.extension.by is not m.by
    return theirs and c.extension is not None and c.extension.submit_by == m.submit_by


def _decision(*names: str) -> Callable[[Commission, Move], bool]:
    return lambda c, m: m.decision in names


def _early(c: Commission, m: Move) -> bool:
    return c.release_at is None or (m.happened_at or m.at) < c.release_at - timedelta(minutes=1)


def _silence_approves(c: Commission) -> bool:
    return c.order.approve_when_silent and ad_marked(c)


def ad_marked(c: Commission) -> bool:
    """Whether a purchase link, if there is one, has its 「广告」 mark (互联网广告管理办法)."""
    return not c.order.purchase_link or c.marked_as_ad or c.order.marked_as_ad


CONDITIONS: Mapping[str, Condition] = {
    "outline_wanted": Condition("需要提纲", "an outline is wanted", lambda c, m: c.order.outline_wanted),
    "no_outline": Condition("不需要提纲", "no outline is wanted", lambda c, m: not c.order.outline_wanted),
    "first_short": Condition("首次余额不足", "short for the first time", lambda c, m: not c.short_told),
    "short_again": Condition("仍然余额不足", "still short", lambda c, m: c.short_told),
    "another_call_fits": Condition(
        "还可再次呼叫",
        "another call fits",
        lambda c, m: c.calls_made < c.order.terms.call_attempts and next_call(c, m) is not None,
    ),
    "no_call_fits": Condition(
        "不再呼叫",
        "no further call fits",
        lambda c, m: c.calls_made >= c.order.terms.call_attempts or next_call(c, m) is None,
    ),
    "not_last_outline": Condition(
        "不是最后一次驳回", "not the last rejection", lambda c, m: not last_outline_rejection(c)
    ),
    "last_outline": Condition("最后一次驳回", "the last rejection", lambda c, m: last_outline_rejection(c)),
    "in_mp": Condition(
        "在 MP 提交",
        "submitted in the MP",
        lambda c, m: TASK_TYPES[c.order.task_type].submitted_in_mp,
    ),
    "uploaded": Condition(
        "在星图上传", "uploaded here", lambda c, m: not TASK_TYPES[c.order.task_type].submitted_in_mp
    ),
    "passed_rejections_left": Condition(
        "审核通过，还有驳回次数",
        "passed, rejections left",
        lambda c, m: m.passed is True and content_rejections_left(c),
        of_move=True,
    ),
    "passed_none_left": Condition(
        "审核通过，驳回次数已用完",
        "passed, no rejections left",
        lambda c, m: m.passed is True and not content_rejections_left(c),
        of_move=True,
    ),
    "audit_failed": Condition("审核未通过", "failed", lambda c, m: m.passed is False, of_move=True),
    "silence_approves": Condition(
        "下单时选择「未答复视为确认」（含购买链接须已标注广告）",
        "ordered to approve when silent (and a purchase link has its mark)",
        lambda c, m: _silence_approves(c),
    ),
    "silence_waits": Condition(
        "未选择「未答复视为确认」", "silence approves nothing", lambda c, m: not _silence_approves(c)
    ),
    "early": Condition("早于发布时间", "before its release", _early, of_move=True),
    "due": Condition("到发布时间", "at its release", lambda c, m: not _early(c, m), of_move=True),
    "hidden": Condition("变为非公开", "hidden", lambda c, m: m.public is False, of_move=True),
    "shown_short_gap": Condition(
        "恢复公开，累计不到容忍时长",
        "public again, hidden for less than the tolerance",
        lambda c, m: m.public is True and _short_gap(c, m),
        of_move=True,
    ),
    "shown_long_gap": Condition(
        "恢复公开，累计超过容忍时长",
        "public again, hidden for longer than the tolerance",
        lambda c, m: m.public is True and not _short_gap(c, m),
        of_move=True,
    ),
    "shown": Condition("恢复公开", "public again", lambda c, m: m.public is True, of_move=True),
    "window_over": Condition("投诉期已过", "the window to complain is over", _window_over),
    "window_open": Condition(
        "投诉期未过", "the window to complain is open", lambda c, m: not _window_over(c, m)
    ),
    "merges": Condition("与对方提议相同", "equals the other side's proposal", _merges, of_move=True),
    "proposes": Condition("新的提议", "a new proposal", lambda c, m: not _merges(c, m), of_move=True),
    "agrees": Condition("同意", "agrees", lambda c, m: m.agree is True, of_move=True),
    "disagrees": Condition("不同意", "does not agree", lambda c, m: m.agree is False, of_move=True),
    "first_decision": Condition(
        "判定（可申诉）",
        "a decision that can be appealed",
        lambda c, m: _decision("settle", "refund", "split")(c, m) and bool(c.case and not c.case.appealed),
        of_move=True,
    ),
    "final_refund": Condition(
        "申诉后判定退款",
        "refund after an appeal",
        lambda c, m: m.decision == "refund" and bool(c.case and c.case.appealed),
        of_move=True,
    ),
    "final_payment": Condition(
        "申诉后判定结算或按比例",
        "settle or split after an appeal",
        lambda c, m: m.decision in ("settle", "split") and bool(c.case and c.case.appealed),
        of_move=True,
    ),
    "decides_rework": Condition("判定整改", "rework", _decision("rework"), of_move=True),
    "decides_approve": Condition("判定通过", "approve", _decision("approve"), of_move=True),
    "decides_resume": Condition("判定退回原阶段", "resume", _decision("resume"), of_move=True),
    "decided_refund": Condition(
        "判定退款", "decided: refund", lambda c, m: c.case is not None and c.case.decision == "refund"
    ),
    "decided_payment": Condition(
        "判定结算或按比例",
        "decided: settle or split",
        lambda c, m: c.case is not None and c.case.decision != "refund",
    ),
    "other_rates_too": Condition(
        "对方已评价",
        "the other side has rated",
        lambda c, m: any(each is not m.by for each in c.rated),
        of_move=True,
    ),
    "first_to_rate": Condition("对方未评价", "first to rate", lambda c, m: not c.rated, of_move=True),
    "rated_by_me": Condition(
        "自己已评价", "rated by oneself", lambda c, m: c.rated == (m.by,), of_move=True
    ),
    "edit_is_open": Condition("修改权限已开启", "the edit permission is open", lambda c, m: c.edit_until is not None),
    "edit_is_closed": Condition("修改权限未开启", "the edit permission is closed", lambda c, m: c.edit_until is None),
    "extends_submission": Condition(
        "延长交稿时限", "the submission deadline", lambda c, m: m.clock == "submit_by", of_move=True
    ),
    "extends_other": Condition("延长其他时限", "another deadline", lambda c, m: m.clock != "submit_by", of_move=True),
}
