"""What a brand hears."""

from domain.notice_template import Template
from domain.party import Party

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
        "任务「{title}」的创作者申请修改已发布的{content}，请处理，不处理则不开启",
        "The creator asks to edit the published {content_en} of “{title}”; unanswered, it stays closed.",
    ),
    Template(
        "answer_asked_brand",
        _B,
        "任务「{title}」已由平台介入，请在{hours}小时内说明情况，逾期平台可直接判定；至{limit}仍未判定，{fall}",
        "The platform was asked about “{title}”: answer within {hours} hours, then it may decide; "
        "if undecided at {limit}: {fall_en}.",
    ),
    Template(
        "appealed_brand",
        _B,
        "创作者已对任务「{title}」的判定申诉，请在{hours}小时内答复，逾期平台可直接判定；至{limit}仍未判定，{fall}",
        "The creator appeals the decision about “{title}”: answer within {hours} hours, or unheard; "
        "if undecided at {limit}: {fall_en}.",
    ),
    Template(
        "answer_reminder_brand",
        _B,
        "任务「{title}」仍待您答复，{by}后平台可直接判定",
        "“{title}” still waits for your answer; from {by} on the platform may decide.",
        urgent=False,
    ),
    Template(
        "arbitration_brand",
        _B,
        "任务「{title}」已由平台介入，判定结果将另行短信通知；至{limit}仍未判定，{fall}",
        "The platform decides about “{title}”; you will hear by SMS. If undecided at {limit}: {fall_en}.",
    ),
    Template(
        "public_late_brand",
        _B,
        "任务「{title}」的{content}在平台处理期间已公开，您可认可，投诉期自认可起算；否则由平台判定，至{limit}仍未判定，{fall}",
        "The {content_en} for “{title}” is public now: ratify it, or the platform decides; "
        "if undecided at {limit}: {fall_en}.",
        urgent=False,
    ),
    Template(
        "fallen_brand",
        _B,
        "任务「{title}」到期未判定，按规则{fall}",
        "“{title}” was not decided in time and ends by rule: {fall_en}.",
    ),
    Template(
        "audit_answered_brand",
        _B,
        "任务「{title}」的平台审核已有结果：未通过，平台介入结束，已退回创作者修改",
        "The audit of “{title}” has answered: not passed. The case is over, and the creator revises.",
    ),
    Template(
        "settled_unseen_brand",
        _B,
        "任务「{title}」一直查不到{content}是否公开，按最近所知已自动结算，{days}天内可评价，逾期不再评价",
        "“{title}” is settled as last known: nobody could see the {content_en}. Rate it within {days} "
        "days; later is too late.",
        urgent=False,
    ),
    Template(
        "audit_overdue_brand",
        _B,
        "任务「{title}」的平台审核一直没有结果，您可申请平台介入；至{limit}仍无结果，自动立案",
        "The audit of “{title}” does not answer: you may ask the platform to decide; at {limit} it does.",
        urgent=False,
    ),
    Template(
        "refunded_hidden_brand",
        _B,
        "任务「{title}」的{content}到期仍未恢复公开，款项已退回余额",
        "“{title}” is refunded: the {content_en} stayed hidden. The money is back on your balance.",
        urgent=False,
    ),
    Template(
        "unseen_brand",
        _B,
        "任务「{title}」暂时查不到{content}是否公开，查到后结算；至{limit}仍查不到，按最近所知处理",
        "Nobody can tell whether the {content_en} of “{title}” is public; at {limit} the last known counts.",
        urgent=False,
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
        "任务「{title}」的{outline}已提交，请在{by}前确认，{silence}",
        "The {outline_en} for “{title}” waits for your review until {by}: {silence_en}.",
    ),
    Template(
        "audits_failed_brand",
        _B,
        "任务「{title}」的{content}已{n}次未通过平台审核，您可以按提纲阶段赔付取消，也可以等待再次提交",
        "The {content_en} for “{title}” failed the audit {n} times: wait, or cancel at the outline's fee.",
        urgent=False,
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
        "late_brand",
        _B,
        "任务「{title}」创作者逾期未提交，已过宽限期，确认作品之前，您可以取消且无需赔付",
        "The creator of “{title}” is late beyond the grace: you may cancel at no cost until you approve.",
        urgent=False,
    ),
    Template(
        "freeze_cancel_brand",
        _B,
        "任务「{title}」的创作者一方已暂停超过{hours}小时，恢复之前，您可以取消且无需赔付",
        "The creator of “{title}” has been frozen for over {hours} hours: you may cancel at no cost.",
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
        "cancel_asked_share",
        _B,
        "任务「{title}」的创作者申请取消，希望保留{share}的价款，请在{hours}小时内答复，逾期视为不同意",
        "The creator asks to cancel “{title}” and to keep {share}: answer within {hours} hours or it lapses.",
    ),
    Template(
        "cancel_asked_overdue",
        _B,
        "任务「{title}」您逾期未确认，创作者申请取消，{hours}小时内未处理将取消并按条款赔付",
        "Your review of “{title}” is overdue and the creator asks to cancel: silence of {hours} hours pays "
        "the kill fee.",
    ),
    Template(
        "cancel_closed_brand",
        _B,
        "任务「{title}」已进入下一步，创作者的取消申请随之结束",
        "“{title}” has gone on: the creator's request to cancel it is over.",
        urgent=False,
    ),
    Template(
        "cancel_reminder",
        _B,
        "任务「{title}」的取消申请将于{by}到期，{silence}，请尽快答复",
        "The request to cancel “{title}” ends at {by}; {silence_en}.",
    ),
    Template(
        "cancel_waits_brand",
        _B,
        "任务「{title}」已取消，等平台审核结果确定赔付，最迟{hours}小时，仍无结果按未通过结算",
        "“{title}” is cancelled; the kill fee waits for the audit, {hours} hours at most, or it counts "
        "as not passed.",
    ),
    Template(
        "cancelled_after_audit",
        _B,
        "任务「{title}」已取消，赔付按审核结果结算，其余已退回余额",
        "“{title}” is cancelled; the kill fee follows the audit, the rest is back on your balance.",
        urgent=False,
    ),
    Template(
        "platform_cancelled_brand",
        _B,
        "任务「{title}」已由平台取消，责任在{fault}，{settled}",
        "The platform cancelled “{title}” at {fault_en} fault; {settled_en}.",
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
        "任务「{title}」的{content}早于约定时间发布，请选择认可或要求下架，不处理则任务照常进行",
        "The {content_en} for “{title}” was published early: ratify it or have it taken down; "
        "unanswered, all goes on as it is.",
    ),
    Template(
        "ad_mark_missing_brand",
        _B,
        "任务「{title}」的{content}未标注广告，未能发布，请在创作者标注后重新确定发布时间，{by}前仍未公开平台将介入",
        "“{title}” was not published: it bears no ad mark. Set a new release once it does, before {by}.",
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
        "任务「{title}」的{content}目前未公开，已暂停结算，恢复公开后继续；至{limit}仍未恢复，{end}",
        "Settlement of “{title}” is suspended: the {content_en} is not public. If so at {limit}: {end_en}.",
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
        "item_asked",
        _B,
        "任务「{title}」的{content}以新编号重新发布，请在{by}前确认或拒绝，逾期视为确认",
        "The {content_en} of “{title}” is public under a new number: answer by {by}; silence confirms it.",
    ),
    Template(
        "item_confirmed_brand",
        _B,
        "任务「{title}」重新发布的{content}逾期未答复，视为确认，投诉期至{settle}止，届时自动结算",
        "The {content_en} of “{title}” under its new number counts as confirmed: complain until "
        "{settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "edited",
        _B,
        "任务「{title}」的{content}在未开启修改权限时被修改",
        "The {content_en} of “{title}” was edited without permission.",
    ),
    Template(
        "rejection_upheld",
        _B,
        "平台判定任务「{title}」的驳回成立，创作者将修改后再次提交",
        "The platform lets your rejection of “{title}” stand: the creator revises it.",
    ),
    Template(
        "review_again",
        _B,
        "平台判定撤销任务「{title}」的驳回（仍计入次数），请在{by}前再次确认原版本，{silence}",
        "Your rejection of “{title}” was struck and stays used: review it again by {by}; {silence_en}.",
    ),
    Template(
        "decided_brand",
        _B,
        "任务「{title}」平台已判定，不利一方{hours}小时内可申诉，逾期判定生效",
        "The platform decided about “{title}”: whoever loses by it may appeal within {hours} hours.",
    ),
    Template(
        "corrected_brand",
        _B,
        "任务「{title}」平台更正了判定，不利一方{hours}小时内可申诉，逾期判定生效",
        "The decision about “{title}” was corrected: whoever loses by it may appeal within {hours} hours.",
    ),
    Template(
        "operator_brand",
        _B,
        "平台运营已处理任务「{title}」：{act}",
        "An operator acted on “{title}”: {act_en}.",
        urgent=False,
    ),
)
