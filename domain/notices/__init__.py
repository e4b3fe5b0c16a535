"""Every SMS and call: a template and short variables, as vendors demand (no reasons, links, currency signs).

Notices that are not urgent wait for the end of the quiet hours. A notice never gates anything.
"""

from collections.abc import Mapping

from domain.commission import Commission
from domain.instants import BEIJING
from domain.notices import to_brand, to_creator
from domain.notices.template import Template
from domain.task_types import TASK_TYPES

TEMPLATES: Mapping[str, Template] = {each.name: each for each in (*to_creator.TEMPLATES, *to_brand.TEMPLATES)}

_HOURS = {
    "offer": "accept_hours",
    "cancel_asked": "cancel_reply_hours",
    "cancel_waits": "cancel_audit_hours",
    "cancel_waits_brand": "cancel_audit_hours",
    "edit_opened": "edit_hours",
    "complained": "answer_hours",
    "decided_creator": "appeal_hours",
    "decided_brand": "appeal_hours",
}


def variables(template: str, c: Commission) -> dict[str, str]:
    """The short variables of a template, as of now. Times are Beijing time."""
    kind = TASK_TYPES[c.order.task_type]
    rejections = c.outline_rejections if template.startswith("outline") else c.content_rejections
    instants = {"deadline": c.clocks.get("accept_by"), "due": c.submit_by, "release": c.release_at}
    given = {
        "title": c.order.title[:20],
        "n": str(rejections),
        "hours": str(getattr(c.order.terms, _HOURS.get(template, "accept_hours"))),
        "outline": kind.outline_zh,
        "outline_en": kind.outline_en,
        "content": kind.content_zh,
        "content_en": kind.content_en,
        **{name: f"{at.astimezone(BEIJING):%m月%d日%H:%M}" for name, at in instants.items() if at},
    }
    text = TEMPLATES[template].zh + TEMPLATES[template].en
    return {name: value for name, value in given.items() if "{" + name + "}" in text}


def rendered(template: str, params: Mapping[str, str], lang: str = "zh") -> str:
    return filled(TEMPLATES[template], params, lang)


def filled(template: Template, params: Mapping[str, str], lang: str = "zh") -> str:
    text = template.zh if lang == "zh" else template.en
    for name, value in params.items():
        text = text.replace("{" + name + "}", value)
    return f"【星图】{text}" if lang == "zh" else text
