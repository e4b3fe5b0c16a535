"""Every SMS and call: a template and short variables, as vendors demand (no reasons, links, currency signs).

Notices that are not urgent wait for the end of the quiet hours. A notice never gates anything.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from domain.channel_text import sms_variable
from domain.commission import Commission
from domain.instants import written_cn
from domain.notices import to_brand, to_creator
from domain.notices.template import Template
from domain.stages import Stage
from domain.standing import silence_approves
from domain.task_types import TASK_TYPES

TEMPLATES: Mapping[str, Template] = {each.name: each for each in (*to_creator.TEMPLATES, *to_brand.TEMPLATES)}

TITLE_SHOWN = 20
UNSAID = "规定时限"
"""Where the clock of a time stands still: 请在规定时限前确认."""
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_HOURS = {
    "offer": "accept_hours",
    "cancel_asked": "cancel_reply_hours",
    "cancel_waits": "cancel_audit_hours",
    "cancel_waits_brand": "cancel_audit_hours",
    "edit_opened": "edit_hours",
    "complained": "answer_hours",
    "decided_creator": "appeal_hours",
    "decided_brand": "appeal_hours",
    "corrected_creator": "appeal_hours",
    "corrected_brand": "appeal_hours",
}


_BY = {
    "pay": ("pay_by",),
    "outline_review": ("outline_review_by",),
    "content_review": ("review_limit",),
    "review_reminder": ("outline_review_by", "review_limit"),
    "cancel_asked": ("cancel_reply_by",),
    "cancel_reminder": ("cancel_reply_by",),
    "extension_asked_creator": ("extension_reply_by",),
    "extension_asked_brand": ("extension_reply_by",),
    "answer_reminder": ("answer_by",),
    "release_late_brand": ("release_limit",),
}
"""The clock that ends the time a template speaks of."""


def variables(template: str, c: Commission, now: datetime, act: tuple[str, str] = ("", "")) -> dict[str, str]:
    """The short variables of a template, as of now. Instants are Beijing's; ``act`` is an operator's."""
    kind = TASK_TYPES[c.order.task_type]
    rejections = c.outline_rejections if template.startswith("outline") else c.content_rejections
    silence, silence_en = _silence(c)
    given = {
        "title": sms_variable(c.order.title, TITLE_SHOWN),
        "n": str(rejections),
        "hours": str(getattr(c.order.terms, _HOURS.get(template, "accept_hours"))),
        "outline": kind.outline_zh,
        "outline_en": kind.outline_en,
        "content": kind.content_zh,
        "content_en": kind.content_en,
        "act": act[0],
        "act_en": act[1],
        "silence": silence,
        "silence_en": silence_en,
        **{name: written_cn(at, now) if at else UNSAID for name, at in _instants(template, c).items()},
    }
    text = TEMPLATES[template].zh + TEMPLATES[template].en
    return {name: value for name, value in given.items() if "{" + name + "}" in text}


def _instants(template: str, c: Commission) -> dict[str, datetime | None]:
    clocks = c.clocks
    ends = [clocks[name] for name in _ends(template, c) if name in clocks]
    return {
        "deadline": clocks.get("accept_by"),
        "due": c.submit_by,
        "release": c.release_at,
        "settle": clocks.get("settle_by"),
        "by": min(ends, default=None),
    }


def _ends(template: str, c: Commission) -> tuple[str, ...]:
    names = _BY.get(template, ())
    return (*names, "review_attention") if "review_limit" in names and silence_approves(c) else names


def _silence(c: Commission) -> tuple[str, str]:
    """What follows when a review is not answered."""
    if c.stage is Stage.OUTLINE_REVIEW or silence_approves(c):
        return "逾期视为确认", "silence approves it"
    return "逾期将取消并按条款赔付", "silence cancels it with the kill fee of the terms"


def still_true(template: str, c: Commission) -> bool:
    """Whether a notice that waited can still be given: the time it speaks of is running."""
    wanted = {found[1] for found in _VARIABLE.finditer(TEMPLATES[template].zh)}
    missing = {name for name, at in _instants(template, c).items() if at is None}
    return not wanted & missing


def rendered(template: str, params: Mapping[str, str], lang: str = "zh") -> str:
    return filled(TEMPLATES[template], params, lang)


def filled(template: Template, params: Mapping[str, str], lang: str = "zh") -> str:
    """Filled once: a variable that looks like another one stays as it is."""
    text = template.zh if lang == "zh" else template.en
    return _VARIABLE.sub(lambda found: params.get(found[1], found[0]), text)
