"""What a creator hears."""

from domain.notices.template import Template
from domain.stages import Party

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
        "任务「{title}」的{outline}被驳回（第{n}次），请查看驳回原因，修改后再次提交",
        "Your {outline_en} for “{title}” was rejected ({n}): see the reason, revise, submit again.",
    ),
    Template(
        "outline_exhausted",
        _C,
        "任务「{title}」的{outline}第{n}次被驳回，进入{content}制作环节，请参考客户意见开始制作",
        "The {outline_en} for “{title}” was rejected for the last time ({n}): start on the {content_en}.",
    ),
    Template(
        "outline_confirmed",
        _C,
        "任务「{title}」的{outline}已确认，请开始制作{content}",
        "The {outline_en} for “{title}” is confirmed: start on the {content_en}.",
    ),
    Template(
        "content_rejected",
        _C,
        "任务「{title}」的{content}被驳回（第{n}次），请查看驳回原因，修改后再次提交",
        "Your {content_en} for “{title}” was rejected ({n}): see the reason, revise, submit again.",
    ),
    Template(
        "audit_failed",
        _C,
        "任务「{title}」的{content}未通过平台审核，请查看原因，修改后再次提交或申诉",
        "Your {content_en} for “{title}” failed the platform audit: see the reason, revise or appeal.",
    ),
    Template(
        "content_approved",
        _C,
        "任务「{title}」的{content}已确认，将于{release}发布",
        "The {content_en} for “{title}” is approved and will be published at {release}.",
    ),
    Template(
        "submit_reminder",
        _C,
        "任务「{title}」请在{due}前提交",
        "Submit your work for “{title}” by {due}.",
        urgent=False,
    ),
    Template(
        "overdue",
        _C,
        "任务「{title}」已逾期，请尽快提交，否则任务可能失败",
        "“{title}” is overdue: submit now, or the task may fail.",
    ),
    Template(
        "abandoned_creator",
        _C,
        "任务「{title}」逾期未提交，已取消并记入违约记录",
        "“{title}” is cancelled: nothing was submitted. A breach is recorded.",
    ),
    Template(
        "cancel_waits",
        _C,
        "任务「{title}」已被客户取消，等平台审核结果确定赔付，最迟{hours}小时",
        "The brand cancelled “{title}”; the kill fee waits for the audit, {hours} hours at most.",
    ),
    Template("cancelled", _C, "任务「{title}」已被客户取消", "The brand cancelled “{title}”."),
    Template(
        "cancelled_silent_creator",
        _C,
        "任务「{title}」客户超过确认时限未确认，已取消，将按条款向您赔付",
        "“{title}” is cancelled: the brand never reviewed it. You are paid the kill fee of the terms.",
    ),
    Template("cancel_agreed", _C, "任务「{title}」已按您的申请取消", "“{title}” is cancelled as you asked."),
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
        "任务「{title}」交稿时限已调整为{due}",
        "The submission deadline of “{title}” is now {due}.",
    ),
    Template(
        "release_late",
        _C,
        "任务「{title}」已过发布时间仍未公开，请尽快处理",
        "“{title}” is not public though its release time has passed: please publish it.",
    ),
    Template(
        "hidden",
        _C,
        "任务「{title}」的{content}目前未公开，请尽快恢复公开",
        "Your {content_en} for “{title}” is not public: make it public again.",
    ),
    Template(
        "suspended",
        _C,
        "任务「{title}」的{content}目前未公开，已暂停结算，恢复公开后继续",
        "Settlement of “{title}” is suspended until the {content_en} is public again.",
    ),
    Template(
        "settled",
        _C,
        "任务「{title}」已结算，可评价并查看投后数据",
        "“{title}” is settled: you can rate it and see its figures.",
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
        "edit_opened",
        _C,
        "任务「{title}」已开启修改权限，请在{hours}小时内修改完成",
        "You may edit the published work of “{title}” for {hours} hours.",
    ),
    Template(
        "complained",
        _C,
        "任务「{title}」被客户投诉，请在{hours}小时内答复，逾期平台可直接判定",
        "The brand complains about “{title}”: answer within {hours} hours, then the platform may decide.",
    ),
    Template(
        "answer_reminder",
        _C,
        "任务「{title}」的投诉仍待您答复，{by}后平台可直接判定",
        "The complaint about “{title}” still waits for your answer; from {by} on the platform may decide.",
        urgent=False,
    ),
    Template(
        "arbitration_creator",
        _C,
        "任务「{title}」已由平台介入，判定结果将另行短信通知",
        "The platform decides about “{title}”; you will hear the result by SMS.",
    ),
    Template(
        "decided_creator",
        _C,
        "任务「{title}」平台已判定，{hours}小时内可申诉，逾期判定生效",
        "The platform decided about “{title}”: appeal within {hours} hours, or the decision takes effect.",
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
        "平台运营已处理任务「{title}」，如有疑问请联系平台",
        "An operator acted on “{title}”; for questions contact the platform.",
        urgent=False,
    ),
)
