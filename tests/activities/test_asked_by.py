"""An activity that writes the books or moves money is ordered by a workflow of ours, and by nobody else."""

import pytest

from activities.asked_by import BY_TYPE, LOCAL, may_order


@pytest.mark.parametrize("name", sorted(LOCAL))
def test_what_writes_the_books_is_local(name: str) -> None:
    assert may_order(name, "Commission", local=True)
    assert not may_order(name, "Commission", local=False)


@pytest.mark.parametrize("name", sorted(BY_TYPE))
def test_what_moves_money_is_ordered_by_a_withdrawal(name: str) -> None:
    assert may_order(name, "Withdrawal", local=False)
    for other in (None, "", "Nosuch", "Commission"):
        assert not may_order(name, other, local=False)


def test_anything_else_harms_nobody() -> None:
    assert may_order("notice", "Withdrawal", local=False)
