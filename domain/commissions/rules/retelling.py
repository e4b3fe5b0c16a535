"""A timeline told again by the rules: what each line must have moved, whoever wrote down that it did.

A line holds less than the message it came from (no instant of an outside fact), so the two dates that money
is judged by are taken from the commission as it ended. Guards are not asked: the line names its row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.commissions.moves import Move
from domain.commissions.rules.engine import again
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission
from domain.commissions.state.transition import Transition
from domain.copies import replace
from domain.money.entries import Entry
from domain.refusals import Refused

FACTS = (
    "round",
    "outline_rejections",
    "content_rejections",
    "outline_submitted",
    "audit_passed",
    "failed_audits",
    "defaulted",
    "held",
    "payout",
)
"""What money was judged by, and what came of it: a timeline that is whole ends with the same."""
AUDITED = ("audited", "record_audit")
BROKEN = (ValueError, KeyError, TypeError, AttributeError, OverflowError)
"""What a line that somebody has changed may make of the rules."""


class Untellable(Exception):
    """A line that no rule can have written. ``seq`` is its number."""

    def __init__(self, seq: int) -> None:
        super().__init__(str(seq))
        self.seq = seq


@dataclass(frozen=True)
class Retold:
    """``line`` bears the entries and the breach record it must have; ``after`` is the commission after it."""

    line: Transition
    after: Commission


def retell(
    final: Commission, lines: Iterable[Transition], rulebook: Rulebook | None = None
) -> Iterator[Retold]:
    """Line by line, in order. ``final`` is the commission as its row has it. Raises Untellable."""
    try:
        rulebook = rulebook or rules_of(final)
    except Refused:  # of a newer program, which nobody may guess
        raise Untellable(0) from None
    c = Commission(final.id, final.order)
    for line in lines:
        if line.refusal:
            c = replace(c, seq=line.seq)
            yield Retold(replace(line, entries=(), breach=None), c)
            continue
        row = next((row for row in rulebook.at(line.from_stage, line.move) if row.id == line.row), None)
        if row is None or not _fits(line, row):
            raise Untellable(line.seq)
        told = _told(c, final, line, row, rulebook)
        c = told.after
        yield told


def _told(c: Commission, final: Commission, line: Transition, row: Row, rulebook: Rulebook) -> Retold:
    before = c
    if (c.stage, c.seq) != (line.from_stage, line.seq - 1):
        before = replace(c, stage=line.from_stage, seq=line.seq - 1)
    if row.money:
        before = replace(before, settle_by=final.settle_by, submit_by=final.submit_by)
    answer = final.audit_passed if row.money and line.move in AUDITED else None
    try:
        decision = again(before, replace(move_of(line), passed=answer), row, rulebook)
    except BROKEN:
        raise Untellable(line.seq) from None
    after, told = decision.commission, decision.transition
    if after.stage is not line.to_stage:
        raise Untellable(line.seq)
    return Retold(replace(line, entries=told.entries, breach=told.breach), after)


def _fits(line: Transition, row: Row) -> bool:
    return row.hold == line.hold and line.by in row.by


def move_of(line: Transition) -> Move:
    """The move a line tells of, as far as it tells."""
    said = line.details
    return Move(
        line.move,
        line.by,
        line.at,
        line.recorded_at,
        reason=line.reason,
        ref=said.get("ref", ""),
        item=said.get("item", ""),
        cause=said.get("cause", ""),
        evidence=tuple(said["evidence"].split(", ")) if said.get("evidence") else (),
        decision=said.get("decision", ""),
        clock=said.get("clock", ""),
        party=said.get("party", ""),
        fault=said.get("fault", ""),
        bearer=said.get("bearer", ""),
        release_at=line.recorded_at if said.get("release_at") == "now" else _instant(said.get("release_at")),
        submit_by=_instant(said.get("submit_by")),
        until=next((each.new for each in line.deadlines if each.clock == said.get("clock")), None),
        creator_bps=_number(said.get("creator_bps")),
        creator_fen=_number(said.get("creator_fen")),
        quoted_fen=_number(said.get("quoted_fen")),
    )


def _instant(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _number(said: str | None) -> int | None:
    return int(said) if said else None


@dataclass(frozen=True)
class Due:
    """An entry that a timeline gives a reason for. ``ways``: it is one of these, which differ in instants."""

    ways: tuple[Entry, ...]
    seq: int
    must: bool = True
    """False of a hold whose answer is still on its way: it may stand, or the brand could not pay."""


def due_entries(told: Iterable[Retold]) -> dict[str, Due]:
    """By key, in the order in which they must have been written."""
    due: dict[str, Due] = {}
    asked: list[Entry] = []
    pending = 0
    for each in told:
        line = each.line
        if line.hold:
            asked += line.entries
            pending += 1
        elif line.move in ("held", "short", "not_ours"):
            pending -= 1
        if line.move == "held" and asked:
            due[asked[0].key] = Due(tuple(asked), line.seq)
        if not line.hold:
            due |= {entry.key: Due((entry,), line.seq) for entry in line.entries}
    if asked and asked[0].key not in due and pending > 0:
        due[asked[0].key] = Due(tuple(asked), 0, must=False)
    return due
