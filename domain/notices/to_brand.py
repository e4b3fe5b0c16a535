"""What a brand hears."""

from domain.notices.template import Template
from domain.stages import Party

_B = Party.BRAND

TEMPLATES = (
    Template(
        "cancelled_silent_brand",
        _B,
        "任务「{title}」超时未确认，已由平台取消，赔付按条款结算",
        "cancelled by the platform: never reviewed; the kill fee applies",
    ),
    Template(
        "edit_asked", _B, "任务「{title}」创作者申请修改权限", "the creator asks for the edit permission"
    ),
    Template("arbitration_brand", _B, "任务「{title}」已进入平台介入", "the platform will decide"),
    Template(
        "unaccepted",
        _B,
        "任务「{title}」未被接收，托管资金已退回余额",
        "not accepted: the hold is back on your balance",
        urgent=False,
    ),
    Template("pay", _B, "任务「{title}」待付款，请充值后下发", "waits for payment: top up your balance"),
    Template("unpaid", _B, "任务「{title}」超时未付款，已取消", "cancelled: not paid in time", urgent=False),
    Template(
        "outline_review",
        _B,
        "任务「{title}」的{outline}已提交，请在「任务详情」中确认",
        "an {outline_en} waits for your review",
    ),
    Template(
        "content_review",
        _B,
        "任务「{title}」的{content}已通过平台审核，请在「任务详情」中确认",
        "the {content_en} waits for your review",
    ),
    Template(
        "review_reminder",
        _B,
        "任务「{title}」仍待您确认，请在「任务详情」中处理",
        "your review is still awaited",
        urgent=False,
    ),
    Template(
        "abandoned_brand",
        _B,
        "任务「{title}」创作者逾期未提交，已取消，托管资金已退回余额",
        "cancelled: the creator did not submit; refunded",
        urgent=False,
    ),
    Template(
        "cancel_asked",
        _B,
        "任务「{title}」创作者申请取消，请在{hours}小时内答复",
        "the creator asks to cancel: answer within {hours} hours",
    ),
    Template(
        "cancel_waits_brand",
        _B,
        "任务「{title}」已取消，等平台审核结果确定赔付，最迟{hours}小时",
        "cancelled: the kill fee waits for the audit, {hours} hours at most",
    ),
    Template(
        "cancelled_after_audit",
        _B,
        "任务「{title}」已取消，赔付按审核结果结算，其余已退回余额",
        "cancelled: the kill fee follows the audit; the rest is back on your balance",
        urgent=False,
    ),
    Template("cancel_reminder", _B, "任务「{title}」的取消申请仍待答复", "the request to cancel still waits"),
    Template(
        "extension_asked_brand",
        _B,
        "任务「{title}」创作者提议延期，请答复",
        "the creator proposes an extension: answer it",
        urgent=False,
    ),
    Template(
        "early",
        _B,
        "任务「{title}」的{content}已提前发布，请选择认可或下架",
        "published early: ratify it or have it taken down",
    ),
    Template(
        "release_late_brand",
        _B,
        "任务「{title}」已过发布时间仍未公开，平台正在处理",
        "not public after its release time",
    ),
    Template(
        "suspended_brand",
        _B,
        "任务「{title}」的{content}不是公开状态，结算挂起",
        "settlement suspended: the {content_en} is not public",
        urgent=False,
    ),
    Template(
        "settle_reminder",
        _B,
        "任务「{title}」的投诉期明日结束，届时自动结算",
        "settles by itself tomorrow",
        urgent=False,
    ),
    Template("edited", _B, "任务「{title}」的{content}在未开启修改权限时被修改", "edited without permission"),
    Template(
        "decided_brand",
        _B,
        "任务「{title}」平台已判定，{hours}小时内可申诉",
        "decided: you may appeal within {hours} hours",
    ),
    Template(
        "operator_brand",
        _B,
        "平台运营已处理任务「{title}」，详见「任务详情」",
        "an operator acted: see the details",
        urgent=False,
    ),
)
