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
            "否则在免打扰开始前 30 分钟。未接通，{call_again_minutes} 分钟后再呼，共 {call_attempts} 次，"
            "都不在免打扰时段"
        ),
        (
            "{call_before_minutes} minutes before the window ends. In the quiet hours ({quiet_from}:00 to "
            "{quiet_to}:00): at {quiet_to}:00 if {call_least_left_minutes} minutes are then left, "
            "else 30 minutes before they begin. Unanswered: again after {call_again_minutes} minutes, "
            "{call_attempts} calls in all, none in the quiet hours"
        ),
    ),
    "submit_reminder": (
        "交稿时限前 1 天，已过则不提醒",
        "a day before submission is due, unless that is over",
    ),
    "submit_by": (
        "订单约定的时限，没有约定则为接收后 {submit_days} 个自然日；每次修改至少有 {revise_hours} 小时",
        "as ordered, else {submit_days} natural days after accepting; a revision has {revise_hours} hours",
    ),
    "abandon": ("交稿时限后 {abandon_hours} 小时", "{abandon_hours} hours after submission was due"),
    "outline_review_by": (
        "提交后 {outline_review_days} 个自然日",
        "{outline_review_days} natural days after submission",
    ),
    "review_reminder": (
        "提纲：确认时限前 1 天；作品：{review_attention_days} 个自然日期满前 1 天",
        "outline: a day before its review ends; content: a day before {review_attention_days} natural days",
    ),
    "review_attention": (
        "过审后 {review_attention_days} 个自然日；只在下单时选择「未答复视为确认」的任务中判定",
        "{review_attention_days} natural days after the audit; judges only where silence approves",
    ),
    "review_last_reminder": ("确认最长时限前 1 天", "a day before the review ends"),
    "review_limit": (
        "过审后 {review_limit_days} 个自然日",
        "{review_limit_days} natural days after the audit",
    ),
    "audit_alert": ("提交后 {audit_alert_hours} 小时", "{audit_alert_hours} hours after submission"),
    "release": ("品牌主确认的发布时间", "the time the brand named"),
    "release_alert": (
        "发布时间后 {release_alert_hours} 小时",
        "{release_alert_hours} hours after the release time",
    ),
    "release_limit": (
        "发布时间后 {release_limit_hours} 小时",
        "{release_limit_hours} hours after the release time",
    ),
    "settle_reminder": ("自动结算前 1 天", "a day before automatic settlement"),
    "settle_by": (
        "发布后 {settle_days} 个自然日；整改后 {rework_days} 个自然日；非公开超过容忍时长则顺延",
        "{settle_days} natural days after publication, {rework_days} after rework; longer if hidden",
    ),
    "edit_by": ("开启修改权限后 {edit_hours} 小时", "{edit_hours} hours after the permission was opened"),
    "reprobe": ("{retry_minutes} 分钟后", "after {retry_minutes} minutes"),
    "recheck": ("{recheck_hours} 小时后", "after {recheck_hours} hours"),
    "suspended_limit": (
        "挂起后 {suspended_limit_days} 天",
        "{suspended_limit_days} days after the suspension",
    ),
    "cancel_reminder": ("答复时限前 1 天", "a day before the answer is due"),
    "cancel_reply_by": ("申请后 {cancel_reply_hours} 小时", "{cancel_reply_hours} hours after the request"),
    "extension_reply_by": (
        "提议后 {extension_reply_hours} 小时，不晚于原交稿时限；已逾期则不晚于自动取消",
        "{extension_reply_hours} hours after the proposal, until the old deadline at most",
    ),
    "answer_reminder": ("答复时限前 1 天", "a day before the answer is due"),
    "answer_by": ("投诉后 {answer_hours} 小时", "{answer_hours} hours after the complaint"),
    "decide_by": (
        "立案或违约记录申诉后 {decide_days} 天",
        "{decide_days} days after the case was opened, or a breach record appealed",
    ),
    "appeal_by": ("判定后 {appeal_hours} 小时", "{appeal_hours} hours after the decision"),
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
    "freeze_alert": ("暂停后 {freeze_alert_hours} 小时", "{freeze_alert_hours} hours after the freeze"),
    "rating_by": ("结算后 {rating_days} 天", "{rating_days} days after settlement"),
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
