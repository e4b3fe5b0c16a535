"""The words people read, Chinese and English: stages, parties, and what has already been done where."""

import re
from collections.abc import Mapping

from domain.commissions.moves import MESSAGES
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.state.stages import PUBLIC, REVIEWS, UNPUBLISHED, Stage
from domain.commissions.task_types import TASK_TYPES

STAGE_WORDS: Mapping[Stage, tuple[str, str]] = {
    Stage.AWAITING_PAYMENT: ("待付款", "awaiting payment"),
    Stage.OFFERED: ("待接收", "offered"),
    Stage.OUTLINE_DRAFTING: ("制作提纲", "outline in the making"),
    Stage.OUTLINE_REVIEW: ("提纲待客户确认", "outline under review"),
    Stage.CONTENT_DRAFTING: ("制作文章", "content in the making"),
    Stage.PLATFORM_AUDIT: ("平台审核中", "platform audit"),
    Stage.CONTENT_REVIEW: ("待客户确认", "content under review"),
    Stage.FINAL_REVIEW: ("待客户确认（驳回次数已用完）", "final review, no rejections left"),
    Stage.AWAITING_RELEASE: ("待发布", "awaiting release"),
    Stage.PUBLISHED: ("已发布", "published"),
    Stage.SETTLING: ("结算中", "settling"),
    Stage.SETTLEMENT_SUSPENDED: ("结算挂起", "settlement suspended"),
    Stage.ARBITRATION: ("平台介入", "arbitration"),
    Stage.DECIDED: ("平台已判定（可申诉）", "decided, may be appealed"),
    Stage.SETTLED: ("已结算", "settled"),
    Stage.COMPLETED: ("已完成", "completed"),
    Stage.REFUNDED: ("已退款", "refunded"),
    Stage.DECLINED: ("已拒单", "declined"),
    Stage.EXPIRED: ("已失效", "expired"),
    Stage.CANCELLED: ("已取消", "cancelled"),
}


def stage_words_of(task_type: str, stage: Stage) -> tuple[str, str]:
    """The stage in the trade's words for this kind of work: 制作脚本 rather than 制作提纲 for a video."""
    kind = TASK_TYPES.get(task_type)
    zh, en = STAGE_WORDS[stage]
    if kind is None:
        return zh, en
    zh = zh.replace("提纲", kind.outline_zh).replace("文章", kind.content_zh)
    return zh, en.replace("outline", kind.outline_en).replace("content", kind.content_en)


SYSTEM_WORDS: Mapping[str, tuple[str, str]] = {
    "open": ("下单", "ordered"),
    "held": ("资金已托管，任务下发", "money held, dispatched"),
    "short": ("余额不足", "the balance is short"),
    "call_answered": ("电话已接听", "the call was answered"),
    "call_unanswered": ("电话未接通", "the call was not answered"),
    "published": ("作品已公开", "published"),
    "publish_refused": ("内容平台拒绝发布", "the platform refused the publication"),
    "probed_public": ("查询：公开", "looked: public"),
    "probed_hidden": ("查询：非公开", "looked: not public"),
    "probed_unknown": ("查询：未知", "looked: unknown"),
    "payout_paid": ("打款成功", "paid out"),
    "payout_failed": ("打款失败", "payout failed"),
    "payout_kept": ("留在创作者余额", "kept on the creator's balance"),
    "payout_conflict": ("打款记录冲突", "the payout's books conflict"),
    "fact_denied": ("外部报告不实", "a reported fact is denied"),
    "fact_unknown": ("核实：平台无答复", "looked: the platform does not answer"),
    "notice_failed": ("通知未送达", "a notice failed"),
    "effect_failed": ("外部操作失败", "an effect failed"),
    "record_conflict": ("记录冲突", "the record conflicts"),
    "unordered": ("账上没有这笔订单", "no order stands in the books"),
    "revived": ("流程丢失，由运营从账目恢复", "its workflow was lost; revived from the books"),
}

CAUSE_WORDS: Mapping[str, tuple[str, str]] = {
    "not_public": ("作品未公开", "the item is not public"),
    "content_differs": ("内容与约定不符", "the content differs from what was agreed"),
    "late": ("发布逾期", "published late"),
    "quality": ("质量问题", "its quality"),
    "fraud": ("数据或内容造假", "fraud"),
    "other": ("其他", "other"),
}

DECISION_WORDS: Mapping[str, tuple[str, str]] = {
    "settle": ("结算给创作者", "settle to the creator"),
    "refund": ("退款给品牌主", "refund to the brand"),
    "split": ("按比例结算", "split"),
    "rework": ("整改后重新计投诉期", "rework, with a fresh window"),
    "approve": ("通过作品", "approve the content"),
    "resume": ("退回原阶段", "resume where it was"),
    "uphold_rejection": ("驳回成立，按原意见修改", "the rejection stands: revise as asked"),
    "strike_rejection": (
        "撤销驳回，原版本退回客户确认，该次驳回仍计入",
        "strike the rejection: the same version is reviewed again, and the rejection stays used",
    ),
    "lift": ("撤销违约记录", "lift the breach record"),
    "uphold": ("维持违约记录", "let the breach record stand"),
}

BEARER_WORDS: Mapping[str, tuple[str, str]] = {
    "brand": ("由品牌主承担", "borne by the brand"),
    "creator": ("由创作者承担", "borne by the creator"),
    "platform": ("由平台承担", "borne by the platform"),
}

FAULT_WORDS: Mapping[str, tuple[str, str]] = {
    "brand": ("责任在品牌主", "at the brand's fault"),
    "creator": ("责任在创作者", "at the creator's fault"),
    "platform": ("责任在平台", "at the platform's fault"),
}

EFFECT_WORDS: Mapping[str, tuple[str, str]] = {
    "publish": ("发布", "release"),
    "take_down": ("下架", "take-down"),
    "set_edit": ("修改权限", "the edit permission"),
    "look": ("核实作品", "look at the item"),
    "probe": ("查询公开状态", "look whether it is public"),
    "pay_out": ("打款", "payout"),
    "nudge_payout": ("打款重试", "payout again"),
    "ask_payout": ("查账", "ask the books"),
    "ask_notice": ("查通知", "ask about a notice"),
}
"""By the kind of an effect."""

_ACCEPTED = (*UNPUBLISHED, *PUBLIC, Stage.ARBITRATION, Stage.DECIDED)
_SETTLED = (Stage.SETTLED, Stage.COMPLETED)
_UNRATED = tuple(stage for stage in Stage if stage not in _SETTLED)

DONE: Mapping[str, tuple[tuple[tuple[Stage, ...], str], ...]] = {
    "accept": (
        (_ACCEPTED, "ALREADY_ACCEPTED"),
        ((Stage.DECLINED,), "ALREADY_DECLINED"),
        ((Stage.EXPIRED,), "ORDER_EXPIRED"),
        ((Stage.CANCELLED,), "ALREADY_CANCELLED"),
    ),
    "decline": (
        (_ACCEPTED, "ALREADY_ACCEPTED"),
        ((Stage.DECLINED,), "ALREADY_DECLINED"),
        ((Stage.EXPIRED,), "ORDER_EXPIRED"),
    ),
    "cancel": (
        ((Stage.CANCELLED,), "ALREADY_CANCELLED"),
        (PUBLIC, "PUBLISHED"),
    ),
    "submit": (((Stage.OUTLINE_REVIEW, Stage.PLATFORM_AUDIT), "ALREADY_SUBMITTED"),),
    "submitted": (((Stage.PLATFORM_AUDIT, *REVIEWS), "ALREADY_SUBMITTED"),),
    "approve": (((Stage.AWAITING_RELEASE,), "ALREADY_APPROVED"),),
    "reject": (((Stage.FINAL_REVIEW,), "NO_REJECTS_LEFT"),),
    "reschedule": ((PUBLIC, "ALREADY_PUBLISHED"),),
    "published": (((*PUBLIC, Stage.ARBITRATION, Stage.DECIDED, *_SETTLED), "ALREADY_PUBLISHED"),),
    "settle": ((_SETTLED, "ALREADY_SETTLED"),),
    "complain": (
        ((Stage.SETTLING, *_SETTLED), "COMPLAINT_WINDOW_CLOSED"),
        ((Stage.REFUNDED,), "ALREADY_REFUNDED"),
    ),
    "appeal": (((*_SETTLED, Stage.REFUNDED), "TOO_LATE"),),
    "rate": (((Stage.COMPLETED,), "TOO_LATE"),),
    "hide_rating": ((_UNRATED, "NOT_RATED"),),
    "unhide_rating": ((_UNRATED, "NOT_RATED"),),
    "open_edit": (((Stage.COMPLETED,), "EDIT_OVER"),),
    "request_edit": (((Stage.COMPLETED,), "EDIT_OVER"),),
    "second": ((tuple(Stage), "NOTHING_PROPOSED"),),
    "force_settle": ((_SETTLED, "ALREADY_SETTLED"), ((Stage.DECIDED,), "ALREADY_DECIDED")),
    "force_refund": (((Stage.REFUNDED,), "ALREADY_REFUNDED"), ((Stage.DECIDED,), "ALREADY_DECIDED")),
}
"""A new id for a thing already done, or past doing, is told so by name."""


FIRST_WORDS = re.compile("[（，：;(,:]")
"""A message's description begins with its name in the trade."""


def move_words(name: str) -> tuple[str, str]:
    if name in MESSAGES:
        return FIRST_WORDS.split(MESSAGES[name].zh)[0], FIRST_WORDS.split(MESSAGES[name].en)[0].strip()
    if name in CLOCKS:
        return CLOCKS[name].zh, CLOCKS[name].en
    return SYSTEM_WORDS.get(name, (name, name))
