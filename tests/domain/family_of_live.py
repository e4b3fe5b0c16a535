"""A family of task types with a rulebook of its own, as live streaming would bring it: a slot, no article.

Whoever accepts is expected on the air at the slot of the brief; nothing is handed in, audited or reviewed.
Everything else is what the shared tables have: payment, offer, publication, settlement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from domain.commissions import task_types
from domain.commissions.moves import Move
from domain.commissions.rules.changes import CHANGES
from domain.commissions.rules.changes.change import Change
from domain.commissions.rules.rows import ROWS
from domain.commissions.rules.rows.places import RELEASE, S
from domain.commissions.rules.rulebook import Rulebook, Tables, rulebook
from domain.commissions.rules.versions import KNOWN
from domain.commissions.state.commission import Commission
from domain.commissions.task_types.kind import Need, TaskType
from domain.copies import replace as copied

SLOT = Need(("档期", "slot"), ("开播时间", "when it is on the air"))
LIVE = TaskType("live", "直播", "live stream", "直播", "stream", family="live", brief_needs={"slot": SLOT})
ONE = "live/1"


def _on_air_at(c: Commission, _m: Move) -> Commission:
    return copied(c, release_at=datetime.fromisoformat(c.order.brief["slot"]))


_accept = next(row for row in ROWS if row.id == "T05a")
ACCEPT = replace(
    _accept, id="L05", to=S.AWAITING_RELEASE, when=(), does=("on_air",), starts=RELEASE, basis="X: 直播档期"
)
TABLES = Tables(
    rows=tuple(ACCEPT if row.id == "T05a" else row for row in ROWS if row.id != "T05"),
    changes={**CHANGES, "on_air": Change("按档期开播", "on the air at its slot", _on_air_at)},
    versions=(ONE,),
)


@contextmanager
def brought() -> Iterator[Rulebook]:
    """While it lasts the program knows the family."""
    types: dict[str, TaskType] = task_types.TASK_TYPES  # type: ignore[assignment]
    types[LIVE.name], KNOWN[ONE] = LIVE, rulebook(ONE, TABLES)
    try:
        yield KNOWN[ONE]
    finally:
        del types[LIVE.name], KNOWN[ONE]
