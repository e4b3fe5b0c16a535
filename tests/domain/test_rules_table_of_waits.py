"""The table "who waits for whom": nothing waits without an end (stories A2, A7, A8b, A38, A39)."""

from dataclasses import fields
from itertools import product

import pytest

from domain.commissions.rules.ends import ends, moves_on
from domain.commissions.rules.rulebook import RULEBOOK, Rulebook
from domain.commissions.state.commission import Commission
from domain.commissions.state.overlays import OVERLAYS
from domain.commissions.state.stages import CLOSED, OPEN, Stage
from domain.documents import waits, whole_rulebook
from tests.walks import for_each

TOLD = [cells[2] for cells in waits.rows(RULEBOOK)]
NOT_WAITED_FOR = {"freeze_alert"}
"""Reminders of operators; who waits meanwhile has a clock of its own."""


def without(clock: str) -> Rulebook:
    return Rulebook(rows=tuple(row for row in RULEBOOK.rows if row.move != clock))


@for_each("stage", OPEN)
def test_no_stage_is_without_a_clock_that_leaves_it(stage: Stage) -> None:
    assert waits.last_clocks(stage, RULEBOOK)


def test_whoever_is_left_to_the_clocks_alone_comes_to_an_end() -> None:
    """From every open stage the clocks lead, one after the other, to a stage where the money is final."""
    final = {*CLOSED, Stage.SETTLED}
    leads: dict[Stage, set[Stage]] = {
        stage: {
            row.to
            for name in waits.of_stage(stage, RULEBOOK)
            for row in RULEBOOK.at(stage, name)
            if row.to not in (None, stage)
        }  # type: ignore[misc]
        for stage in OPEN
    }
    ended = set(final)
    for _ in Stage:
        ended |= {stage for stage, to in leads.items() if to & ended}

    assert set(Stage) - ended == set()


def test_what_lies_beside_a_stage_stands_in_the_table() -> None:
    known = {each.name for each in fields(Commission)}

    assert OVERLAYS.keys() <= waits.BESIDE.keys()
    assert {"freeze", "brand_freeze", "on_record"} <= waits.BESIDE.keys() & known


def test_each_stage_and_what_lies_beside_it_has_a_clock_of_its_own_or_of_its_stage() -> None:
    for (name, beside), stage in product(waits.BESIDE.items(), OPEN):
        if name not in OVERLAYS or stage not in OVERLAYS[name]:
            continue
        own = [each for each in beside.clocks if stage in RULEBOOK.clocks[each].lives]
        assert own or waits.last_clocks(stage, RULEBOOK), (name, stage)


def test_every_clock_with_a_consequence_stands_in_the_table_with_what_it_does() -> None:
    for name, clock in RULEBOOK.clocks.items():
        if clock.consequence and name not in NOT_WAITED_FOR:
            assert any(cell.endswith(f"`{name}`") for cell in TOLD), name
        for stage in clock.lives:
            assert ends(stage, name), (name, stage)


def test_no_cell_says_only_that_the_platform_decides_or_is_told() -> None:
    for where, _, clock, _, then in waits.rows(RULEBOOK):
        name = clock.rsplit("`", 2)[-2] if "`" in clock else ""
        leaves = any(moves_on(stage, name) for stage in RULEBOOK.clocks[name].lives) if name else True
        assert leaves or "此后" in then or name in waits.THEN or name in BESIDES, (where, name, then)
    assert all(moves_on(Stage.ARBITRATION, name) for name in waits.last_clocks(Stage.ARBITRATION, RULEBOOK))


BESIDES = {each for beside in waits.BESIDE.values() for each in beside.clocks}
"""What ends something beside the stage and leaves the stage as it is."""


@pytest.mark.parametrize("clock", ["abandon", "review_limit", "settle_by", "appeal_by"])
def test_without_its_row_a_clock_says_nothing(clock: str) -> None:
    stage = RULEBOOK.clocks[clock].lives[0]

    assert ends(stage, clock)
    assert not ends(stage, clock, without(clock))
    assert clock not in waits.last_clocks(stage, without(clock))


def test_the_table_says_who_how_long_and_what_then() -> None:
    table = whole_rulebook().split("## 谁等谁")[1].split("\n## ")[0]
    lines = (each for each in table.splitlines() if "`review_total`" in each)
    line = next(each for each in lines if "content_review" in each)

    assert "品牌主" in line
    assert "21 天" in line
    assert "「已取消」，赔付" in line
    assert "21 days" in line
