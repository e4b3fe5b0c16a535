"""An activity that writes the books or moves money is ordered by a workflow of ours, and by nobody else."""

import pytest

from activities.asked_by import BY_TYPE, LOCAL, OF_COMMISSIONS, WITHDRAWAL, may_order


@pytest.mark.parametrize("name", sorted(LOCAL))
def test_what_writes_the_books_is_local(name: str) -> None:
    assert may_order(name, "Commission", local=True)
    assert not may_order(name, "Commission", local=False)


@pytest.mark.parametrize("name", sorted(name for name, by in BY_TYPE.items() if by >= WITHDRAWAL))
def test_what_moves_money_is_ordered_by_a_withdrawal(name: str) -> None:
    assert may_order(name, "Withdrawal", local=False)
    for other in (None, "", "Nosuch", "Commission"):
        assert not may_order(name, other, local=False)


def test_anything_else_harms_nobody() -> None:
    assert may_order("notice", None, local=False)


@pytest.mark.parametrize("name", [*OF_COMMISSIONS, "payout_begun"])
def test_what_an_effect_does_outside_is_ordered_by_a_commission(name: str) -> None:
    assert may_order(name, "Commission", local=False)
    for other in (None, "", "Nosuch", "Withdrawal"):
        assert not may_order(name, other, local=False)
