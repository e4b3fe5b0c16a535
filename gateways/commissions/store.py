"""One transition, one transaction: the row, the timeline, the money and the outbox are written together."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from domain.commissions.state.transition import Breach, Rating, Transition, act
from domain.money.entries import Entry
from domain.process.trust import KeySet, Trust
from gateways.commissions.attention import note_attention
from gateways.commissions.belonging import is_its_own, is_ordered, mark_foreign
from gateways.commissions.transition_rows import digest, event, line, submission_row
from gateways.money.ledger import find_entry, write_entry, write_if_covered
from gateways.money.withholdings import note_commission
from gateways.notices import order_notices
from gateways.outbox import announce
from gateways.ports.work import Batch, HoldVerdict, RecordConflict, Recorded
from gateways.refusals import UnknownCommission
from gateways.signing import pins
from gateways.sql.database import lock, reading, writing
from models.tables.commissions import CommissionRow, RatingRow, SubmissionRow, TimelineRow
from models.tables.parties import BreachRecord
from models.tables.plain import table_of

COMMISSIONS, TIMELINE = table_of(CommissionRow), table_of(TimelineRow)
SUBMISSIONS = table_of(SubmissionRow)
LINES = select(TIMELINE.c.seq, TIMELINE.c.digest).where(
    TIMELINE.c.commission_id == bindparam("of"), TIMELINE.c.seq.in_(bindparam("numbers", expanding=True))
)


class Standing(NamedTuple):
    """A commission's row as it is, before what is recorded now."""

    order_key: str | None
    brand_id: str
    creator_id: str
    task_type: str
    amount_fen: int
    stage: str
    deadline: datetime | None
    withheld_fen: int
    attention: str
    item: str
    published_at: datetime | None
    record: dict[str, Any]
    run: str
    seq: int
    updated_at: datetime


STANDING = select(*(COMMISSIONS.c[each] for each in Standing._fields)).where(
    COMMISSIONS.c.id == bindparam("of")
)


class SqlCommissionStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, batch: Batch) -> HoldVerdict | None:
        if not batch.transitions:
            return None
        with writing(self._engine) as session:
            lock(session, f"commission:{batch.commission_id}")
            row = _standing(session, batch.commission_id)
            if not (is_its_own(row, batch) and _is_as_pinned(session, batch)):
                mark_foreign(session, batch.commission_id, batch.transitions[-1].recorded_at)
                return HoldVerdict.NOT_OURS
            ordered = is_ordered(row, batch)
            new = _not_yet_recorded(session, batch)
            _write_row(session, batch, row)
            for transition, seal in new:
                _write(session, batch.commission_id, transition, seal, ordered=ordered)
            return _verdict(session, batch, ordered=ordered)

    def take_up(self, commission_id: str, run: str) -> dict[str, Any] | None:
        with writing(self._engine) as session:
            lock(session, f"commission:{commission_id}")
            row = session.get(CommissionRow, commission_id)
            if row is None or row.order_key is None:
                return None
            row.run = run
            return dict(row.record)

    def whose_word(self, commission_id: str) -> tuple[str, KeySet | None]:
        with writing(self._engine) as session:
            lock(session, f"commission:{commission_id}")
            known = pins.renewed(session, f"commission:{commission_id}", datetime.now(UTC))
            return (known.trust.value, known.keys) if known else (Trust.CLUSTER.value, None)

    def recorded(self, commission_id: str, from_seq: int) -> Recorded:
        with reading(self._engine) as session:
            row = session.get(CommissionRow, commission_id)
            if row is None:
                raise UnknownCommission(commission_id)
            lines = session.scalars(
                select(TimelineRow)
                .where(col(TimelineRow.commission_id) == commission_id, col(TimelineRow.seq) >= from_seq)
                .order_by(col(TimelineRow.seq))
            )
            keys = tuple(act(each.move, each.by, each.command_id, each.refusal) for each in lines)
            return Recorded(dict(row.record), keys)

    def open_effects(self, commission_id: str) -> list[dict[str, Any]]:
        with reading(self._engine) as session:
            row = session.get(CommissionRow, commission_id)
            return list(row.record.get("effects", ())) if row else []


def _is_as_pinned(session: Session, batch: Batch) -> bool:
    """Asked of one that begins; of one that goes on it was asked then."""
    subject = f"commission:{batch.commission_id}"
    return not batch.trust or pins.is_as_pinned(session, subject, batch.trust, batch.keys)


def _standing(session: Session, commission_id: str) -> Standing | None:
    found = session.connection().execute(STANDING, {"of": commission_id}).first()
    return Standing(*found) if found else None


def _not_yet_recorded(session: Session, batch: Batch) -> list[tuple[Transition, str]]:
    """Each with its digest."""
    numbers = [transition.seq for transition in batch.transitions]
    lines = session.connection().execute(LINES, {"of": batch.commission_id, "numbers": numbers})
    recorded: dict[int, str] = {each.seq: each.digest for each in lines}
    sealed = [(transition, digest(transition)) for transition in batch.transitions]
    for transition, seal in sealed:
        if recorded.get(transition.seq, seal) != seal:
            raise RecordConflict(f"{batch.commission_id} {transition.seq} {transition.move}")
    return [(transition, seal) for transition, seal in sealed if transition.seq not in recorded]


def _write_row(session: Session, batch: Batch, row: Standing | None) -> None:
    """The row follows the newest state; a batch that comes late changes nothing."""
    shown, last = batch.shown, batch.transitions[-1]
    if shown.withheld_fen or (row is not None and row.withheld_fen):
        lock(session, f"creator:{shown.creator_id}")  # no withdrawal is reserved beside it
    if row is not None and (last.seq, last.recorded_at) <= (row.seq, row.updated_at):
        return
    state: dict[str, Any] = {
        "brand_id": shown.brand_id,
        "creator_id": shown.creator_id,
        "task_type": shown.task_type,
        "amount_fen": shown.amount_fen,
        "stage": shown.stage.value,
        "deadline": shown.deadline,
        "withheld_fen": shown.withheld_fen,
        "attention": ",".join(shown.attention),
        "item": str(batch.record.get("item", "")),
        "published_at": _instant(batch.record.get("published_at")),
        "record": batch.record,
        "run": batch.run or (row.run if row else ""),
        "seq": last.seq,
        "updated_at": last.recorded_at,
    }
    noted, withheld = (row.attention, row.withheld_fen) if row else ("", 0)
    if row is None:
        opened_at = batch.transitions[0].recorded_at
        title = _title(batch.record)
        new = {
            "id": batch.commission_id,
            "title": title,
            "opened_at": opened_at,
            "order_key": None,
            "digest": "",
        }
        session.connection().execute(insert(COMMISSIONS), new | state)
    else:
        known = row._asdict()
        changed = {name: value for name, value in state.items() if known[name] != value}
        ours = COMMISSIONS.c.id == batch.commission_id
        session.connection().execute(update(COMMISSIONS).where(ours).values(changed))
    if shown.withheld_fen != withheld:
        note_commission(session, shown.creator_id, batch.commission_id, shown.withheld_fen, last.recorded_at)
    if state["attention"] != noted:
        note_attention(session, batch.commission_id, shown.attention, last.recorded_at)


def _instant(written: object) -> datetime | None:
    return datetime.fromisoformat(str(written)) if written else None


def _title(record: Mapping[str, Any]) -> str:
    """Of a commission that came without an order of ours."""
    order = record.get("order")
    return str(order.get("title", "")) if isinstance(order, Mapping) else ""


def _write(session: Session, commission_id: str, transition: Transition, seal: str, *, ordered: bool) -> None:
    connection = session.connection()
    connection.execute(insert(TIMELINE), line(commission_id, transition, seal))
    announce(session, event(commission_id, transition))
    order_notices(session, transition.notices)
    if transition.submission:
        row = submission_row(commission_id, transition.seq, transition.submission)
        connection.execute(insert(SUBMISSIONS), row)
    if transition.breach:
        _write_breach(session, commission_id, transition.seq, transition.breach)
    if transition.rating:
        _write_rating(session, commission_id, transition.seq, transition.rating)
    hold = _hold(transition) if transition.hold else None
    for entry in transition.entries:
        if entry is not hold:
            write_entry(session, entry, commission_id)
        elif ordered:
            write_if_covered(session, entry, commission_id)
    session.flush()


def _hold(transition: Transition) -> Entry:
    (hold,) = (entry for entry in transition.entries if entry.kind == "hold")
    return hold


def _verdict(session: Session, batch: Batch, *, ordered: bool) -> HoldVerdict | None:
    """Of the last hold in the batch: HELD if its entry stands, whoever wrote it."""
    holds = [transition for transition in batch.transitions if transition.hold]
    if not holds:
        return None
    if find_entry(session, _hold(holds[-1]).key):
        return HoldVerdict.HELD
    return HoldVerdict.SHORT if ordered else HoldVerdict.UNORDERED


def _write_breach(session: Session, commission_id: str, seq: int, breach: Breach) -> None:
    """One per commission and reason: the first stands."""
    known = select(col(BreachRecord.id)).where(
        col(BreachRecord.commission_id) == commission_id, col(BreachRecord.reason) == breach.reason
    )
    if session.scalar(known) is None:
        session.add(
            BreachRecord(
                party=breach.party.value,
                subject_id=breach.subject_id,
                commission_id=commission_id,
                seq=seq,
                reason=breach.reason,
                at=breach.at,
            )
        )


def _write_rating(session: Session, commission_id: str, seq: int, rating: Rating) -> None:
    """Each side rates once: the first stands."""
    if session.get(RatingRow, (commission_id, rating.by.value)) is None:
        session.add(
            RatingRow(
                commission_id=commission_id,
                by=rating.by.value,
                seq=seq,
                stars=rating.stars,
                text=rating.text,
                at=rating.at,
            )
        )
