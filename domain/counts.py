"""How many of something, in English: 1 commission, 2 commissions. Chinese has one form for both."""

import re
from collections.abc import Mapping

_UNIT = re.compile(r"(\{([a-z_]+)\} )((?:natural )?(?:days|hours|minutes|calls|times))\b")


def how_many(number: int, things: str) -> str:
    """``things`` in the plural, with what stands before or behind it: transfers at the bank, natural days."""
    return f"{number} {_one(things) if number == 1 else things}"


def in_number(text: str, values: Mapping[str, object]) -> str:
    """A text whose ``{terms}`` are still to be filled in: where one of them is 1, its unit is one."""
    return _UNIT.sub(
        lambda found: found[1] + (_one(found[3]) if str(values.get(found[2])) == "1" else found[3]), text
    )


def _one(things: str) -> str:
    return re.sub(r"\b([a-z-]+?)(ie)?s\b", lambda found: found[1] + "y" * bool(found[2]), things, count=1)
