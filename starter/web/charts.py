"""What a chart is drawn from: figures with their times, as data. The page tells the same in a table."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from domain.instants import BEIJING

Value = float | int | None


@dataclass(frozen=True)
class Chart:
    label: str
    """What a reader hears instead of the picture; the figures are in the table under it."""
    data: str
    rows: int
    """Of bars: how high the picture is."""


def bars(
    label: str,
    names: Sequence[str],
    what: str,
    values: Sequence[Value],
    *,
    line: tuple[str, Value] = ("", None),
    unit: str = "",
) -> Chart:
    """One bar a work; ``line`` is what they are held against. None is no bar, and no zero."""
    told = {"kind": "bars", "names": list(names), "what": what, "values": list(values), "unit": unit}
    return _chart(label, {**told, "line": list(line)}, len(names))


def course(label: str, series: Sequence[tuple[str, Sequence[tuple[datetime, Value]]]]) -> Chart:
    """Lines over time, from reading to reading: their instants in Beijing's time."""
    told = [
        {
            "name": name,
            "points": [[f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}", value] for at, value in points],
        }
        for name, points in series
    ]
    return _chart(label, {"kind": "course", "series": told}, 0)


def yuan_of(fen: Fraction | None) -> float | None:
    """For a picture alone: nothing is counted with it."""
    return round(float(fen) / 100, 3) if fen is not None else None


def _chart(label: str, told: dict[str, Any], rows: int) -> Chart:
    return Chart(label, json.dumps(told, ensure_ascii=False), rows)
