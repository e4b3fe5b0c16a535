"""What people write into a message or a decision, read by `domain.texts` alone, at every door."""

from collections.abc import Mapping

from domain.refusals import Refused
from domain.texts import TextFault, fault

LINES = frozenset({"reason", "text", "description"})
"""Fields that people fill with more than one line."""


def check_words(said: Mapping[str, object]) -> None:
    """Raises Refused with the first fault of a text, and the name of its field. What is no text is passed by.

    A reason that shows nothing is none.
    """
    for name, value in said.items():
        for text in value if isinstance(value, tuple | list) else (value,):
            found = fault(text, lines=name in LINES) if isinstance(text, str) else None
            if found is TextFault.BLANK and name == "reason":
                raise Refused("REASON_NEEDED")
            if found is not None:
                raise Refused(found, detail=name)
