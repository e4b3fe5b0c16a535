"""What may be handed in, and when an audit may be appealed."""

from domain.commissions.moves import Move
from domain.commissions.ordering.pinned_brief import brief_digest
from domain.commissions.rules.guards.guard import Guard
from domain.commissions.state.commission import Commission
from domain.commissions.task_types import TASK_TYPES


def _has_text(c: Commission, m: Move) -> bool:
    needed = TASK_TYPES[c.order.task_type].needs_text
    return not needed or bool(m.title and m.description and m.hashtags)


GUARDS = {
    "brief_as_shown": Guard(
        "BRIEF_DIFFERS",
        "如写明摘要值，须是本任务的需求单",
        "the digest, if one is named, is of this brief",
        lambda c, m: m.brief_digest in ("", brief_digest(c.order)),
        detail=lambda c, _: f"brief_digest={brief_digest(c.order)}",
    ),
    "uploaded_here": Guard(
        "SUBMIT_IN_MP",
        "本类型在星图上传",
        "this kind is uploaded here",
        lambda c, _: not TASK_TYPES[c.order.task_type].submitted_in_mp,
        of_state=True,
    ),
    "in_mp": Guard(
        "SUBMIT_HERE",
        "本类型在 MP 提交",
        "this kind is submitted in the MP",
        lambda c, _: TASK_TYPES[c.order.task_type].submitted_in_mp,
        of_state=True,
    ),
    "linked": Guard("NOT_LINKED", "已勾选「关联星图任务」", "关联星图任务 is ticked", lambda _, m: m.linked),
    "creators_item": Guard(
        "NOT_THE_CREATORS",
        "作品属于接单的创作者",
        "the item is the creator's",
        lambda c, m: not m.creator or m.creator == c.order.creator_id,
    ),
    "has_text": Guard(
        "VIDEO_TEXT_NEEDED", "标题、描述、话题齐全", "title, description and hashtags are given", _has_text
    ),
    "item_matches": Guard(
        "WRONG_ITEM",
        "是本任务的作品",
        "the item is this commission's",
        lambda c, m: not c.item or not m.item or m.item == c.item,
    ),
    "outline_rejections_left": Guard(
        "NO_REJECTS_LEFT",
        "还有驳回次数",
        "rejections are left",
        lambda c, _: c.outline_rejections < max(c.order.terms.outline_rejections, 1),
        of_state=True,
    ),
    "audit_failed": Guard(
        "NOT_FAILED",
        "审核未通过且未申诉过",
        "an audit failed and was not appealed",
        lambda c, _: c.audit_failed and not c.audit_appealed,
        of_state=True,
    ),
}
