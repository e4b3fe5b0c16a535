"""A commission's timeline told again by the rules, beside its row, its lines and its entries."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.commissions.money.due import Told
from domain.commissions.money.due import due_entries as due_by_order
from domain.commissions.rules.retelling import BROKEN, FACTS, Retold, Untellable, due_entries, retell
from domain.commissions.state.commission import Commission
from domain.commissions.state.predicates import withheld_fen
from domain.commissions.state.transition import Transition
from domain.instants import written
from domain.money.amounts import yuan
from domain.operations.findings import Finding
from gateways.commissions.transition_rows import digest
from gateways.operations.audit.books.comparing import differences, gaps, moved, unexplained
from gateways.operations.audit.books.entries import Written
from gateways.operations.audit.books.lives import OF_TIMELINES, Life


def timeline_findings(life: Life) -> Iterator[Finding]:
    """Of a commission whose lines are of our rulebook, or that has none yet."""
    final = life.final
    yield from _gaps(life)
    if final is None:
        yield Finding("record", life.id)
        yield from _by_the_order_alone(life)
        return
    yield from _row(life, final)
    lines = [line for line in map(life.transition, life.lines) if line is not None]
    if len(lines) < len(life.lines):
        unread = next(line.seq for line in life.lines if life.transition(line) is None)
        yield Finding("timeline", life.id, f"#{unread}")
        return
    yield from _instants(life, lines)
    told: list[Retold] = []
    try:
        told.extend(retell(final, lines))
    except Untellable as line:
        yield Finding("timeline", life.id, f"#{line.seq}")
        return
    yield from _digests(life, told)
    yield from _facts(final, told)
    yield from _entries(life, told)
    yield from _breaches(life, told)
    yield from _payouts(life, final, told)


def _gaps(life: Life) -> Iterator[Finding]:
    yield from (Finding("timeline", life.id, f"#{seq}") for seq in gaps(life.lines, life.row.seq))


def _row(life: Life, final: Commission) -> Iterator[Finding]:
    """What lists show is what the record says, and the record ends where the timeline does."""
    row, order = life.row, final.order
    pairs = {
        "id": (row.id, final.id),
        "seq": (row.seq, final.seq),
        "stage": (row.stage, final.stage.value),
        "brand_id": (row.brand_id, order.brand_id),
        "creator_id": (row.creator_id, order.creator_id),
        "task_type": (row.task_type, order.task_type),
        "amount_fen": (row.amount_fen, order.price_fen),
        "withheld_fen": (row.withheld_fen, withheld_fen(final)),
        "item": (row.item, final.item),
        "published_at": (row.published_at, final.published_at),
    }
    if life.lines:
        pairs["to_stage"] = (row.stage, life.lines[-1].to_stage)
        pairs["updated_at"] = (row.updated_at, max(row.updated_at, life.lines[-1].recorded_at))
    for name, (here, there) in pairs.items():
        if here != there:
            yield Finding("row", life.id, name)


def _instants(life: Life, lines: Sequence[Transition]) -> Iterator[Finding]:
    """The outbox tells of the same instants. Of lines among each other nothing follows: a commission that is
    begun again goes by the clock of whoever began it.
    """
    for line in lines:
        noted = _noted(life, line.seq)
        if noted and noted != (line.at, line.recorded_at):
            yield Finding("timeline", life.id, f"#{line.seq} {written(line.at)}, {written(line.recorded_at)}")


def _noted(life: Life, seq: int) -> tuple[datetime, datetime] | None:
    """None where the note is gone, or says nothing anybody can read."""
    note = life.told.get(seq)
    try:
        return (datetime.fromisoformat(str(note.payload["at"])), note.created_at) if note else None
    except BROKEN:
        return None


def _digests(life: Life, told: Sequence[Retold]) -> Iterator[Finding]:
    kept = {line.seq: line.digest for line in life.lines}
    for each in told:
        if digest(each.line) != kept[each.line.seq]:
            yield Finding("timeline", life.id, f"#{each.line.seq}")


def _facts(final: Commission, told: Sequence[Retold]) -> Iterator[Finding]:
    """What the lines come to is what the record says."""
    after = told[-1].after if told else Commission(final.id, final.order)
    for name in FACTS:
        if getattr(after, name) != getattr(final, name):
            yield Finding("row", final.id, name)


def _entries(life: Life, told: Sequence[Retold]) -> Iterator[Finding]:
    own = [each for each in life.written if _is_own(each, life.id)]
    found = {each.key: each for each in own}
    due = due_entries(told)
    last = 0
    for key, each in due.items():
        stands = found.pop(key, None)
        yield from differences(stands, each.ways, life.id, must=each.must)
        if stands is not None:
            if stands.id < last:
                yield Finding("sequence", key)
            last = stands.id
    yield from map(unexplained, found.values())


def _by_the_order_alone(life: Life) -> Iterator[Finding]:
    """Without a record nothing is told again: what the lines name must stand, in the order's amounts."""
    found = {each.key: each for each in life.written if _is_own(each, life.id)}
    lines = [Told(line.row, line.details) for line in life.lines]
    for key, due in due_by_order(life.id, life.order, lines).items():
        stands = found.pop(key, None)
        if stands is None:
            yield Finding("missing", key)
        elif not due.is_met(dict(moved(stands.entry))):
            yield Finding("amount", key)
    yield from (unexplained(each) for key, each in found.items() if not key.startswith("hold:"))


def _is_own(each: Written, commission_id: str) -> bool:
    kind, _, owner = each.key.partition(":")
    return kind in OF_TIMELINES and owner == commission_id


def _breaches(life: Life, told: Sequence[Retold]) -> Iterator[Finding]:
    """One per reason: the first stands."""
    due: dict[str, tuple[object, ...]] = {}
    for each in told:
        breach = each.line.breach
        if breach:
            due.setdefault(breach.reason, (breach.party.value, breach.subject_id, each.line.seq, breach.at))
    found = {row.reason: (row.party, row.subject_id, row.seq, row.at) for row in life.breaches}
    for reason in sorted(due.keys() | found.keys()):
        if due.get(reason) != found.get(reason):
            yield Finding("breach", life.id, reason)


def _payouts(life: Life, final: Commission, told: Sequence[Retold]) -> Iterator[Finding]:
    """What follows a settlement by itself is the commission's own, and never more than is due."""
    most = max((each.after.payout.fen for each in told), default=0)
    for row in life.payouts:
        if row.id != life.id or row.creator_id != final.order.creator_id or row.fen > most:
            yield Finding("withdrawal", row.id, f"{row.creator_id} {yuan(row.fen)} > {yuan(most)}")
