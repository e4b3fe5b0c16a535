"""What stands in JSON that is offered for pasting where people write their own: ``<reason>``.

It looks like nothing that anybody means, and whoever leaves it in is told so, at whatever door it comes in.
"""

import re

OPERATOR_ID = "<your operator id>"
REASON = "<reason>"
REFERENCE = "<reference>"
ITEM = "<item id>"
CREATOR_ID = "<creator id>"
WITHDRAWAL = "<withdrawal number>"
NOTICE = "<notice key>"
EVIDENCE = "<evidence>"
TEXT = "<text>"
OFFERED = (OPERATOR_ID, REASON, REFERENCE, ITEM, CREATOR_ID, WITHDRAWAL, NOTICE, EVIDENCE, TEXT)

OPERATOR = f"operator:{OPERATOR_ID}"
"""An actor as it is offered."""
STAND_INS = frozenset({"ID", "工号", "WHY", "理由", "…", "..."})
"""What stands in a shell line or in the advice of a refusal: nobody's id and no reason."""
_WHOLE = re.compile(r"[<＜][^<>＜＞\n]{1,80}[>＞]")


def left_in(text: str) -> str:
    """The placeholder a text still has: one of those offered, or any that is the whole text or id."""
    for part in (text.strip(), text.partition(":")[2].strip()):
        if part in STAND_INS or _WHOLE.fullmatch(part):
            return part
    return next((each for each in OFFERED if each in text), "")
