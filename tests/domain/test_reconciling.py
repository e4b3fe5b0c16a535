"""Ledger and bank beside each other, for every pair of states."""

import pytest

from domain.operations.findings import KINDS
from domain.operations.reconciling import (
    AtBank,
    BankDeposit,
    BankTransfer,
    Booked,
    TopUp,
    deposit_difference,
    transfer_difference,
)
from tests.walks import for_each

ENDED = {
    "sent": Booked("n-1", 100),
    "under_way": Booked("n-1", 100, under_way=True),
    "arrived": Booked("n-1", 100, arrived=True),
    "returned": Booked("n-1", 100, returned=True),
    "refunded": Booked("n-1", 100, arrived=True, refunded=True),
}
TABLE = {
    "sent": {"paid": "transfer_unbooked", "refunded": "refund_unbooked"},
    "under_way": {},
    "arrived": {"refused": "transfer_unpaid", "refunded": "refund_unbooked", "missing": "transfer_missing"},
    "returned": {"paid": "transfer_unbooked"},
    "refunded": {"paid": "refund_unknown", "refused": "transfer_unpaid", "missing": "transfer_missing"},
    "unknown": {"paid": "transfer_unknown", "refunded": "transfer_unknown"},
}
BANKS = {state.value: BankTransfer("n-1", state, 100) for state in AtBank}


@for_each("here", TABLE)
@for_each("there", [*BANKS, "missing"])
def test_every_pair_of_states_is_right_or_named(here: str, there: str) -> None:
    found = transfer_difference(ENDED.get(here), BANKS.get(there))

    assert (found.kind if found else None) == TABLE[here].get(there)
    assert found is None or (found.subject, found.detail) == ("n-1", "1.00")


@pytest.mark.parametrize("here", ["arrived", "under_way", "sent"])
def test_another_amount_is_found_whatever_the_state(here: str) -> None:
    found = transfer_difference(ENDED[here], BankTransfer("n-1", AtBank.PAID, 101))

    assert found
    assert (found.kind, found.detail) == ("transfer_amount", "1.00 ≠ 1.01")


def test_an_amount_the_bank_does_not_tell_is_no_difference() -> None:
    assert transfer_difference(ENDED["arrived"], BankTransfer("n-1", AtBank.PAID)) is None


@for_each(
    ("here", "there", "kind"),
    [
        (TopUp("d1", "b", 5), BankDeposit("d1", "b", 5), None),
        (TopUp("d1", "b", 5, "x"), BankDeposit("d1", "b", 5, "x"), None),
        (TopUp("d1", "b", 5, "x"), BankDeposit("d1", "b", 5), None),
        (TopUp("d1", "b", 5), BankDeposit("d1", "b", 5, "x"), None),
        (TopUp("d1", "b", 5, "x"), BankDeposit("d1", "b", 5, "y"), "deposit_payer"),
        (None, BankDeposit("d1", "b", 5), "deposit_unknown"),
        (TopUp("d1", "b", 5), None, "deposit_missing"),
        (TopUp("d1", "b", 5), BankDeposit("d1", "b", 6), "deposit_other"),
        (TopUp("d1", "b", 5), BankDeposit("d1", "other", 5), "deposit_other"),
    ],
)
def test_deposits_and_top_ups_agree_or_are_named(
    here: TopUp | None, there: BankDeposit | None, kind: str | None
) -> None:
    found = deposit_difference(here, there)

    assert (found.kind if found else None) == kind


def test_every_difference_has_its_words() -> None:
    named = {kind for each in TABLE.values() for kind in each.values()}

    assert named | {"transfer_amount", "deposit_unknown", "deposit_missing", "deposit_other"} <= KINDS.keys()
