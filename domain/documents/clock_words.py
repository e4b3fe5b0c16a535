"""When each clock strikes, in words. ``{accept_hours}`` stands for the term of that name.

Natural days begin after the day of the event and end at 24:00 of the last one, Beijing time.
"""

from collections.abc import Mapping

CLOCK_WORDS: Mapping[str, tuple[str, str]] = {
    "pay_by": ("下单后 {pay_hours} 小时", "{pay_hours} hours after the order"),
    "accept_by": ("任务下发后 {accept_hours} 小时", "{accept_hours} hours after dispatch"),
    "call": (
        (
            "接收时限前 {call_before_minutes} 分钟。若落在免打扰时段（{quiet_from}:00 至 {quiet_to}:00）："
            "{quiet_to}:00 起还剩 {call_least_left_minutes} 分钟以上，则在 {quiet_to}:00，"
            "否则在免打扰开始前 {call_before_quiet_minutes} 分钟。"
            "未接通，{call_again_minutes} 分钟后再呼，共 {call_attempts} 次，"
            "都不在免打扰时段"
        ),
        (
            "{call_before_minutes} minutes before the window ends. In the quiet hours ({quiet_from}:00 to "
            "{quiet_to}:00): at {quiet_to}:00 if {call_least_left_minutes} minutes are then left, "
            "else {call_before_quiet_minutes} minutes before they begin. "
            "Unanswered: again after {call_again_minutes} minutes, "
            "{call_attempts} calls in all, none in the quiet hours"
        ),
    ),
    "submit_reminder": (
        "交稿时限前 {reminder_hours} 小时，已过则不提醒",
        "{reminder_hours} hours before submission is due, unless that is over",
    ),
    "submit_by": (
        "订单约定的时限，没有约定则为接收后 {submit_days} 个自然日；每次修改至少有 {revise_hours} 小时",
        "as ordered, else {submit_days} natural days after accepting; a revision has {revise_hours} hours",
    ),
    "grace_over": (
        "交稿时限后 {late_grace_hours} 小时",
        "{late_grace_hours} hours after submission was due",
    ),
    "abandon": ("交稿时限后 {abandon_hours} 小时", "{abandon_hours} hours after submission was due"),
    "outline_review_by": (
        "提交后 {outline_review_days} 个自然日",
        "{outline_review_days} natural days after submission",
    ),
    "review_reminder": (
        "提纲确认时限前，或作品 {review_attention_days} 个自然日期满前 {reminder_hours} 小时",
        "{reminder_hours} hours before an outline's review, or a content's {review_attention_days} days, end",
    ),
    "review_attention": (
        "过审后 {review_attention_days} 个自然日；只在下单时选择「未答复视为确认」的任务中判定",
        "{review_attention_days} natural days after the audit; judges only where silence approves",
    ),
    "review_last_reminder": (
        "确认最长时限（或合计时限）前 {reminder_hours} 小时",
        "{reminder_hours} hours before the review ends, by either limit",
    ),
    "review_limit": (
        (
            "过审后 {review_limit_days} 个自然日；约定的发布时间范围先过的，到那时为止，但至少 "
            "{review_lapse_days} 个自然日。平台介入前用掉的时间不再给"
        ),
        (
            "{review_limit_days} natural days after the audit; when the ordered window ends before, then, "
            "though not in less than {review_lapse_days} natural days. What was used before the platform "
            "was asked is not given again"
        ),
    ),
    "review_total": (
        "品牌主各轮确认（含提纲）合计 {review_total_days} 天",
        "{review_total_days} days of the brand's reviews together, outlines included",
    ),
    "audit_alert": ("提交后 {audit_alert_hours} 小时", "{audit_alert_hours} hours after submission"),
    "audit_overdue": ("提交后 {audit_escalate_hours} 小时", "{audit_escalate_hours} hours after submission"),
    "audit_limit": (
        "提交后 {audit_limit_days} 天；已取消的由取消自己的时限了结",
        "{audit_limit_days} days after submission; one that is cancelled ends by the cancel's own clock",
    ),
    "release": ("品牌主确认的发布时间", "the time the brand named"),
    "release_alert": (
        "发布时间后 {release_alert_hours} 小时",
        "{release_alert_hours} hours after the release time",
    ),
    "release_limit": (
        "发布时间后 {release_limit_hours} 小时",
        "{release_limit_hours} hours after the release time",
    ),
    "settle_reminder": (
        "自动结算前 {reminder_hours} 小时",
        "{reminder_hours} hours before automatic settlement",
    ),
    "settle_by": (
        (
            "发布后 {settle_days} 个自然日；整改后 {rework_days} 个自然日，申诉期间不计；"
            "非公开超过容忍时长则顺延"
        ),
        (
            "{settle_days} natural days after publication, {rework_days} after rework, without the time "
            "it is appealed; longer if hidden"
        ),
    ),
    "edit_by": (
        "开启修改权限后 {edit_hours} 小时；整改判定被申诉的期间不计",
        "{edit_hours} hours after the permission was opened, without the time a rework is appealed",
    ),
    "reprobe": ("{retry_minutes} 分钟后", "after {retry_minutes} minutes"),
    "recheck": ("{recheck_hours} 小时后", "after {recheck_hours} hours"),
    "suspended_limit": (
        "挂起后 {suspended_limit_days} 天",
        "{suspended_limit_days} days after the suspension",
    ),
    "suspended_reminder": (
        "挂起期满前 {reminder_hours} 小时",
        "{reminder_hours} hours before the suspension ends",
    ),
    "unknown_limit": (
        "投诉期结束或撤诉后 {unknown_limit_hours} 小时仍不知是否公开",
        "{unknown_limit_hours} hours after the window or the complaint ended, its visibility still unknown",
    ),
    "cancel_reminder": (
        "答复时限前 {reminder_hours} 小时",
        "{reminder_hours} hours before the answer is due",
    ),
    "cancel_reply_by": ("申请后 {cancel_reply_hours} 小时", "{cancel_reply_hours} hours after the request"),
    "item_reply_by": (
        "新编号作品经核实后 {item_reply_hours} 小时，不晚于挂起最长时限",
        "{item_reply_hours} hours after the new item was borne out, until the suspension's end at most",
    ),
    "extension_reply_by": (
        "提议后 {extension_reply_hours} 小时，不晚于原交稿时限；已逾期则不晚于自动取消",
        "{extension_reply_hours} hours after the proposal, until the old deadline at most",
    ),
    "answer_reminder": (
        "答复时限前 {reminder_hours} 小时",
        "{reminder_hours} hours before the answer is due",
    ),
    "answer_by": (
        "投诉、追加原因、对方申请平台介入或申诉后 {answer_hours} 小时",
        "{answer_hours} hours after a complaint, a further cause, the other side's escalation or appeal",
    ),
    "brand_answer_reminder": (
        "答复时限前 {reminder_hours} 小时",
        "{reminder_hours} hours before the answer is due",
    ),
    "brand_answer_by": (
        "对方申请平台介入或申诉后 {answer_hours} 小时",
        "{answer_hours} hours after the other side's escalation or appeal",
    ),
    "decide_by": (
        "立案或违约记录申诉后 {decide_days} 天",
        "{decide_days} days after the case was opened, or a breach record appealed",
    ),
    "effect_limit": (
        "申诉期满后 {effect_look_hours} 小时，仍查不到公开状态",
        "{effect_look_hours} hours after the time to appeal, if a look at the item tells nothing",
    ),
    "second_by": ("提议后 {second_hours} 小时", "{second_hours} hours after the proposal"),
    "decide_again": (
        "立案或申诉后 {decide_again_days} 天",
        "{decide_again_days} days after the case was opened or appealed",
    ),
    "decide_limit": (
        "立案或申诉后 {decide_limit_days} 天，按「未判定则」了结",
        "{decide_limit_days} days after the case was opened or appealed: it ends as the table of falls says",
    ),
    "appeal_by": ("判定后 {appeal_hours} 小时", "{appeal_hours} hours after the decision"),
    "rework_appeal_by": (
        "判定整改后 {appeal_hours} 小时，不晚于投诉期结束",
        "{appeal_hours} hours after a rework was decided, until its window ends at most",
    ),
    "breach_appeal_by": (
        "记入违约记录后 {appeal_hours} 小时",
        "{appeal_hours} hours after the breach was recorded",
    ),
    "audit_answer_by": (
        "取消后 {cancel_audit_hours} 小时",
        "{cancel_audit_hours} hours after the cancel",
    ),
    "brand_freeze_alert": (
        "品牌主一方暂停后 {freeze_alert_hours} 小时",
        "{freeze_alert_hours} hours after the freeze of the brand's side",
    ),
    "freeze_cancel": (
        "创作者一方暂停后 {freeze_cancel_hours} 小时，仍未恢复",
        "{freeze_cancel_hours} hours after the freeze of the creator's side, if it stands",
    ),
    "freeze_alert": ("暂停后 {freeze_alert_hours} 小时", "{freeze_alert_hours} hours after the freeze"),
    "rating_by": ("结算后 {rating_days} 天", "{rating_days} days after settlement"),
    "notice_pause": (
        "同一任务同类短信发出后 {sms_pause_minutes} 分钟",
        "{sms_pause_minutes} minutes after the last SMS of its kind",
    ),
    "morning": ("最近一个 {quiet_to}:00", "at the next {quiet_to}:00"),
    "look_again": (
        (
            "平台无答复后 {look_first_minutes} 分钟，再 {look_second_minutes}、{look_third_minutes} 分钟，"
            "此后每 {look_later_hours} 小时"
        ),
        (
            "{look_first_minutes} minutes after a look without an answer, then {look_second_minutes} and "
            "{look_third_minutes}, then every {look_later_hours} hours"
        ),
    ),
    "retry": ("{retry_minutes} 分钟后", "after {retry_minutes} minutes"),
}
