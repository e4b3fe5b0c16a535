"""What a creator hears."""

from domain.notice_template import Template
from domain.party import Party

_C = Party.CREATOR

TEMPLATES = (
    Template(
        "offer",
        _C,
        "您收到新任务「{title}」，请在{hours}小时内接收，超过截止日期任务自动失效",
        "New task “{title}”: accept it within {hours} hours, or it expires.",
    ),
    Template(
        "call",
        _C,
        "您有一个待接收任务「{title}」，将于{deadline}失效，请及时回应",
        "You have a task to accept, “{title}”. It expires at {deadline}.",
        channel="voice",
    ),
    Template(
        "last_reminder",
        _C,
        "任务「{title}」将于{deadline}失效，电话未能接通，请及时回应",
        "We could not reach you by phone: the task “{title}” expires at {deadline}.",
    ),
    Template(
        "expired",
        _C,
        "任务「{title}」已超过接收时限，自动失效",
        "The task “{title}” was not accepted in time and has expired.",
        urgent=False,
    ),
    Template(
        "outline_rejected",
        _C,
        "任务「{title}」的{outline}被驳回（第{n}次），请查看驳回原因，在{due}前修改后再次提交，逾期{hours}小时未交则取消并记违约",
        "Your {outline_en} for “{title}” was rejected ({n}): see the reason, submit again by {due}; "
        "{hours} hours late, it is cancelled with a breach.",
    ),
    Template(
        "outline_exhausted",
        _C,
        "任务「{title}」的{outline}第{n}次被驳回，进入{content}制作环节，请参考客户意见，在{due}前提交，逾期{hours}小时未交则取消并记违约",
        "The {outline_en} for “{title}” was rejected a last time ({n}): submit the {content_en} by "
        "{due}; {hours} hours late, it is cancelled with a breach.",
    ),
    Template(
        "outline_confirmed",
        _C,
        "任务「{title}」的{outline}已确认，请在{due}前提交{content}，逾期{hours}小时未交则取消并记违约",
        "The {outline_en} for “{title}” is confirmed: submit the {content_en} by {due}; {hours} hours "
        "late, it is cancelled with a breach.",
    ),
    Template(
        "content_rejected",
        _C,
        "任务「{title}」的{content}被驳回（第{n}次），请查看驳回原因，在{due}前修改后再次提交，逾期{hours}小时未交则取消并记违约",
        "Your {content_en} for “{title}” was rejected ({n}): see the reason, submit again by {due}; "
        "{hours} hours late, it is cancelled with a breach.",
    ),
    Template(
        "audit_failed",
        _C,
        "任务「{title}」的{content}未通过平台审核，请查看原因，在{due}前修改后再次提交，或申诉；逾期{hours}小时未交则取消并记违约",
        "Your {content_en} for “{title}” failed the audit: see the reason, submit again by {due}, or "
        "appeal; {hours} hours late, it is cancelled with a breach.",
    ),
    Template(
        "content_approved",
        _C,
        "任务「{title}」的{content}已确认，将于{release}发布，其后{hours}小时仍未公开由平台介入",
        "The {content_en} for “{title}” is approved and will be published at {release}; not public "
        "{hours} hours later, the platform steps in.",
    ),
    Template(
        "release_outside",
        _C,
        "任务「{title}」的{content}将于{release}发布，不在需求单约定的发布时间范围内，其后{hours}小时仍未公开由平台介入，如有疑问请联系平台",
        "The {content_en} for “{title}” will be published at {release}, outside the window of its brief; "
        "not public {hours} hours later, the platform steps in.",
    ),
    Template(
        "submit_reminder",
        _C,
        "任务「{title}」请在{due}前提交，逾期{hours}小时未交则取消并记违约",
        "Submit your work for “{title}” by {due}; {hours} hours late, it is cancelled with a breach.",
        urgent=False,
    ),
    Template(
        "overdue",
        _C,
        "任务「{title}」已逾期，请尽快提交，{by}仍未提交将自动取消并记入违约记录",
        "“{title}” is overdue: submit now; at {by} it is cancelled and a breach is recorded.",
    ),
    Template(
        "abandoned_creator",
        _C,
        "任务「{title}」逾期未提交，已取消并记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is cancelled: nothing was submitted. A breach is recorded: appeal within {hours} "
        "hours, or it stands.",
    ),
    Template(
        "cancel_waits",
        _C,
        "任务「{title}」已取消，等平台审核结果确定赔付，最迟{hours}小时，仍无结果按未通过结算",
        "“{title}” is cancelled; the kill fee waits for the audit, {hours} hours at most, or it counts "
        "as not passed.",
    ),
    Template("cancelled", _C, "任务「{title}」已被客户取消", "The brand cancelled “{title}”."),
    Template(
        "cancelled_by_platform",
        _C,
        "任务「{title}」已被平台取消，如有疑问请联系平台",
        "The platform cancelled “{title}”; for questions contact the platform.",
    ),
    Template(
        "platform_cancelled",
        _C,
        "任务「{title}」已由平台取消，责任在{fault}，{settled}",
        "The platform cancelled “{title}” at {fault_en} fault; {settled_en}.",
    ),
    Template(
        "cancelled_silent_creator",
        _C,
        "任务「{title}」客户超过确认时限未确认，已取消，将按条款向您赔付",
        "“{title}” is cancelled: the brand never reviewed it. You are paid the kill fee of the terms.",
    ),
    Template("cancel_agreed", _C, "任务「{title}」已按您的申请取消", "“{title}” is cancelled as you asked."),
    Template(
        "cancel_lapsed",
        _C,
        "客户未答复任务「{title}」的取消申请，视为不同意，请按时完成",
        "Your request to cancel “{title}” lapsed: please complete it in time.",
    ),
    Template(
        "cancel_closed_creator",
        _C,
        "任务「{title}」已进入下一步，您的取消申请随之结束",
        "“{title}” has gone on: your request to cancel it is over.",
        urgent=False,
    ),
    Template(
        "cancel_refused",
        _C,
        "客户未同意取消任务「{title}」，请按时完成",
        "The brand does not agree to cancel “{title}”: please complete it in time.",
    ),
    Template(
        "extension_asked_creator",
        _C,
        "客户提议延长任务「{title}」的交稿时限，请在{by}前答复，逾期视为不延期",
        "The brand proposes an extension of “{title}”: answer by {by}, or it lapses.",
    ),
    Template(
        "extended",
        _C,
        "任务「{title}」交稿时限已调整为{due}，逾期{hours}小时未交则取消并记违约",
        "The submission deadline of “{title}” is now {due}; {hours} hours late, it is cancelled with a "
        "breach.",
    ),
    Template(
        "ad_mark_missing",
        _C,
        "任务「{title}」的{content}未标注广告，未能发布，请尽快标注并联系客户重新确定发布时间，{by}前仍未公开平台将介入",
        "“{title}” was not published: it bears no ad mark. Put it on, and ask for a new release before {by}.",
    ),
    Template(
        "release_late",
        _C,
        "任务「{title}」已过发布时间仍未公开，请尽快处理，{by}仍未公开由平台介入",
        "“{title}” is not public though its release time has passed; from {by} on the platform decides.",
    ),
    Template(
        "hidden",
        _C,
        "任务「{title}」的{content}目前未公开，请尽快恢复公开，{settle}仍未公开将暂停结算",
        "Your {content_en} for “{title}” is not public: if it still is not at {settle}, it is not settled.",
    ),
    Template(
        "item_confirmed",
        _C,
        "任务「{title}」重新发布的{content}已确认，投诉期重新计算，至{settle}止，届时没有投诉则自动结算",
        "The {content_en} of “{title}” under its new number is confirmed; its window runs until "
        "{settle}; then it settles by itself.",
        urgent=False,
    ),
    Template(
        "item_refused",
        _C,
        "客户未认可任务「{title}」重新发布的{content}，请恢复原作品，{settle}仍未公开将暂停结算",
        "The new {content_en} of “{title}” is refused: restore the first by {settle}, or it is not settled.",
    ),
    Template(
        "suspended",
        _C,
        "任务「{title}」的{content}目前未公开，已暂停结算，恢复公开后继续；至{limit}仍未恢复，{end}",
        "Settlement of “{title}” is suspended: the {content_en} is not public. If so at {limit}: {end_en}.",
    ),
    Template(
        "settled",
        _C,
        "任务「{title}」已结算，可查看投后数据；{days}天内可评价，逾期不再评价",
        "“{title}” is settled: rate it within {days} days and see its figures; later is too late.",
        urgent=False,
    ),
    Template(
        "refunded",
        _C,
        "经平台判定，任务「{title}」的款项已退还客户",
        "“{title}” is refunded to the brand by the platform's decision.",
        urgent=False,
    ),
    Template(
        "refunded_paid",
        _C,
        "经平台判定，任务「{title}」已退款给客户，您应得的部分已转入余额",
        "“{title}” is refunded by the platform's decision; what you are due is on your balance.",
        urgent=False,
    ),
    Template(
        "edit_opened",
        _C,
        "任务「{title}」已开启修改权限，请在{hours}小时内修改完成，到时自动关闭",
        "You may edit the published work of “{title}” for {hours} hours; then it closes by itself.",
    ),
    Template(
        "complained",
        _C,
        "任务「{title}」被客户投诉，请在{hours}小时内答复，逾期平台可直接判定；至{limit}仍未判定，{fall}",
        "The brand complains about “{title}”: answer within {hours} hours, then the platform may decide; "
        "if undecided at {limit}: {fall_en}.",
    ),
    Template(
        "cause_added",
        _C,
        "客户对任务「{title}」追加了投诉原因，请在{hours}小时内答复，逾期平台可直接判定",
        "The brand adds a cause about “{title}”: answer within {hours} hours, then the platform may decide.",
    ),
    Template(
        "answer_asked_creator",
        _C,
        "任务「{title}」已由平台介入，请在{hours}小时内说明情况，逾期平台可直接判定；至{limit}仍未判定，{fall}",
        "The platform was asked about “{title}”: answer within {hours} hours, then it may decide; "
        "if undecided at {limit}: {fall_en}.",
    ),
    Template(
        "appealed_creator",
        _C,
        "客户已对任务「{title}」的判定申诉，请在{hours}小时内答复，逾期平台可直接判定；至{limit}仍未判定，{fall}",
        "The brand appeals the decision about “{title}”: answer within {hours} hours, or unheard; "
        "if undecided at {limit}: {fall_en}.",
    ),
    Template(
        "answer_reminder",
        _C,
        "任务「{title}」仍待您答复，{by}后平台可直接判定",
        "“{title}” still waits for your answer; from {by} on the platform may decide.",
        urgent=False,
    ),
    Template(
        "arbitration_creator",
        _C,
        "任务「{title}」已由平台介入，判定结果将另行短信通知；至{limit}仍未判定，{fall}",
        "The platform decides about “{title}”; you will hear by SMS. If undecided at {limit}: {fall_en}.",
    ),
    Template(
        "public_late_creator",
        _C,
        "任务「{title}」的{content}在平台处理期间已公开，由客户认可或平台判定；至{limit}仍未判定，{fall}",
        "The {content_en} for “{title}” is public now: the brand takes it or the platform decides; "
        "if undecided at {limit}: {fall_en}.",
        urgent=False,
    ),
    Template(
        "ratified_late",
        _C,
        "客户已认可任务「{title}」公开的{content}，案件已结，{settle}前没有投诉则自动结算",
        "The brand takes the {content_en} for “{title}”; without a complaint it settles at {settle}.",
        urgent=False,
    ),
    Template(
        "fallen_creator",
        _C,
        "任务「{title}」到期未判定，按规则{fall}",
        "“{title}” was not decided in time and ends by rule: {fall_en}.",
    ),
    Template(
        "fallen_breach",
        _C,
        "任务「{title}」到期未判定，按规则{fall}；违约记录{hours}小时内可申诉，逾期成立",
        "“{title}” was not decided in time: {fall_en}. The breach may be appealed within {hours} hours, "
        "or it stands.",
    ),
    Template(
        "audit_overdue_creator",
        _C,
        "任务「{title}」的平台审核一直没有结果，您可申请平台介入；至{limit}仍无结果，自动立案",
        "The audit of “{title}” does not answer: you may ask the platform to decide; at {limit} it does.",
        urgent=False,
    ),
    Template(
        "audit_recorded",
        _C,
        "任务「{title}」的{content}已通过平台审核，等待客户确认",
        "Your {content_en} for “{title}” has passed the audit; the brand reviews it now.",
    ),
    Template(
        "suspended_reminder",
        _C,
        "任务「{title}」的{content}仍未公开，至{limit}仍未恢复，{end}",
        "Your {content_en} for “{title}” is still not public. If still so at {limit}: {end_en}.",
        urgent=False,
    ),
    Template(
        "refunded_hidden",
        _C,
        "任务「{title}」的{content}到期仍未恢复公开，款项已退还客户并记入违约记录，{hours}小时内可申诉，逾期成立",
        "“{title}” is refunded: the {content_en} stayed hidden. A breach: appeal within {hours} hours, "
        "or it stands.",
    ),
    Template(
        "unseen_creator",
        _C,
        "任务「{title}」暂时查不到{content}是否公开，查到后结算；至{limit}仍查不到，按最近所知处理",
        "Nobody can tell whether the {content_en} of “{title}” is public; at {limit} the last known counts.",
        urgent=False,
    ),
    Template(
        "record_stands",
        _C,
        "任务「{title}」违约记录的申诉到期未判定，记录维持",
        "The appeal of the breach record of “{title}” was not decided in time: it stands.",
        urgent=False,
    ),
    Template(
        "rejection_stands",
        _C,
        "平台判定任务「{title}」的驳回成立，请在{due}前修改后再次提交，逾期{hours}小时未交则取消并记违约",
        "The platform lets the rejection of “{title}” stand: revise and submit by {due}; {hours} hours "
        "late, it is cancelled with a breach.",
    ),
    Template(
        "rejection_struck",
        _C,
        "平台判定撤销任务「{title}」的驳回，原版本已退回客户确认",
        "The platform struck the rejection of “{title}”: the same version is reviewed again.",
    ),
    Template(
        "decided_creator",
        _C,
        "任务「{title}」平台已判定，不利一方{hours}小时内可申诉，逾期判定生效",
        "The platform decided about “{title}”: whoever loses by it may appeal within {hours} hours.",
    ),
    Template(
        "corrected_creator",
        _C,
        "任务「{title}」平台更正了判定，不利一方{hours}小时内可申诉，逾期判定生效",
        "The decision about “{title}” was corrected: whoever loses by it may appeal within {hours} hours.",
    ),
    Template(
        "payout_failed",
        _C,
        "任务「{title}」打款未成功，收款账户有误，请更新，更新后自动重新打款",
        "The payout for “{title}” failed because of your account: correct it, and it goes on by itself.",
    ),
    Template(
        "payout_returned",
        _C,
        "任务「{title}」打款未成功，款项已退回您的余额，可自行提现",
        "The payout for “{title}” failed; the money is back on your balance, to be withdrawn.",
    ),
    Template(
        "operator_creator",
        _C,
        "平台运营已处理任务「{title}」：{act}",
        "An operator acted on “{title}”: {act_en}.",
        urgent=False,
    ),
)
