"""What is wrong with a setting, in both languages; never its value: it may be a secret."""

from collections.abc import Callable, Mapping
from typing import Any

Words = tuple[str, str]
WRONG: Mapping[str, Callable[[Mapping[str, Any]], Words]] = {
    "literal_error": lambda told: _one_of(str(told["expected"])),
    "string_too_short": lambda _: ("未填写", "is empty"),
    "too_short": lambda _: ("至少写一个", "names none"),
    "greater_than_equal": lambda told: (f"不小于 {told['ge']}", f"must be {told['ge']} or more"),
    "greater_than": lambda told: (f"须大于 {told['gt']:g}", f"must be more than {told['gt']:g}"),
    "less_than_equal": lambda told: (f"不大于 {told['le']:g}", f"must be {told['le']:g} or less"),
}
DIGITS = ("只写数字", "write a number in digits alone")


class Unfit(ValueError):
    """Of a setting that is a text or a number; both languages are told."""

    def __init__(self, zh: str, en: str) -> None:
        self.words = (zh, en)
        super().__init__(en)


def words_of(error: Mapping[str, Any]) -> Words:
    """Of one of pydantic's errors."""
    told = error.get("ctx", {})
    if isinstance(told.get("error"), Unfit):
        return told["error"].words  # type: ignore[no-any-return]
    if error["type"] in WRONG:
        return WRONG[error["type"]](told)
    return DIGITS if "parsing" in error["type"] else ("写法不对", "is not written as it should be")


def _one_of(expected: str) -> Words:
    names = expected.replace("'", "").replace(" or ", ", ")
    return f"只能是 {names}", f"must be one of {names}"
