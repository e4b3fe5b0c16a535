"""What the timeline says must be booked is what the movements really write, row by row."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.commissions.money.due import Due, Told, due_entries, rows_of_money
from domain.commissions.money.postings import MONEY
from domain.commissions.moves import Move
from domain.commissions.ordering.order import Order
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.row import Row
from domain.commissions.state.case import Case, CaseKind
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.newest import ROWS
from tests.walks import for_each

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
MOVING = [row for row in ROWS if row.money]
HELD = Told("T02", {})
RESERVED = Told("T28", {"decision": "split", "creator_bps": "6001"})
CASE = Case(CaseKind.COMPLAINT, Party.BRAND, AT, Stage.PUBLISHED, decision="split", creator_bps=6_001)


def order(payer: str = "creator", price_fen: int = 300_001) -> Order:
    terms = replace(Terms(), fee_payer=payer)
    return Order("b", "c", "", "", "article", "", price_fen, terms)


def written(row: Row, of: Order, **state: object) -> dict[str, dict[str, int]]:
    """By key, what the row's movement posts of a commission in that state."""
    c = Commission("c-1", of, Stage.CONTENT_DRAFTING, **state)  # type: ignore[arg-type]
    entries = MONEY[row.money].entries(c, Move(row.move, row.by[0], AT, AT))
    return {each.key: {posting.account: posting.fen for posting in each.postings} for each in entries}


@for_each("payer", ["creator", "brand"])
@for_each("row", MOVING)
def test_every_row_that_moves_money_has_the_entry_that_is_written(row: Row, payer: str) -> None:
    decided = row.money == "carry_out"
    before = [HELD, RESERVED] if decided else [HELD]
    told = due_entries("c-1", order(payer), [*before, Told(row.id, dict(RESERVED.details))])

    ((key, moved),) = written(row, order(payer), case=CASE if decided else None).items()

    assert told.keys() - {"hold:c-1", "reserve:c-1"} == {key} - {"reserve:c-1"}
    assert told[key].is_met(moved)
    assert not told[key].is_met({**moved, "fee": moved.get("fee", 0) + 1})


@pytest.mark.parametrize("state", [{}, {"outline_submitted": True}, {"audit_passed": True}])
def test_a_kill_fee_is_one_of_the_terms_and_the_one_that_was_quoted(state: dict[str, bool]) -> None:
    (row,) = (row for row in MOVING if row.id == "T32")
    ((key, moved),) = written(row, order(), **state).items()
    quoted = str(order().price_fen)  # the whole price: not what this state owes

    assert due_entries("c-1", order(), [HELD, Told("T32", {})])[key].is_met(moved)
    assert not due_entries("c-1", order(), [HELD, Told("T32", {"quoted_fen": quoted})])[key].is_met(moved)


def test_a_hold_is_due_once_it_was_answered_and_not_before() -> None:
    assert due_entries("c-1", order(), [Told("T01", {})]) == {}
    held = {"brand:b": -300_001, "escrow:c-1": 300_001}
    assert due_entries("c-1", order(), [Told("T01", {}), HELD]) == {"hold:c-1": Due("hold:c-1", (held,))}


def test_without_a_readable_order_the_entry_is_due_and_its_amount_is_not_judged() -> None:
    due = due_entries("c-1", None, [HELD])

    assert due["hold:c-1"].is_met({"anything": 1})


def test_an_entry_that_would_have_no_postings_is_not_due() -> None:
    assert due_entries("c-1", order(price_fen=0), [HELD]) == {}


def test_lines_of_an_unknown_rulebook_are_left_out() -> None:
    assert due_entries("c-1", order(), [Told("X99", {})]) == {}


def test_the_timeline_is_read_for_every_row_of_money_and_for_decisions() -> None:
    wanted = {
        row.id for row in ROWS if row.money or row.move in ("held", "arbitrate", "second", "request_cancel")
    }

    assert set(rows_of_money()) == wanted
