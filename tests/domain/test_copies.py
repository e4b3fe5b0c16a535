"""A record is changed as the standard library would change it."""

import dataclasses
from dataclasses import dataclass, field

import pytest

from domain import copies
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.stages import Stage
from tests.domain.scenes import SCENES
from tests.walks import for_each


@dataclass(frozen=True)
class Slotted:
    __slots__ = ("fen",)
    fen: int


@dataclass(frozen=True)
class WorkedOut:
    fen: int
    double: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", 2 * self.fen)


@for_each("stage", Stage)
def test_a_changed_commission_is_what_the_standard_library_makes_of_it(stage: Stage) -> None:
    commission = SCENES[stage]().c

    changed = copies.replace(commission, seq=99, attention=("frozen",))

    assert changed == dataclasses.replace(commission, seq=99, attention=("frozen",))
    assert (changed.seq, commission.seq != 99) == (99, True)


@pytest.mark.parametrize("record", [Slotted(1), WorkedOut(1)])
def test_what_is_worked_out_from_a_field_is_worked_out_anew(record: Slotted | WorkedOut) -> None:
    assert copies.replace(record, fen=2) == type(record)(2)


def test_a_rulebook_with_other_rows_finds_them_by_place_and_by_name() -> None:
    other = copies.replace(RULEBOOK, rows=RULEBOOK.rows[:1])

    assert list(other.by_id) == [RULEBOOK.rows[0].id]


def test_a_field_that_a_record_has_not_is_named() -> None:
    with pytest.raises(TypeError, match="Commission has no field stagee"):
        copies.replace(SCENES[Stage.OFFERED]().c, stagee="x")  # type: ignore[arg-type]
