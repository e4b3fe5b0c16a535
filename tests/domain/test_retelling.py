"""A timeline told again gives the entries that were decided, and nothing that no rule can have written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.commissions.rules.retelling import Untellable, due_entries, retell
from domain.commissions.state.stages import Stage
from domain.commissions.state.transition import Transition
from domain.money.withdrawals import retelling
from domain.money.withdrawals.state import State, Withdrawal
from domain.money.withdrawals.terms import DEFAULT_TERMS
from domain.money.withdrawals.transitions import Event, take
from domain.party import Party
from models.tables.withdrawals import WithdrawalLine
from tests.domain.scenes import in_audit
from tests.domain.story import Story
from tests.walks import for_each

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)


def cancelled() -> Story:
    """At half the price: the audit has passed."""
    story = in_audit()
    story.fact("audited", passed=True, item="mp-1001")
    story.brand("cancel", quoted_fen=150_000)
    return story


def test_a_kill_fee_is_that_of_what_was_done_whatever_was_written() -> None:
    story = cancelled()
    without = [replace(line, entries=()) for line in story.transitions]

    due = due_entries(retell(story.c, without))

    assert due["kill:c-1"].ways == (story.entries["kill:c-1"],)


@for_each(
    "change",
    [
        lambda line: replace(line, row="X99"),
        lambda line: replace(line, row="T32a"),
        lambda line: replace(line, by=Party.CREATOR),
        lambda line: replace(line, to_stage=Stage.REFUNDED),
        lambda line: replace(line, from_stage=Stage.PUBLISHED),
        lambda line: replace(line, move="complain"),
        lambda line: replace(line, hold=True),
        lambda line: replace(line, details={"quoted_fen": "many"}),
    ],
)
def test_a_line_no_rule_can_have_written_is_named(change: Callable[[Transition], Transition]) -> None:
    story = cancelled()
    lines = [*story.transitions[:-1], change(story.last)]

    with pytest.raises(Untellable) as named:
        list(retell(story.c, lines))

    assert named.value.seq == story.last.seq


def test_a_hold_may_stand_before_its_answer_and_must_after_it() -> None:
    story = Story()
    asked, held = story.transitions[:1], story.transitions[:2]

    assert [each.must for each in due_entries(retell(story.c, asked)).values()] == [False]
    assert [each.must for each in due_entries(retell(story.c, held)).values()] == [True]


def line_of(w: Withdrawal, event: Event, number: str, fen: int) -> WithdrawalLine:
    return WithdrawalLine(
        withdrawal_id=w.id,
        seq=w.seq,
        at=event.at,
        event=event.name,
        state=w.state.value,
        number=number,
        code=event.code,
        fen=fen,
    )


def lines_of(*events: Event, fen: int = 500) -> list[WithdrawalLine]:
    w = Withdrawal("atang.k1", "atang", fen, state=State.SENDING, seq=1)
    lines = [line_of(w, Event("reserved", AT), w.number, fen)]
    for event in events:
        number, w = w.number, take(w, event, DEFAULT_TERMS).withdrawal
        lines.append(line_of(w, event, number, fen))
    return lines


def test_a_withdrawal_told_again_moves_what_its_steps_move() -> None:
    events = (Event("turned_down", AT, "ACCOUNT_INVALID"), Event("retry", AT), Event("paid", AT))

    told = list(retelling.retell(Withdrawal("atang.k1", "atang", 500), lines_of(*events)))

    moved = [each.entry.key for each in told if each.entry]
    assert moved == ["payout_sent:atang.k1-1", "payout_arrived:atang.k1-2"]
    assert (told[-1].after.booked, told[-1].after.generation) == ("paid", 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"event": "refunded"},
        {"state": "waiting"},
        {"number": "atang.k1-2"},
        {"fen": 501},
        {"event": "reserved"},
    ],
)
def test_a_step_no_table_has_is_named(changed: dict[str, object]) -> None:
    first, paid = lines_of(Event("paid", AT))
    other = WithdrawalLine(**{**paid.model_dump(), **changed})

    with pytest.raises(retelling.Untellable) as named:
        list(retelling.retell(Withdrawal("atang.k1", "atang", 500), [first, other]))

    assert named.value.seq == paid.seq
