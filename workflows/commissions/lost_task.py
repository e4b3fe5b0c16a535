"""What an earlier attempt of a lost workflow task has recorded stands; the rest is judged again on top of it.

A task decides and records before it completes. If it is lost in between (kill -9, or a message that arrives
as it completes), it runs again, perhaps with more messages and in another order: its numbers are then taken.
"""

from collections import Counter
from typing import NamedTuple

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.rules.admission import refuse
from domain.commissions.rules.engine import Decision, decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.transition import Transition, act
from domain.copies import replace
from domain.party import Party
from domain.refusals import Refused, Repeated
from models.messages.work import RecordedState


class Decided(NamedTuple):
    """A transition and the move it came from; none where the message could not be read."""

    transition: Transition
    move: Move | None = None


def decided(decision: Decision) -> Decided:
    return Decided(decision.transition, decision.move)


def adopt(state: RecordedState, batch: list[Decided]) -> tuple[Commission, list[Decided]]:
    """The recorded commission with what it does not know yet, and the lines that are still to be recorded."""
    commission, known = state.commission, Counter(state.acts)
    unrecorded: list[Decided] = []
    for each in batch:
        key = _act(each.transition)
        if known[key]:
            known[key] -= 1
            continue
        commission, again = _judge_again(commission, each)
        unrecorded += again
    return commission, unrecorded


def _act(line: Transition) -> str:
    return act(line.move, line.by, line.command_id, line.refusal)


def _judge_again(commission: Commission, each: Decided) -> tuple[Commission, list[Decided]]:
    move, was_refused = each.move, not each.transition.row
    renumbered = replace(each.transition, seq=commission.seq + 1)
    if move is None:
        return replace(commission, seq=renumbered.seq), [Decided(renumbered)]
    try:
        decision = decide(commission, move)
    except Repeated:
        return commission, []
    except Refused as refused:
        if was_refused:
            return replace(commission, seq=renumbered.seq), [Decided(renumbered)]
        if move.by in (Party.SYSTEM, Party.CLOCK) or move.name not in MESSAGES:
            return commission, []
        commission, line = refuse(commission, move.name, move, refused.code, refused.detail)
        return commission, [Decided(line)] if line else []
    return decision.commission, [decided(decision)]
