from collections.abc import Callable
from dataclasses import dataclass

from domain.commission import Commission
from domain.moves import Move


@dataclass(frozen=True)
class Change:
    zh: str
    en: str
    apply: Callable[[Commission, Move], Commission]
