"""The table that `make bench` prints: what was measured, and what it may be at most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    what: str
    found: float | None
    """None where it was not measured: left out, or the time was over."""
    most: float
    digits: int = 0
    unit: str = ""

    @property
    def verdict(self) -> str:
        if self.found is None:
            return "not measured"
        return "" if self.found <= self.most else "OVER"


def lines(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{'':56}{'measured':>14}{'at most':>14}"
    for row in rows:
        found = "–" if row.found is None else f"{row.found:,.{row.digits}f}{row.unit}"
        most = f"{row.most:,.{row.digits}f}{row.unit}"
        yield f"{row.what:56}{found:>14}{most:>14}  {row.verdict}".rstrip()
