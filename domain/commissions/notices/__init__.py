"""Every SMS and call: a template and short variables, as vendors demand (no reasons, links, currency signs).

Notices that are not urgent wait for the end of the quiet hours. A notice never gates anything.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from domain.channel_text import sms_variable
from domain.commissions.cases.falling import ends_suspended, fall
from domain.commissions.notices import changed, to_brand, to_creator
from domain.commissions.notices.faults import fault_told
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.case import CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import silence_approves
from domain.commissions.state.stages import REVIEWS, UNPUBLISHED, Stage
from domain.commissions.task_types import TASK_TYPES
from domain.counts import in_number
from domain.instants import written_cn, written_deadline
from domain.notice_template import Template

EVERY: tuple[Template, ...] = (*to_creator.TEMPLATES, *to_brand.TEMPLATES, *changed.TEMPLATES)
"""Of every version of the rules."""
TEMPLATES: Mapping[str, Template] = {each.name: each for each in EVERY}
"""By name, the newest of each: for words. What a commission tells it asks of its own version."""

TITLE_SHOWN = 20
UNSAID = "规定时限"
"""Where the clock of a time stands still: 请在规定时限前确认."""
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_HOURS = {
    **dict.fromkeys(
        (
            "outline_rejected",
            "outline_exhausted",
            "outline_confirmed",
            "content_rejected",
            "audit_failed",
            "outline_silent",
            "outline_waived",
            "rejection_stands",
            "extended",
            "submit_reminder",
        ),
        "abandon_hours",
    ),
    **dict.fromkeys(
        (
            "content_approved",
            "content_silent",
            "approved_by_platform",
            "rescheduled",
            "release_outside",
            "release_resumed",
        ),
        "release_limit_hours",
    ),
    "offer": "accept_hours",
    "cancel_asked": "cancel_reply_hours",
    "cancel_asked_share": "cancel_reply_hours",
    "cancel_asked_overdue": "cancel_reply_hours",
    "cancel_waits": "cancel_audit_hours",
    "freeze_cancel_brand": "freeze_cancel_hours",
    "frozen_creator": "freeze_cancel_hours",
    "cancel_waits_brand": "cancel_audit_hours",
    "edit_opened": "edit_hours",
    "rework_creator": "edit_hours",
    "abandoned_creator": "appeal_hours",
    "cancelled_default": "appeal_hours",
    "cancelled_silent_breach": "appeal_hours",
    "platform_cancelled_breach": "appeal_hours",
    "cancel_agreed_breach": "appeal_hours",
    "cancel_unanswered_breach": "appeal_hours",
    "settled_breach": "appeal_hours",
    "refunded_breach": "appeal_hours",
    "refunded_paid_breach": "appeal_hours",
    "gone_breach": "appeal_hours",
    "edited_after_breach": "appeal_hours",
    "complained": "answer_hours",
    "cause_added": "answer_hours",
    "answer_asked_creator": "answer_hours",
    "answer_asked_brand": "answer_hours",
    "appealed_creator": "answer_hours",
    "appealed_brand": "answer_hours",
    "decided_creator": "appeal_hours",
    "fallen_breach": "appeal_hours",
    "refunded_hidden": "appeal_hours",
    "decided_brand": "appeal_hours",
    "corrected_creator": "appeal_hours",
    "corrected_brand": "appeal_hours",
}


_WHILE: Mapping[str, Callable[[Commission], bool]] = {
    **dict.fromkeys(
        ("freeze_cancel_brand", "freeze_cancel_creator"),
        lambda c: c.freeze is not None and c.stage in UNPUBLISHED,
    ),
    "frozen_creator": lambda c: c.freeze is not None,
    **dict.fromkeys(
        ("cancel_asked", "cancel_asked_share", "cancel_asked_overdue", "cancel_reminder"),
        lambda c: c.cancel_request is not None,
    ),
    **dict.fromkeys(("extension_asked_creator", "extension_asked_brand"), lambda c: c.extension is not None),
    "edit_opened": lambda c: c.edit_until is not None,
    "edit_asked": lambda c: c.edit_requested,
    "complained": lambda c: c.case is not None and c.case.kind is CaseKind.COMPLAINT and not c.case.answer,
    "content_approved": lambda c: c.stage is Stage.AWAITING_RELEASE,
    "release_outside": lambda c: c.stage is Stage.AWAITING_RELEASE,
    "content_review": lambda c: c.stage in REVIEWS,
    "outline_review": lambda c: c.stage is Stage.OUTLINE_REVIEW,
    "early": lambda c: bool(c.early_item),
}
"""What a template says, where that may be over by the time it is sent."""
_BY = {
    "pay": ("pay_by",),
    "review_again": ("outline_review_by", "review_limit", "review_total"),
    "outline_review": ("outline_review_by", "review_total"),
    "content_review": ("review_limit", "review_total"),
    "review_reminder": ("outline_review_by", "review_limit", "review_total"),
    "item_asked": ("item_reply_by",),
    "cancel_asked": ("cancel_reply_by",),
    "cancel_asked_share": ("cancel_reply_by",),
    "cancel_asked_overdue": ("cancel_reply_by",),
    "cancel_reminder": ("cancel_reply_by",),
    "extension_asked_creator": ("extension_reply_by",),
    "extension_asked_brand": ("extension_reply_by",),
    "answer_reminder": ("answer_by",),
    "answer_reminder_brand": ("brand_answer_by",),
    "rework_creator": ("rework_appeal_by",),
    "rework_brand": ("rework_appeal_by",),
    "release_late_brand": ("release_limit",),
    "release_late": ("release_limit",),
    "publish_refused": ("release_limit",),
    "publish_refused_brand": ("release_limit",),
    "review_resumed": ("review_limit", "review_total"),
    "overdue": ("abandon",),
    "ad_mark_missing": ("release_limit",),
    "ad_mark_missing_brand": ("release_limit",),
}
"""The clock that ends the time a template speaks of."""
_LIMITS = ("decide_limit", "suspended_limit", "unknown_limit", "audit_limit", "effect_limit")
"""The clock that ends a wait for the platform; no two of them run at one stage."""


def variables(
    template: str, c: Commission, now: datetime, act: tuple[str, str] = ("", ""), lang: str = "zh"
) -> dict[str, str]:
    """The short variables of a template, as of now. Instants are Beijing's; ``act`` is an operator's.

    What is sent is Chinese: English instants are for whoever reads the English beside it.
    """
    kind, chosen = TASK_TYPES[c.order.task_type], rules_of(c).templates[template]
    silence, silence_en = _silence_of_request(c) if template == "cancel_reminder" else _silence(c)
    found = fall(c)
    end, end_en = ends_suspended(c)
    given = {
        "title": sms_variable(c.order.title, TITLE_SHOWN),
        "n": str(_times(template, c)),
        "hours": str(getattr(c.order.terms, _HOURS.get(template, "accept_hours"))),
        "days": str(c.order.terms.rating_days),
        "outline": kind.outline_zh,
        "outline_en": kind.outline_en,
        "content": kind.content_zh,
        "content_en": kind.content_en,
        "act": act[0],
        "act_en": act[1],
        "share": f"{c.cancel_request.bps / 100:g}%" if c.cancel_request else "",
        **fault_told(chosen.to, c),
        "silence": silence,
        "silence_en": silence_en,
        "fall": found.zh if found else "",
        "fall_en": found.en if found else "",
        "end": end,
        "end_en": end_en,
        **{name: _written(at, now, lang) for name, at in _instants(template, c).items()},
    }
    text = chosen.zh + chosen.en
    return {name: value for name, value in given.items() if "{" + name + "}" in text}


def _written(at: datetime | None, now: datetime, lang: str) -> str:
    if at is None:
        return UNSAID if lang == "zh" else "the time set"
    return written_cn(at, now) if lang == "zh" else written_deadline(at, lang, now)


def _times(template: str, c: Commission) -> int:
    if template == "audits_failed_brand":
        return c.failed_audits
    return c.outline_rejections if template.startswith("outline") else c.content_rejections


def _instants(template: str, c: Commission) -> dict[str, datetime | None]:
    clocks = c.clocks
    ends = [clocks[name] for name in _ends(template, c) if name in clocks]
    return {
        "deadline": clocks.get("accept_by"),
        "due": c.submit_by,
        "release": c.release_at,
        "settle": clocks.get("settle_by"),
        "by": min(ends, default=None),
        "limit": next((clocks[name] for name in _LIMITS if name in clocks), None),
    }


def _ends(template: str, c: Commission) -> tuple[str, ...]:
    names = _BY.get(template, ())
    return (*names, "review_attention") if "review_limit" in names and silence_approves(c) else names


def _silence(c: Commission) -> tuple[str, str]:
    """What follows when a review is not answered."""
    approves = "outline_review_by" if c.stage is Stage.OUTLINE_REVIEW else "review_attention"
    at, total = c.clocks.get(approves), c.clocks.get("review_total")
    sooner = at is None or total is None or at < total
    if sooner and (c.stage is Stage.OUTLINE_REVIEW or silence_approves(c)):
        return "逾期视为确认", "silence approves it"
    return "逾期将取消并按条款赔付", "silence cancels it with the kill fee of the terms"


def _silence_of_request(c: Commission) -> tuple[str, str]:
    asked = c.cancel_request
    if asked and asked.owed:
        return "逾期将取消并按条款赔付", "silence pays the kill fee"
    if asked and asked.bps:
        return "逾期视为不同意", "silence refuses"
    return "逾期视为同意", "silence agrees"


def still_true(template: str, c: Commission) -> bool:
    """Whether a notice that waited can still be given: the time it speaks of is running."""
    if template in _WHILE and not _WHILE[template](c):
        return False
    wanted = {found[1] for found in _VARIABLE.finditer(rules_of(c).templates[template].zh)}
    missing = {name for name, at in _instants(template, c).items() if at is None}
    return not wanted & missing


def rendered(template: str, params: Mapping[str, str], lang: str = "zh") -> str:
    return filled(TEMPLATES[template], params, lang)


def filled(template: Template, params: Mapping[str, str], lang: str = "zh") -> str:
    """Filled once: a variable that looks like another one stays as it is."""
    text = template.zh if lang == "zh" else in_number(template.en, params)
    return _VARIABLE.sub(lambda found: params.get(found[1], found[0]), text)
