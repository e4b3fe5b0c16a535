from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.party import Party


@dataclass(frozen=True)
class Message:
    name: str
    by: tuple[Party, ...]
    zh: str
    en: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    afterwards: bool = False
    """It may be asked of a commission whose workflow has ended: the books answer."""

    @property
    def is_fact(self) -> bool:
        return self.by == (Party.OUTSIDE,)
