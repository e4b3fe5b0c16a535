"""What a case falls to if the platform decides nothing: a table, of which the first row that holds is it.

Whoever waits for us has a named end. What we fail in by ourselves is paid out of our own pocket, and an
appeal that nobody has looked at changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.commissions.money.postings import decided
from domain.commissions.state.case import Case, CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import DRAFTING, REVIEWS, Stage
from domain.copies import replace
from domain.party import Party

BY_CREATOR = ("hidden", "deleted")
"""How an item is not public (`state.items.ItemState`) where that is the creator's doing."""


@dataclass(frozen=True)
class Fall:
    name: str
    zh: str
    """What then happens: it follows 逾期 and 已 alike."""
    en: str
    holds: Callable[[Commission, Case], bool]
    of: tuple[str, str]
    """Of which cases, as the rulebook says it."""


def hidden_by_creator(c: Commission) -> bool:
    return not c.seen.public and c.seen.how in BY_CREATOR


def ends_suspended(c: Commission) -> tuple[str, str]:
    """What follows when a settlement stays suspended."""
    if hidden_by_creator(c):
        return "退款给客户并记入违约记录", "refunded to the brand, with a breach on record"
    return "由平台立案判定", "the platform decides"


def _rejections_left(c: Commission) -> bool:
    return c.content_rejections < c.order.terms.content_rejections


def _about_release(case: Case) -> bool:
    return case.from_stage is Stage.AWAITING_RELEASE


def _never_public(c: Commission, case: Case) -> bool:
    return _about_release(case) and c.published_at is None


def _hidden_since(c: Commission, case: Case) -> bool:
    """What was decided about a public item is not carried out about one that was hidden afterwards."""
    since, decided_at = c.seen.since, case.papers.decided_at
    return not c.seen.public and since is not None and decided_at is not None and since > decided_at


STRUCK = ("撤销驳回，原版本退回客户确认", "the rejection is struck and the same version is reviewed again")

FALLS: tuple[Fall, ...] = (
    Fall(
        "first_refund_paid",
        "按原判定退款，由判定的一方承担创作者应得",
        "refunded as first decided, and what the creator is due is borne as decided",
        lambda c, case: case.decision == "refund" and decided(replace(c, case=case)).creator_fen > 0,
        (
            "申诉，原判定退款并由品牌主或平台承担",
            "an appeal; first decided: refund, borne by brand or platform",
        ),
    ),
    Fall(
        "first_refund",
        "按原判定退款",
        "refunded as first decided",
        lambda _, case: case.decision == "refund",
        ("申诉，原判定退款", "an appeal; first decided: refund"),
    ),
    Fall(
        "first_payment_looked",
        "查询公开状态后按原判定结算",
        "settled as first decided if it is public",
        lambda c, case: bool(case.decision) and c.published_at is not None and c.seen.public,
        ("申诉，原判定结算或按比例，作品公开", "an appeal; first decided: settle or split, the item public"),
    ),
    Fall(
        "first_payment",
        "按原判定结算",
        "settled as first decided",
        lambda c, case: bool(case.decision) and not _hidden_since(c, case),
        ("申诉，原判定结算或按比例", "an appeal; first decided: settle or split"),
    ),
    Fall(
        "public_late",
        "投诉期照计，没有投诉则自动结算",
        "its window goes on, and without a complaint it settles",
        lambda c, case: _about_release(case) and c.published_at is not None and c.seen.public,
        ("未发布的任务，其间作品已公开", "a missing release; it has become public meanwhile"),
    ),
    Fall(
        "platform_pays",
        "全额退款给客户，由平台赔付创作者",
        "the brand has everything back, and the platform pays the creator",
        lambda c, case: (
            case.kind is CaseKind.AUDIT or (_never_public(c, case) and case.fault != Party.CREATOR)
        ),
        (
            "审核没有结果；或到时未能发布，而平台没有因作品拒绝发布",
            "an audit without an answer; or a release that failed and was not refused for the item",
        ),
    ),
    Fall(
        "unreleased",
        "退款给客户并记入违约记录",
        "refunded to the brand, with a breach on record",
        _never_public,
        (
            "因作品被平台拒绝发布，创作者没有改好",
            "the platform refused the item, and the creator did not mend it",
        ),
    ),
    Fall(
        "struck_outline",
        *STRUCK,
        lambda c, case: case.from_stage in DRAFTING and c.work is not None and c.work.kind == "outline",
        ("对提纲驳回的异议", "about the rejection of an outline"),
    ),
    Fall(
        "struck",
        *STRUCK,
        lambda c, case: case.from_stage in DRAFTING and _rejections_left(c),
        ("对作品驳回的异议，还有驳回次数", "about a rejection of the content, others left"),
    ),
    Fall(
        "struck_last",
        *STRUCK,
        lambda _, case: case.from_stage in DRAFTING,
        ("对作品驳回的异议，驳回次数已用完", "about a rejection of the content, none left"),
    ),
    Fall(
        "kill_fee",
        "取消任务并按条款赔付",
        "cancelled, with the kill fee of the terms",
        lambda _, case: case.from_stage in REVIEWS,
        ("客户久未确认", "about a review that the brand leaves open"),
    ),
    Fall(
        "hidden",
        "退款给客户并记入违约记录",
        "refunded to the brand, with a breach on record",
        lambda c, _: hidden_by_creator(c),
        ("作品被隐藏或删除", "the item is hidden or deleted"),
    ),
    Fall(
        "rework_stands",
        "整改照旧，剩余时间不变",
        "the rework stands, with the time that was left",
        lambda _, case: case.rework_appealed_at is not None,
        ("对整改判定的申诉", "an appeal of a rework"),
    ),
    Fall(
        "not_shown",
        "退款给客户",
        "refunded to the brand",
        lambda c, _: not c.seen.public,
        ("作品被平台下架，或不知为何非公开", "the item was taken down, or is not public and nobody says why"),
    ),
    Fall(
        "shown",
        "查询公开状态后自动结算",
        "settled by itself if it is public",
        lambda *_: True,
        ("作品公开，投诉没有得到证实", "the item is public, and the complaint is not proven"),
    ),
)


def fall(c: Commission) -> Fall | None:
    """Of the open case, else of the last that was closed."""
    case = c.case or c.past_case
    return next((each for each in FALLS if each.holds(c, case)), None) if case else None
