from collections.abc import Callable
from dataclasses import dataclass

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission


@dataclass(frozen=True)
class Change:
    zh: str
    en: str
    apply: Callable[[Commission, Move], Commission]
