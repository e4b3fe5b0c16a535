"""Which of two clocks of one instant acts first: a table, whatever order they began in.

What is public and what is owed for it comes first, then what the platform must decide, then what ends the
commission, then what lets it go on, and reminders last.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Kind:
    name: str
    zh: str
    en: str
    clocks: tuple[str, ...]
    """The earlier named goes first."""


PRIORITY: tuple[Kind, ...] = (
    Kind("publish", "发布", "publishing", ("release", "item_reply_by")),
    Kind("settle", "结算", "settling", ("settle_by", "reprobe", "recheck", "unknown_limit", "edit_by")),
    Kind(
        "complain",
        "投诉与介入",
        "cases",
        (
            "answer_by",
            "brand_answer_by",
            "release_limit",
            "audit_limit",
            "audit_overdue",
            "appeal_by",
            "effect_limit",
            "breach_appeal_by",
            "rework_appeal_by",
            "decide_limit",
            "decide_by",
            "suspended_limit",
        ),
    ),
    Kind(
        "cancel",
        "取消",
        "cancelling",
        (
            "pay_by",
            "accept_by",
            "review_limit",
            "review_total",
            "abandon",
            "audit_answer_by",
            "cancel_reply_by",
        ),
    ),
    Kind(
        "approve",
        "确认与答复",
        "approving and answering",
        ("outline_review_by", "review_attention", "extension_reply_by", "submit_by", "rating_by"),
    ),
    Kind(
        "remind",
        "提醒",
        "reminding",
        (
            *("call", "submit_reminder", "review_reminder", "review_last_reminder", "settle_reminder"),
            *("suspended_reminder", "decide_again"),
            *("cancel_reminder", "answer_reminder", "brand_answer_reminder", "grace_over"),
            *("audit_alert", "release_alert"),
            *("second_by", "freeze_cancel", "freeze_alert", "brand_freeze_alert"),
            *("look_again", "retry", "morning", "notice_pause"),
        ),
    ),
)
_PLACES = {name: place for place, name in enumerate(name for kind in PRIORITY for name in kind.clocks)}


def first(at: datetime, name: str) -> tuple[datetime, int, str]:
    """To sort clocks by: the earlier first, and of those of one instant the one named first."""
    return at, _PLACES.get(name, len(_PLACES)), name
