"""A refusal by every guard of every row, and by every clock that judges.

Wherever a story was refused so, that is the case; else one is made of a step that the row decided.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import islice

from domain.commissions.cases.forced import meant
from domain.commissions.rules.admission import not_before_what_was
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.party import Party
from domain.refusals import Repeated
from tests.domain.corpus import Step, asked, steps
from tests.domain.examples import outcome
from tests.domain.otherwise import OTHERWISE

TRIED = 40
"""Steps of a row that a case is made of, at most."""


@cache
def refusals() -> Mapping[tuple[str, str], Step]:
    """By row and guard: one step that the guard alone turns down."""
    found: dict[tuple[str, str], Step] = {}
    for row in RULEBOOK.rows:
        mine = [step for step in steps() if step.row == row.id]
        for name in row.guards:
            told = next((step for step in mine if step.refused and _turns_down(row, name, step)), None)
            step = told or _made(row, name, mine)
            if step:
                found[row.id, name] = step
    return found


def _made(row: Row, name: str, mine: list[Step]) -> Step | None:
    decided = [step for step in mine if not step.refused]
    chosen = islice(sorted(decided, key=lambda step: step.move.by not in row.by), TRIED)
    story = f"test_guards: {row.id} {name} 1"
    made = (
        Step(story, *other, row.id, refused=True)
        for step in chosen
        for other in OTHERWISE.get(name, lambda *_: iter(()))(step.commission, step.move)
    )
    return next((step for step in made if _turns_down(row, name, step)), None)


def _turns_down(row: Row, name: str, step: Step) -> bool:
    """Refused by it, and by no other guard that says the same."""
    code = RULEBOOK.guards[name].refusal
    with suppress(Repeated):
        if asked(step.commission, step.move) != row.id or outcome(step.commission, step.move) != code:
            return False
        move = meant(step.commission, not_before_what_was(step.commission, step.move))
        unmet = [each for each in row.guards if not RULEBOOK.guards[each].met(step.commission, move)]
        return unmet[:1] == [name] and all(RULEBOOK.guards[each].refusal != code for each in unmet[1:])
    return False


@cache
def too_late() -> Mapping[tuple[str, str], Step]:
    """By clock and move that it judges, or any: a step that is refused from the clock's instant on."""
    wanted = ((name, move) for name, clock in RULEBOOK.clocks.items() for move in clock.judges)
    found = {(name, move): _late(name, move) for name, move in wanted}
    return {each: step for each, step in found.items() if step}


def _late(name: str, move: str) -> Step | None:
    for step in steps():
        at = step.commission.clocks.get(name)
        if at is None or move not in ("*", step.move.name):
            continue
        after = replace(step.move, at=at, now=max(at, step.move.now))
        late = replace(step, story=f"test_guards: {move} after {name}", move=after, refused=True)
        if _is_late_by(name, late):
            return late
    return None


def _is_late_by(name: str, step: Step) -> bool:
    """By this clock alone: no other judges it by then, and but for it something else would come of it."""
    c, m = step.commission, step.move
    if m.by in (Party.SYSTEM, Party.CLOCK):
        return False
    known = RULEBOOK.clocks
    judging = [each for each, at in c.clocks.items() if m.at >= at and known[each].judged(c, m)]
    silent = replace(RULEBOOK, clocks={**known, name: replace(known[name], judges=())})
    late = known[name].late
    return judging == [name] and outcome(c, m) == late and outcome(c, m, silent) != late
