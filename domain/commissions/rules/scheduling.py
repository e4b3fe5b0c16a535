"""Which clocks run after a move: started, stopped, ended with their stage, held still while frozen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.commissions.moves import Move
from domain.commissions.rules.clocks.calls import first_call, may_ring
from domain.commissions.rules.clocks.clock import Clock
from domain.commissions.rules.clocks.priority import first
from domain.commissions.rules.row import Row
from domain.commissions.rules.versions import rules_of
from domain.commissions.state.commission import Commission, Freeze
from domain.commissions.state.predicates import begins, booked, stops_time
from domain.commissions.state.stages import DRAFTING
from domain.commissions.state.transition import DeadlineMoved
from domain.copies import replace
from domain.party import Party
from domain.process import clock

Clocks = Mapping[str, Clock]


def strikes(c: Commission, name: str, now: datetime) -> datetime:
    """When a running clock acts. One that is due waits for a look that may change its verdict, not for long.

    Until it is due its instant stays: whoever armed a timer for it need not arm another.
    """
    clock, at = rules_of(c).clocks[name], c.clocks[name]
    due = clock.strikes(at, grace_of(c))
    if due > now or not any(each.fact in clock.awaits for each in c.reports):
        return due
    return max(due, at + timedelta(minutes=c.order.terms.look_wait_minutes))


def grace_of(c: Commission) -> timedelta:
    """How long a deadline of this commission waits for what was sent in time."""
    return timedelta(seconds=c.order.terms.grace_seconds)


def struck(c: Commission, now: datetime) -> list[tuple[str, datetime]]:
    """The clocks that act now, the earliest first, with their instants; of one instant by their priority."""
    due = [(name, at) for name, at in c.clocks.items() if strikes(c, name, now) <= now]
    return sorted(due, key=lambda each: first(each[1], each[0]))


def nearest(c: Commission, now: datetime) -> tuple[str, datetime] | None:
    """The next clock to strike and when; of several the one that acts first."""
    return clock.nearest({name: strikes(c, name, now) for name in c.clocks}, first)


def run_clocks(before: Commission, c: Commission, m: Move, row: Row, known: Clocks) -> Commission:
    """The commission with the clocks that run after the row's move."""
    ended = {*row.stops, *((m.name,) if m.by is Party.CLOCK else ())}
    running = {name: at for name, at in c.clocks.items() if _lives(name, c, known) and name not in ended}
    held = {name: left for name, left in _held(c).items() if _lives(name, c, known) and name not in ended}
    for name in row.starts:
        if not _lives(name, c, known):
            continue
        at = known[name].instant(replace(c, clocks={**_from(held, m.at), **running}), m)
        running.pop(name, None)
        held.pop(name, None)
        if at is None:
            continue
        if before.freeze and c.freeze and known[name].whose is Party.CREATOR:
            held[name] = (at - begins(m)).total_seconds()
        else:
            running[name] = at
    c = replace(c, clocks=running)
    if c.freeze:
        c = replace(c, freeze=replace(c.freeze, remaining_seconds=held))
    if before.freeze is None and c.freeze:
        return _stopped(c, m, known)
    return _thawed(before.freeze, c, m, known) if before.freeze and c.freeze is None else c


def acted(c: Commission, m: Move, known: Clocks) -> Commission:
    """The commission once it has acted on a deadline; a reminder decides nothing."""
    if m.by is not Party.CLOCK or not known[m.name].consequence:
        return c
    return replace(c, acted_at=max(m.at, c.acted_at or m.at))


def _lives(name: str, c: Commission, known: Clocks) -> bool:
    return name in known and c.stage in known[name].lives


def _held(c: Commission) -> Mapping[str, float]:
    return c.freeze.remaining_seconds if c.freeze else {}


def _from(held: Mapping[str, float], at: datetime) -> dict[str, datetime]:
    return {name: at + timedelta(seconds=left) for name, left in held.items()}


def _stopped(c: Commission, m: Move, known: Clocks) -> Commission:
    """A frozen creator's clocks stop and keep what is left (D12.8)."""
    theirs = {name: at for name, at in c.clocks.items() if known[name].whose is Party.CREATOR}
    left = {name: (at - stops_time(c, m)).total_seconds() for name, at in theirs.items()}
    running = {name: at for name, at in c.clocks.items() if name not in theirs}
    freeze = replace(c.freeze, remaining_seconds=left) if c.freeze else None
    return replace(c, clocks=running, freeze=freeze)


def _thawed(frozen: Freeze, c: Commission, m: Move, known: Clocks) -> Commission:
    """Thawed, they run on from there, and the dates beside them move along."""
    at = max(booked(m), frozen.at)  # whatever the stamp: it was not thawed before it was frozen
    left = {name: sec for name, sec in frozen.remaining_seconds.items() if _lives(name, c, known)}
    c = replace(c, clocks={**c.clocks, **_from(left, at)})
    dates = {known[name].date: c.clocks[name] for name in left if known[name].date}
    if c.stage in DRAFTING and c.submit_by and "submit_by" not in left:
        dates["submit_by"] = c.submit_by + (at - frozen.at)
    c = replace(c, **dates)  # type: ignore[arg-type]
    return _call_again(c, m) if "call" in left else c


def _call_again(c: Commission, m: Move) -> Commission:
    """A call that waited is not made in the quiet hours, nor long before it is due."""
    at: datetime | None = c.clocks["call"]
    if not c.calls_made:
        at = first_call(c, m)
    elif at is not None and not may_ring(c, at):
        at = None
    rest = {name: when for name, when in c.clocks.items() if name != "call"}
    return replace(c, clocks={**rest, "call": at} if at else rest)


def deadlines_moved(before: Commission, after: Commission, m: Move) -> tuple[DeadlineMoved, ...]:
    """Deadlines that run on at another instant: an extension, a freeze, a visibility gap."""
    old, new = _deadlines(before), _deadlines(after)
    names = old.keys() & new.keys()
    if before.freeze != after.freeze and m.name in ("freeze", "unfreeze"):
        names = old.keys() | new.keys()
    return tuple(
        DeadlineMoved(name, old.get(name), new.get(name), m.name)
        for name in sorted(names)
        if old.get(name) != new.get(name)
    )


def _deadlines(c: Commission) -> dict[str, datetime]:
    """The running clocks with consequences, and the two dates that count after their clock has struck."""
    dates = {"settle_by": c.settle_by}
    if c.stage in DRAFTING and not c.freeze:
        dates["submit_by"] = c.submit_by
    running = {name: at for name, at in c.clocks.items() if rules_of(c).clocks[name].consequence}
    return {name: at for name, at in {**dates, **running}.items() if at}
