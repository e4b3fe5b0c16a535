"""Every row of a page says whose turn it is, until when and what happens then: all from the rules."""

from dataclasses import replace

import pytest

from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.stages import CLOSED, OPEN, Stage
from domain.commissions.views.standing.foreseen import foreseen
from domain.commissions.views.standing.life import FIRST, LAST, Place, life, road_of
from domain.commissions.views.standing.standing import standing
from domain.commissions.views.standing.ways import ways
from domain.money.amounts import yuan
from domain.party import Party
from tests.domain import scenes
from tests.domain.scenes import SCENES

READERS = (Party.CREATOR, Party.BRAND, Party.OPERATOR)
LOOKED_AT = frozenset({Stage.ARBITRATION, Stage.DECIDED, Stage.SETTLEMENT_SUSPENDED, Stage.SETTLING})
"""Where a look at the item in between decides."""
for_each_scene = pytest.mark.parametrize("scene", list(SCENES))


@for_each_scene
@pytest.mark.parametrize("reader", READERS)
def test_every_stage_says_what_happens_then_in_both_languages(scene: str, reader: Party) -> None:
    story = SCENES[scene]()
    told = standing(story.c, reader, story.now)
    assert all(told.then)
    assert told.over == (story.c.stage in CLOSED)
    if story.c.stage in OPEN:
        assert told.until is not None
        assert told.clock in story.c.clocks


@for_each_scene
def test_what_is_foreseen_is_what_happens_if_nobody_acts(scene: str) -> None:
    """Waiting for real ends at the stage that was promised, with the creator paid the promised sum."""
    story = SCENES[scene]()
    if story.c.stage in CLOSED or scene in LOOKED_AT:
        return
    coming = foreseen(story.c, story.now)
    assert coming[-1].moves_on
    story.strike(coming[-1].clock)
    assert story.c.stage is coming[-1].after
    if coming[-1].creator_fen:
        assert story.c.sums is not None
        assert story.c.sums.creator == coming[-1].creator_fen


def test_an_offer_expires_and_the_brand_reads_the_sum_that_comes_back() -> None:
    story = scenes.offered()
    zh, en = standing(story.c, Party.BRAND, story.now).then
    back = yuan(story.c.order.hold_fen)
    assert zh == f"自动失效，退回 ¥{back}"
    assert en == f"it expires, you get ¥{back} back"
    assert standing(story.c, Party.CREATOR, story.now).then[0] == "自动失效，费用退回客户"


def test_a_silent_review_ends_with_the_kill_fee_that_the_creator_gets() -> None:
    story = scenes.in_review()
    coming = foreseen(story.c, story.now)[-1]
    assert coming.after is Stage.CANCELLED
    assert f"你得 ¥{yuan(coming.creator_fen)}" in standing(story.c, Party.CREATOR, story.now).then[0]
    assert coming.creator_fen + coming.brand_fen + coming.fee_fen == story.c.order.hold_fen


def test_a_published_work_waits_for_nobody() -> None:
    story = SCENES["published"]()
    told = standing(story.c, Party.BRAND, story.now)
    assert told.turn == ()
    assert told.clock == "settle_by"


@for_each_scene
def test_the_life_shows_where_it_stands_and_ends_as_it_ends(scene: str) -> None:
    story = SCENES[scene]()
    steps = life(story.c, story.now)
    places = [step.place for step in steps]
    assert places == sorted(
        places, key=[Place.DONE, Place.NOW, Place.LATE, Place.FROZEN, Place.END, Place.NEXT].index
    )
    here = [place for place in places if place not in (Place.DONE, Place.NEXT)]
    assert len(here) == (0 if story.c.stage in (Stage.SETTLED, Stage.COMPLETED) else 1)


def test_a_row_that_is_taken_away_takes_its_step_away() -> None:
    """The line is drawn from the rows: without those into the audit there is no step for it."""
    story = scenes.writing()
    assert Stage.PLATFORM_AUDIT in road_of(RULEBOOK, story.c)
    rows = tuple(
        replace(row, to=Stage.CONTENT_REVIEW) if row.to is Stage.PLATFORM_AUDIT else row
        for row in RULEBOOK.rows
    )
    shorter = road_of(replace(RULEBOOK, rows=rows), story.c)
    assert Stage.PLATFORM_AUDIT not in shorter
    assert (shorter[0], shorter[-1]) == (FIRST, LAST)


def test_an_outline_that_nobody_wants_is_no_step() -> None:
    assert Stage.OUTLINE_DRAFTING not in road_of(RULEBOOK, scenes.offered().c)
    assert Stage.OUTLINE_DRAFTING in road_of(RULEBOOK, scenes.making_outline().c)


@pytest.mark.parametrize("stage", OPEN)
def test_every_way_out_of_a_stage_that_a_side_has_is_told_with_where_it_leads(stage: Stage) -> None:
    told = {(each.by, each.move): set(each.to) for each in ways(stage, RULEBOOK)}
    for row in RULEBOOK.rows:
        if stage not in row.at or row.to in (None, stage) or row.refuses:
            continue
        for party in set(row.by) & {Party.CREATOR, Party.BRAND, Party.SYSTEM}:
            assert row.to in told[party, row.move], row.id
    assert all(stage not in to for to in told.values())
