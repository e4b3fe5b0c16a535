"""The daily sweep's questions as queries, and where their answers are kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Engine, exists, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from domain.commissions.state.stages import CLOSED
from domain.copies import replace
from domain.instants import written
from domain.operations.findings import Finding
from domain.texts import harmless
from gateways.commissions.belonging import mark_foreign
from gateways.operations.audit.nightly import MOST, TURN, Before, nightly
from gateways.ports.sweeps import Disagreements
from gateways.sql.database import lock, reading, writing
from models.tables.commissions import CommissionRow, TimelineRow
from models.tables.sweeps import AttentionRow, FindingRow, SweepRunRow

AT_ONCE = 500
ID, DEADLINE = col(CommissionRow.id), col(CommissionRow.deadline)


class SqlFindingStore:
    def __init__(self, engine: Engine, most: int = MOST) -> None:
        """``most``: commissions that a night has in turn."""
        self._engine, self._most = engine, most

    def overdue(self, before: datetime, after: str, limit: int) -> list[Finding]:
        late = (
            select(ID, col(CommissionRow.stage), DEADLINE)
            .where(col(CommissionRow.deadline) < before, col(CommissionRow.stage).not_in(sorted(CLOSED)))
            .where(col(CommissionRow.id) > after, ~skipped(ID))
        )
        with reading(self._engine) as session:
            rows = session.execute(late.order_by(ID).limit(limit)).all()
        return [Finding("overdue", id_, f"{stage} {written(at)}", at) for id_, stage, at in rows if at]

    def waiting(self, before: datetime, after: str, limit: int) -> list[Finding]:
        """Pages end between commissions: one has few reasons, and all are in its page."""
        of, since = col(AttentionRow.commission_id), col(AttentionRow.since)
        long = (since < before, of > after, ~skipped(of))
        page = select(of).where(*long).distinct().order_by(of).limit(limit)
        marks = select(AttentionRow).where(since < before, of.in_(page.scalar_subquery()))
        with reading(self._engine) as session:
            rows = session.scalars(marks.order_by(of, col(AttentionRow.word))).all()
        return [
            Finding("attention", row.commission_id, f"{row.word} {written(row.since)}", row.since)
            for row in rows
        ]

    def disagreements(self, name: str) -> Disagreements:
        last = self.last_run(name)
        before = last and Before(last[0].at, last[0].counts.get(TURN, 0), [row.subject for row in last[1]])
        with reading(self._engine) as session:
            found = nightly(session, before, self._most)
        return Disagreements(found.findings, {TURN: found.turn})

    def keep(self, sweep_id: str, findings: Sequence[Finding], at: datetime) -> None:
        """Each once, however often it is found. Subjects may be ids that a stranger made up."""
        told = {each.told: each for each in map(_storable, findings)}
        with writing(self._engine) as session:
            lock(session, f"sweep:{sweep_id}")
            for page in _pages(told.values()):
                of = select(FindingRow).where(
                    col(FindingRow.sweep_id) == sweep_id,
                    col(FindingRow.subject).in_({each.subject for each in page}),
                )
                known = {(row.kind, row.subject, row.detail) for row in session.scalars(of)}
                session.add_all(_row(sweep_id, each, at) for each in page if each.told not in known)

    def mark_replaced(self, commission_ids: Sequence[str], at: datetime) -> None:
        with writing(self._engine) as session:
            for each in sorted(commission_ids):
                lock(session, f"commission:{each}")
                mark_foreign(session, each, at)

    def found(self, sweep_id: str, limit: int) -> tuple[int, list[Finding]]:
        of = col(FindingRow.sweep_id) == sweep_id
        with reading(self._engine) as session:
            first = session.scalars(select(FindingRow).where(of).order_by(col(FindingRow.id)).limit(limit))
            findings = [Finding(row.kind, row.subject, row.detail, row.since) for row in first]
            return int(session.scalar(select(func.count()).where(of)) or 0), findings

    def conclude(
        self, sweep_id: str, name: str, counts: Mapping[str, int], began_at: datetime, at: datetime
    ) -> None:
        with writing(self._engine) as session:
            lock(session, f"sweep:{sweep_id}")
            if session.get(SweepRunRow, sweep_id) is None:
                row = SweepRunRow(id=sweep_id, name=name, at=began_at, finished_at=at, counts=dict(counts))
                session.add(row)

    def last_run(self, name: str) -> tuple[SweepRunRow, list[FindingRow]] | None:
        """The newest finished run and what it found; None when there was none."""
        newest = select(SweepRunRow).where(col(SweepRunRow.name) == name).order_by(col(SweepRunRow.at).desc())
        with reading(self._engine) as session:
            run = session.scalars(newest.limit(1)).first()
            if run is None:
                return None
            of = select(FindingRow).where(col(FindingRow.sweep_id) == run.id)
            return run, list(session.scalars(of.order_by(col(FindingRow.id))))


def skipped(commission_id: ColumnElement[str] | Mapped[str]) -> ColumnElement[bool]:
    """Whether time was skipped in a commission's life (virtual time)."""
    line = col(TimelineRow.commission_id) == commission_id
    return exists().where(line, col(TimelineRow.skipped_clock))


def _pages(findings: Iterable[Finding]) -> Iterator[Sequence[Finding]]:
    """As many as a query may name at once, on every database."""
    rest = iter(findings)
    while page := list(islice(rest, AT_ONCE)):
        yield page


def _storable(found: Finding) -> Finding:
    """No database keeps every sign that a workflow's id may have."""
    return replace(found, subject=harmless(found.subject), detail=harmless(found.detail))


def _row(sweep_id: str, found: Finding, at: datetime) -> FindingRow:
    return FindingRow(
        sweep_id=sweep_id,
        kind=found.kind,
        subject=found.subject,
        detail=found.detail,
        since=found.since,
        found_at=at,
    )
