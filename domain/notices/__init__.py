"""Every SMS and call: a template and short variables, as vendors demand (no reasons, links, currency signs).

Notices that are not urgent wait for the end of the quiet hours. A notice never gates anything.
"""

import re
from collections.abc import Mapping

from domain.channel_text import sms_variable
from domain.commission import Commission
from domain.instants import BEIJING
from domain.notices import to_brand, to_creator
from domain.notices.template import Template
from domain.task_types import TASK_TYPES

TEMPLATES: Mapping[str, Template] = {each.name: each for each in (*to_creator.TEMPLATES, *to_brand.TEMPLATES)}

TITLE_SHOWN = 20
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
}


def variables(template: str, c: Commission) -> dict[str, str]:
    """The short variables of a template, as of now. Times are Beijing time."""
    kind = TASK_TYPES[c.order.task_type]
    rejections = c.outline_rejections if template.startswith("outline") else c.content_rejections
    instants = {"deadline": c.clocks.get("accept_by"), "due": c.submit_by, "release": c.release_at}
    given = {
        "title": sms_variable(c.order.title, TITLE_SHOWN),
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
    """Filled once: a variable that looks like another one stays as it is."""
    text = template.zh if lang == "zh" else template.en
    text = _VARIABLE.sub(lambda found: params.get(found[1], found[0]), text)
    return f"【星图】{text}" if lang == "zh" else text
