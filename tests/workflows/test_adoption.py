"""A task that is lost after it recorded is judged again on top of the record: no word is lost by that."""

from dataclasses import replace

import pytest

from domain.commissions.moves import Move
from domain.commissions.rules.admission import refuse
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.transition import act
from domain.party import Party
from domain.refusals import Refused
from models.messages.work import RecordedState
from tests.domain.scenes import offered
from workflows.commissions.lost_task import Decided, adopt, decided


def said(name: str, **more: str) -> Move:
    at = offered().now
    return Move(name, Party.CREATOR, at, at, command_id=name, **more)  # type: ignore[arg-type]


def turned_away(c: Commission, move: Move) -> tuple[Commission, Decided]:
    with pytest.raises(Refused) as caught:
        decide(c, move)
    after, line = refuse(c, move.name, move, caught.value.code)
    assert line is not None
    return after, Decided(line, move)


def recorded(c: Commission, *moves: Move) -> RecordedState:
    acts = []
    for move in moves:
        decision = decide(c, move)
        c, line = decision.commission, decision.transition
        acts.append(act(line.move, line.by, line.command_id, line.refusal))
    return RecordedState(c, tuple(acts))


def test_a_word_that_came_too_early_in_the_second_order_counts_after_what_was_recorded() -> None:
    c = offered().c
    accept, ask = said("accept"), said("request_cancel", reason="另有安排")
    after, early = turned_away(c, ask)
    later = decided(decide(after, replace(accept)))

    adopted, unrecorded = adopt(recorded(c, accept), [early, later])

    assert [each.transition.move for each in unrecorded] == ["request_cancel"]
    assert unrecorded[0].transition.refusal == ""
    assert adopted.cancel_request is not None


def test_a_word_that_is_still_refused_stays_refused_under_the_next_number() -> None:
    c = offered().c
    accept, rate = said("accept"), said("withdraw_cancel")
    _, early = turned_away(c, rate)

    adopted, unrecorded = adopt(recorded(c, accept), [early])

    assert [(each.transition.refusal, each.transition.seq) for each in unrecorded] == [
        (early.transition.refusal, adopted.seq)
    ]
    assert adopted.seq == recorded(c, accept).commission.seq + 1
