"""What a creator hears."""

from domain.notices.template import Template
from domain.stages import Party

_C = Party.CREATOR

TEMPLATES = (
    Template(
        "offer",
        _C,
        "您收到新任务「{title}」，请在{hours}小时内登录任务大厅接收，超过截止日期任务自动失效",
        "a new commission: accept it within {hours} hours",
    ),
    Template(
        "call",
        _C,
        "您有一个待接收任务「{title}」，将于{deadline}失效，请及时登录任务大厅回应",
        "a call: the commission expires at {deadline}",
        channel="voice",
    ),
    Template(
        "last_reminder",
        _C,
        "任务「{title}」将于{deadline}失效，电话未能接通，请及时回应",
        "we could not reach you: the commission expires at {deadline}",
    ),
    Template(
        "expired",
        _C,
        "任务「{title}」已超过接收时限，自动失效",
        "the commission has expired",
        urgent=False,
    ),
    Template(
        "outline_rejected",
        _C,
        "任务「{title}」的{outline}被驳回（第{n}次），可在「任务详情」中查看驳回原因，修改后再次提交",
        "{outline_en} rejected ({n}): see the reason, revise, submit again",
    ),
    Template(
        "outline_exhausted",
        _C,
        "任务「{title}」的{outline}第{n}次被驳回，自动进入写稿环节，请参考客户意见开始制作{content}",
        "{outline_en} rejected for the last time: writing begins",
    ),
    Template(
        "outline_confirmed",
        _C,
        "任务「{title}」的{outline}已确认，请开始制作{content}",
        "{outline_en} confirmed: start on the {content_en}",
    ),
    Template(
        "content_rejected",
        _C,
        "任务「{title}」的{content}被驳回（第{n}次），可在「任务详情」中查看驳回原因，修改后再次提交",
        "{content_en} rejected ({n}): see the reason, revise, submit again",
    ),
    Template(
        "audit_failed",
        _C,
        "任务「{title}」的{content}未通过平台审核，可在「任务详情」中查看原因，修改后再次提交或申诉",
        "the platform audit failed: see the reason, revise or appeal",
    ),
    Template(
        "content_approved",
        _C,
        "任务「{title}」的{content}已确认，将于{release}发布",
        "{content_en} approved, to be released at {release}",
    ),
    Template("submit_reminder", _C, "任务「{title}」请在{due}前提交", "submit by {due}", urgent=False),
    Template(
        "overdue",
        _C,
        "任务「{title}」已逾期，请尽快提交，否则任务可能失败",
        "overdue: submit now, or the commission may fail",
    ),
    Template(
        "abandoned_creator",
        _C,
        "任务「{title}」逾期未提交，已取消并记入违约记录",
        "cancelled: nothing was submitted; a breach is recorded",
    ),
    Template(
        "cancel_waits",
        _C,
        "任务「{title}」已被客户取消，等平台审核结果确定赔付，最迟{hours}小时",
        "cancelled by the brand: the kill fee waits for the audit, {hours} hours at most",
    ),
    Template("cancelled", _C, "任务「{title}」已被客户取消", "cancelled by the brand"),
    Template(
        "cancelled_silent_creator",
        _C,
        "任务「{title}」客户超时未确认，已由平台取消，赔付按条款结算",
        "cancelled by the platform; the kill fee is yours",
    ),
    Template("cancel_agreed", _C, "任务「{title}」已按您的申请取消", "cancelled as you asked"),
    Template(
        "cancel_refused",
        _C,
        "任务「{title}」客户不同意取消，请继续完成",
        "the brand does not agree to cancel",
    ),
    Template(
        "extension_asked_creator",
        _C,
        "任务「{title}」客户提议延期，请答复",
        "the brand proposes an extension: answer it",
    ),
    Template("extended", _C, "任务「{title}」交稿时限已调整为{due}", "the submission deadline is now {due}"),
    Template(
        "release_late",
        _C,
        "任务「{title}」已过发布时间仍未公开，请尽快处理",
        "not public after its release time",
    ),
    Template(
        "hidden",
        _C,
        "任务「{title}」的{content}已不是公开状态，请尽快恢复",
        "your {content_en} is not public: restore it",
    ),
    Template(
        "suspended",
        _C,
        "任务「{title}」的{content}不是公开状态，结算挂起，恢复公开后继续结算",
        "settlement suspended: make the {content_en} public again",
    ),
    Template(
        "settled",
        _C,
        "任务「{title}」已结算，可在「我的任务」中评价并查看投后数据",
        "settled",
        urgent=False,
    ),
    Template("refunded", _C, "任务「{title}」经平台判定退款", "refunded by decision", urgent=False),
    Template(
        "edit_opened",
        _C,
        "任务「{title}」已开启修改权限，{hours}小时内有效",
        "edit permission open for {hours} hours",
    ),
    Template(
        "complained",
        _C,
        "任务「{title}」被客户投诉，请在{hours}小时内答复",
        "the brand complains: answer within {hours} hours",
    ),
    Template(
        "answer_reminder",
        _C,
        "任务「{title}」的投诉仍待您答复",
        "the complaint still waits for your answer",
        urgent=False,
    ),
    Template("arbitration_creator", _C, "任务「{title}」已进入平台介入", "the platform will decide"),
    Template(
        "decided_creator",
        _C,
        "任务「{title}」平台已判定，{hours}小时内可申诉",
        "decided: you may appeal within {hours} hours",
    ),
    Template(
        "payout_failed",
        _C,
        "任务「{title}」打款失败，请核对收款账户",
        "payout failed: check your account",
    ),
    Template(
        "operator_creator",
        _C,
        "平台运营已处理任务「{title}」，详见「任务详情」",
        "an operator acted: see the details",
        urgent=False,
    ),
)
