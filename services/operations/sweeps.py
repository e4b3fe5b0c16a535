"""What the sweeps found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.operations.findings import Finding
from domain.operations.sweeps import COUNTS
from gateways.operations.findings import SqlFindingStore


@dataclass(frozen=True)
class Swept:
    finished_at: datetime
    counts: Mapping[str, int]
    findings: Sequence[Finding]


def last_sweep(engine: Engine, name: str) -> Swept | None:
    """None where there was none yet."""
    last = SqlFindingStore(engine).last_run(name)
    if last is None:
        return None
    run, rows = last
    found = [Finding(row.kind, row.subject, row.detail, row.since) for row in rows]
    return Swept(run.finished_at, {word: n for word, n in run.counts.items() if word in COUNTS}, found)
