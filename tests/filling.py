"""What a reader does with JSON that is offered for pasting: every placeholder is replaced with a word."""

import json
import re
from collections.abc import Mapping
from typing import Any

from domain.placeholders import OPERATOR_ID, REASON, REFERENCE

WORDS = {OPERATOR_ID: "li", REASON: "已核实", REFERENCE: "outline-1"}
_OTHERS = re.compile(r"<[^<>\"]+>")


def filled(text: str, **words: str) -> str:
    """``words`` are for placeholders of their own: by the first word inside."""
    for placeholder, word in WORDS.items():
        text = text.replace(placeholder, word)
    words = {"creator": "atang", **words}
    return _OTHERS.sub(lambda found: words.get(re.split(r"\W", found[0])[1], "shot-1"), text)


def said(example: Mapping[str, Any]) -> dict[str, Any]:
    """The example of a message, ready to be sent."""
    ready: dict[str, Any] = json.loads(filled(json.dumps(dict(example), ensure_ascii=False)))
    return ready
