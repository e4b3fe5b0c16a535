"""Mutants that no test can notice, by kinds: what is taken away decides nothing, and here stands why."""

from domain.commissions.cases.proposals import GROUND
from domain.commissions.rules.clocks.clock import Clock
from domain.commissions.rules.guards.cases import FITTING
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from tests.domain.test_table import PARTITIONS, groups

ANSWERS = {
    "passed_rejections_left",
    "passed_none_left",
    "audit_failed, audits_left",
    "audit_failed, audits_used",
}
"""Of an audit's answer, which is always a pass or a failure: the field is needed, and a look finds it."""
COVERING = (*PARTITIONS, ANSWERS)
"""Conditions of which one holds whatever the state and the message."""


def changes_nothing(row: Row, field: str, name: str = "") -> bool:
    return any(kind(row, field, name) for kind in KINDS)


def comes_last_of_all(row: Row, field: str, _name: str) -> bool:
    """Where the rows before it have taken every other case, its condition decides nothing."""
    mine = [rows for (_, move, _), rows in groups().items() if move == row.move and row in rows]
    return field == "when" and all(
        rows[-1] is row and any(each <= {", ".join(other.when) for other in rows} for each in COVERING)
        for rows in mine
    )


def a_refund_fits_every_case(row: Row, field: str, name: str) -> bool:
    """As long as every kind of case may end in one, a row for refunds alone need not ask."""
    refunds = "final_refund" in row.when and all("refund" in fitting for fitting in FITTING.values())
    return (field, name) == ("guards", "fits_case") and refunds


def never_asked(clock: Clock) -> bool:
    """No row starts it: the instant of the pause between notices is computed where they are held back."""
    return clock.name == "notice_pause" and not any(clock.name in row.starts for row in RULEBOOK.rows)


def never_frozen(clock: Clock) -> bool:
    """It runs only where nobody can be frozen, or only while somebody is: whose it is decides nothing."""
    freezable = {stage for row in RULEBOOK.rows if row.move == "freeze" for stage in row.at}
    return not freezable & set(clock.lives) or clock.name in ("freeze_alert", "freeze_cancel")


def ends_with_its_ground(overlay: str) -> bool:
    """A proposal ends whenever what it was made on changes, and the stage is part of that."""
    return overlay == "proposal" and "stage" in GROUND


KINDS = (comes_last_of_all, a_refund_fits_every_case)
