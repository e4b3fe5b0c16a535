"""A named condition of a row: not met, it refuses by name and nothing changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.refusals import Refused

Subject = TypeVar("Subject")
Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Guard(Generic[Subject, Asked]):
    refusal: str
    zh: str
    en: str
    met: Callable[[Subject, Asked], bool]
    of_state: bool = False
    """It needs no message, so what is allowed now asks it too."""
    detail: Callable[[Subject, Asked], str] = lambda _s, _a: ""

    def check(self, subject: Subject, asked: Asked) -> None:
        if not self.met(subject, asked):
            raise Refused(self.refusal, detail=self.detail(subject, asked))


@dataclass(frozen=True)
class Condition(Generic[Subject, Asked]):
    """Which of several rows of one place applies."""

    zh: str
    en: str
    holds: Callable[[Subject, Asked], bool]
    of_move: bool = False
    """It looks at the message, so what is allowed cannot be known before the message is."""
