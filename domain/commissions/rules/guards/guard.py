from collections.abc import Callable
from dataclasses import dataclass

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.refusals import Refused


@dataclass(frozen=True)
class Guard:
    refusal: str
    zh: str
    en: str
    met: Callable[[Commission, Move], bool]
    of_state: bool = False
    """It needs no message, so ``allowed_moves`` asks it too."""
    detail: Callable[[Commission, Move], str] = lambda _c, _m: ""

    def check(self, commission: Commission, move: Move) -> None:
        if not self.met(commission, move):
            raise Refused(self.refusal, detail=self.detail(commission, move))
