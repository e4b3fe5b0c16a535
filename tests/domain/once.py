"""What the rules make of a commission is worked out once, however many stories come to the same one.

Most stories begin alike: of five moves that they make four have been made before. Only for playing all of
them in one go; a story that is told by itself is decided move by move.
"""

from collections.abc import Callable
from typing import Any

from domain.commissions.state.commission import Commission
from domain.refusals import Refused, Repeated

Pure = Callable[..., Any]


class Met:
    """The commissions met so far: of equal ones the first stands for all."""

    def __init__(self) -> None:
        self._first: dict[str, Commission] = {}
        self._known: dict[int, tuple[Commission, Commission]] = {}
        """By the address of each, which is kept so that no other gets it."""

    def one(self, c: Commission) -> Commission:
        if id(c) not in self._known:
            self._known[id(c)] = (c, self._first.setdefault(repr(c), c))
        return self._known[id(c)][1]

    def once(self, function: Pure) -> Pure:
        """Of a commission and what is said of it, nothing else is asked."""
        came: dict[tuple[int, str], tuple[Any, Refused | Repeated | None]] = {}

        def asked(commission: Commission, *said: Any) -> Any:
            c = self.one(commission)
            key = (id(c), repr(said))
            if key not in came:
                came[key] = _came(function, c, *said)
            answer, refused = came[key]
            if refused:
                raise refused.with_traceback(None)
            return answer

        return asked


def _came(function: Pure, *said: Any) -> tuple[Any, Refused | Repeated | None]:
    try:
        return function(*said), None
    except (Refused, Repeated) as refused:
        return None, refused
