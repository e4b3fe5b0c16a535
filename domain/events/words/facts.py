"""What is found or reported of the outside: the word of its type, and what it says, by the move."""

from collections.abc import Mapping

FACTS: Mapping[str, tuple[str, str, str]] = {
    "held": ("funded", "资金已托管，任务下发", "the money is held and the offer sent"),
    "short": ("balance_short", "品牌主余额不足", "the brand's balance is short"),
    "funded": ("funding_tried", "品牌主已充值，再次尝试托管", "the brand topped up: the hold is tried again"),
    "call_answered": ("call_answered", "提醒电话已接听", "the reminder call was answered"),
    "call_unanswered": ("call_unanswered", "提醒电话未接通", "the reminder call was not answered"),
    "submitted": ("item_submitted", "作品已在 MP 提交", "the item was submitted on the platform"),
    "audited": ("audited", "平台审核有结果", "the platform audit has answered"),
    "published": ("published", "作品已公开", "the item is public"),
    "publish_refused": ("publication_refused", "内容平台拒绝发布", "the platform refused the publication"),
    "visibility_changed": (
        "visibility_changed",
        "作品公开状态变化",
        "the item was hidden, or is public again",
    ),
    "edited": ("edited", "作品被修改", "the published item was edited"),
    "probed_public": ("found_public", "查询结果：公开", "it was looked at: public"),
    "probed_hidden": ("found_hidden", "查询结果：非公开", "it was looked at: not public"),
    "probed_unknown": ("found_unknown", "查询结果：未知", "it was looked at: the platform does not say"),
    "fact_unknown": (
        "report_unknown",
        "核实：平台无答复",
        "a report was looked at: the platform does not answer",
    ),
    "payout_paid": ("payout_paid", "打款成功", "the payout arrived"),
    "payout_failed": ("payout_failed", "打款失败", "the payout failed"),
    "payout_kept": ("payout_kept", "收入留在创作者余额", "the income stays on the creator's balance"),
    "payout_waiting": ("payout_waiting", "打款未成功，待处理", "the payout failed and waits"),
    "notice_failed": ("notice_failed", "通知未送达", "a notice failed"),
}
REPORTED: Mapping[str, tuple[str, str, str]] = {
    "submitted": (
        "item_submission_reported",
        "有人报告作品已提交，待核实",
        "reported: submitted; it is looked at",
    ),
    "audited": (
        "audit_reported",
        "有人报告审核结果，待核实",
        "reported: the audit answered; it is looked at",
    ),
    "published": ("publication_reported", "有人报告作品已公开，待核实", "reported: public; it is looked at"),
    "visibility_changed": (
        "visibility_reported",
        "有人报告公开状态变化，待核实",
        "reported: its visibility; it is looked at",
    ),
    "edited": ("edit_reported", "有人报告作品被修改，待核实", "reported: it was edited; it is looked at"),
    "payout_waiting": (
        "payout_waiting_reported",
        "有人报告打款未成功，待核实",
        "reported: the payout waits; it is asked about",
    ),
    "notice_failed": (
        "notice_failure_reported",
        "有人报告通知未送达，待核实",
        "reported: a notice failed; it is asked about",
    ),
}
"""By somebody outside, of whom nothing is believed: it starts a look."""
OF_OURS: Mapping[str, tuple[str, str, str]] = {
    "effect_failed": ("effect_failed", "外部操作失败", "an effect failed"),
    "record_conflict": ("record_conflicted", "记录冲突", "the record conflicts"),
    "payout_conflict": ("payout_conflicted", "打款记录冲突", "the payout's books conflict"),
    "unordered": ("unordered", "账上没有这笔订单", "no order stands in the books"),
    "revived": ("revived", "流程丢失，由运营从账目恢复", "its workflow was lost; revived from the books"),
}
