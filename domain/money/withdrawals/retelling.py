"""The lines of a withdrawal told again by its table of steps: what each must have moved.

The terms it was asked for under are not needed: a line says where its step led.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.copies import replace
from domain.money.entries import Entry
from domain.money.withdrawals.movements import movement
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.steps import NEVER, SENT, STEPS, Step
from domain.money.withdrawals.transitions import meaning


class Line(Protocol):
    """As the books keep it. ``fen`` is None of a line that was written before lines told it."""

    seq: int
    at: datetime
    event: str
    state: str
    number: str
    code: str
    fen: int | None


class Untellable(Exception):
    """A line that no step can have written. ``seq`` is its number."""

    def __init__(self, seq: int) -> None:
        super().__init__(str(seq))
        self.seq = seq


@dataclass(frozen=True)
class Retold:
    after: Withdrawal
    entry: Entry | None
    """Of an earlier reservation whose amount no line tells: of 0 fen."""


def retell(of: Withdrawal, lines: Iterable[Line]) -> Iterator[Retold]:
    """``of`` is the withdrawal as its row has it. Raises Untellable."""
    told = list(lines)
    reserved = [line.seq for line in told if line.event == "reserved"]
    w = replace(of, state=State.REQUESTED, seq=0, generation=0, code="")
    for line in told:
        step = _step(w, line)
        if step is None:
            raise Untellable(line.seq)
        fen = of.fen if line.seq >= max(reserved, default=0) else 0
        w, number = _after(w, step, line, line.fen or fen)
        if line.number != number:
            raise Untellable(line.seq)
        moves = step.moves
        yield Retold(w, movement(moves, w.party, w.id, number, w.fen, line.at) if moves else None)


def _step(w: Withdrawal, line: Line) -> Step | None:
    """One taken up again asks first, and no line tells of it. What came back may be reserved anew."""
    places: tuple[State, ...] = SENT if w.state in SENT else (w.state,)
    if line.event == "reserved" and w.state is State.RETURNED and not w.by_hand:
        places = (State.REQUESTED,)
    if line.event != "reserved" and w.state is State.REQUESTED:
        places = tuple(State)  # it was reserved before lines were kept
    return next(
        (
            step
            for step in STEPS
            if step.event == line.event
            and step.to == line.state
            and set(places) & set(step.at)
            and _holds(step, w, line)
        ),
        None,
    )


def _holds(step: Step, w: Withdrawal, line: Line) -> bool:
    """What the refusal asked for chose the row. How often it may be asked for is a term: the state tells."""
    if not step.when or (step.event == "turned_down" and step.when == NEVER):
        return True
    return step.when == meaning(line.code if step.event == "turned_down" else w.code)


def _after(w: Withdrawal, step: Step, line: Line, fen: int) -> tuple[Withdrawal, str]:
    """The withdrawal after the step, and the number the line must be about."""
    if step.event == "reserved":
        generation = _generation(w, line)
        w = replace(w, state=step.to, seq=line.seq, generation=generation, fen=fen, code="")
        return w, w.number
    w = w if w.generation else replace(w, generation=_generation(w, line))
    code = line.code if line.code or step.to is not State.RETURNED else w.code
    after = replace(w, state=step.to, seq=line.seq, generation=w.generation + step.number, code=code)
    if line.fen not in (None, w.fen):
        raise Untellable(line.seq)
    return after, w.number


def _generation(w: Withdrawal, line: Line) -> int:
    """Always a later one: a number is never used twice."""
    said = line.number.rpartition("-")[2]
    if not said.isdecimal() or int(said) <= w.generation:
        raise Untellable(line.seq)
    return int(said)
