"""What a brand hears."""

from domain.notices.template import Template
from domain.stages import Party

_B = Party.BRAND

TEMPLATES = (
    Template(
        "cancelled_silent_brand",
        _B,
        "任务「{title}」超过确认时限未确认，已取消，将按条款向创作者赔付",
        "“{title}” is cancelled: it was never reviewed. The creator is paid the kill fee of the terms.",
    ),
    Template(
        "edit_asked",
        _B,
        "任务「{title}」的创作者申请修改已发布的{content}，请处理",
        "The creator asks to edit the published {content_en} of “{title}”.",
    ),
    Template(
        "arbitration_brand",
        _B,
        "任务「{title}」已由平台介入，判定结果将另行短信通知",
        "The platform decides about “{title}”; you will hear the result by SMS.",
    ),
    Template(
        "unaccepted",
        _B,
        "任务「{title}」未被接收，托管资金已退回余额",
        "“{title}” was not accepted; the money is back on your balance.",
        urgent=False,
    ),
    Template(
        "pay",
        _B,
        "任务「{title}」余额不足，请在{by}前充值，充值后自动下发，逾期自动取消",
        "Your balance is short for “{title}”: top up by {by}, or it is cancelled.",
    ),
    Template(
        "unpaid",
        _B,
        "任务「{title}」超时未付款，已取消",
        "“{title}” is cancelled: not paid in time.",
        urgent=False,
    ),
    Template(
        "outline_review",
        _B,
        "任务「{title}」的{outline}已提交，请在{by}前确认，逾期视为确认",
        "The {outline_en} for “{title}” waits for your review; it counts as approved at {by}.",
    ),
    Template(
        "content_review",
        _B,
        "任务「{title}」的{content}待您确认，请在{by}前处理，{silence}",
        "The {content_en} for “{title}” waits for your review until {by}: {silence_en}.",
    ),
    Template(
        "review_reminder",
        _B,
        "任务「{title}」仍待您确认，将于{by}到期，{silence}",
        "“{title}” still waits for your review, which ends at {by}: {silence_en}.",
        urgent=False,
    ),
    Template(
        "abandoned_brand",
        _B,
        "任务「{title}」创作者逾期未提交，已取消，托管资金已退回余额",
        "“{title}” is cancelled: the creator did not submit. The money is back on your balance.",
        urgent=False,
    ),
    Template(
        "cancel_asked",
        _B,
        "任务「{title}」的创作者申请取消，请在{hours}小时内答复，逾期视为同意",
        "The creator asks to cancel “{title}”: answer within {hours} hours; silence agrees.",
    ),
    Template(
        "cancel_reminder",
        _B,
        "任务「{title}」的取消申请将于{by}到期，逾期视为同意，请尽快答复",
        "The request to cancel “{title}” ends at {by}; silence agrees.",
    ),
    Template(
        "cancel_waits_brand",
        _B,
        "任务「{title}」已取消，等平台审核结果确定赔付，最迟{hours}小时",
        "“{title}” is cancelled; the kill fee waits for the audit, {hours} hours at most.",
    ),
    Template(
        "cancelled_after_audit",
        _B,
        "任务「{title}」已取消，赔付按审核结果结算，其余已退回余额",
        "“{title}” is cancelled; the kill fee follows the audit, the rest is back on your balance.",
        urgent=False,
    ),
    Template(
        "extension_asked_brand",
        _B,
        "任务「{title}」的创作者申请延长交稿时限，请在{by}前答复，逾期视为不延期",
        "The creator proposes an extension of “{title}”: answer by {by}, or it lapses.",
        urgent=False,
    ),
    Template(
        "early",
        _B,
        "任务「{title}」的{content}早于约定时间发布，请选择认可或要求下架",
        "The {content_en} for “{title}” was published early: ratify it or have it taken down.",
    ),
    Template(
        "release_late_brand",
        _B,
        "任务「{title}」已过发布时间仍未公开，已提醒创作者，{by}仍未公开由平台介入",
        "“{title}” is not public though its release time has passed; from {by} on the platform decides.",
    ),
    Template(
        "suspended_brand",
        _B,
        "任务「{title}」的{content}目前未公开，已暂停结算，恢复公开后继续",
        "Settlement of “{title}” is suspended: the {content_en} is not public.",
        urgent=False,
    ),
    Template(
        "settle_reminder",
        _B,
        "任务「{title}」的投诉期至{settle}止，届时自动结算，如有问题请及时投诉",
        "You can complain about “{title}” until {settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "edited",
        _B,
        "任务「{title}」的{content}在未开启修改权限时被修改",
        "The {content_en} of “{title}” was edited without permission.",
    ),
    Template(
        "decided_brand",
        _B,
        "任务「{title}」平台已判定，{hours}小时内可申诉，逾期判定生效",
        "The platform decided about “{title}”: appeal within {hours} hours, or the decision takes effect.",
    ),
    Template(
        "corrected_brand",
        _B,
        "任务「{title}」平台更正了判定，{hours}小时内可申诉，逾期判定生效",
        "The decision about “{title}” was corrected: appeal within {hours} hours, or it takes effect.",
    ),
    Template(
        "operator_brand",
        _B,
        "平台运营已处理任务「{title}」：{act}",
        "An operator acted on “{title}”: {act_en}.",
        urgent=False,
    ),
)
