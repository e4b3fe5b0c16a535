"""Every wait of the command line has an end, says what it waited for, and what to do then."""

from collections.abc import Awaitable
from typing import TypeVar

from domain.refusals import in_words

Result = TypeVar("Result")
LONGEST = 300.0
"""Seconds that any command may take that does not say otherwise."""
ANYTHING = (
    "平台的答复；请用 ./starmap health 查看，再重新执行（同一编号只执行一次）",
    "the platform's answer: look at ./starmap health, then repeat it (the same id is done once)",
)


class StillWaiting(Exception):
    code = "STILL_WAITING"

    def __init__(self, seconds: float, zh: str, en: str) -> None:
        self.zh, self.en = in_words(self.code, seconds=f"{seconds:.0f}", what=(zh, en))
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


async def waited(
    work: Awaitable[Result], seconds: float = LONGEST, what: tuple[str, str] = ANYTHING
) -> Result:
    """Its result. Raises StillWaiting with what it is about; what was asked for may be done all the same."""
    import asyncio  # noqa: PLC0415  # read by every command, and by a help for nothing

    try:
        async with asyncio.timeout(seconds) as limit:
            return await work
    except TimeoutError:
        if not limit.expired():
            raise
        raise StillWaiting(seconds, *what) from None
