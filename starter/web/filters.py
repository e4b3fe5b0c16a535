"""What an address filters a list by: a day that is none, or a word that nothing bears, is refused."""

from collections.abc import Collection
from datetime import datetime

from domain.refusals import Refused
from starter.web.forms import DAY, FieldRefused
from starter.web.wording import instant_of

INVALID = "FIELD_INVALID"


class Filters:
    """Each is read once; the first that is refused is told, and the list stays empty."""

    def __init__(self) -> None:
        self.refused: Refused | None = None

    def day(self, name: str, text: str, *, ends: bool = False) -> datetime | None:
        found = instant_of(text, ends=ends) if DAY.fullmatch(text) else None
        if found is None and text:
            self._refuse(name)
        return found

    def one_of(self, name: str, text: str, known: Collection[str]) -> str:
        if not text or text in known:
            return text
        self._refuse(name)
        return ""

    def number(self, name: str, text: str, digits: int) -> int | None:
        if text.isascii() and text.isdigit() and len(text) <= digits:
            return int(text)
        if text:
            self._refuse(name)
        return None

    def _refuse(self, name: str) -> None:
        self.refused = self.refused or FieldRefused(INVALID, name)
