"""A later submission deadline by agreement."""

import pytest

from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import escalated, hand_in, making_outline, rejected, writing
from tests.domain.story import DAY, HOUR, MS, Story, beijing

LATER = beijing("12-03 00:00")


def proposed(by: Party = Party.CREATOR) -> Story:
    story = writing()
    story.do(by, "propose_extension", submit_by=LATER)
    return story


def test_the_creator_proposes_and_the_brand_agrees() -> None:
    story = proposed()
    assert story.told[-1] == "extension_asked_brand"
    assert story.clock("extension_reply_by") == "2026-11-25 09:30"

    story.brand("answer_extension", agree=True)

    assert story.clock("submit_by") == "2026-12-03 00:00"
    assert story.clock("submit_reminder") == "2026-12-02 00:00"
    assert story.clock("abandon") == "2026-12-06 00:00"
    assert story.c.submit_by == LATER
    assert (story.c.extension, story.c.extensions, story.clock("extension_reply_by")) == (None, 1, "")
    assert (
        story.text("extended")
        == "任务「秋日新品试饮」交稿时限已调整为12月2日24:00，逾期72小时未交则取消并记违约"
    )
    moved = {each.clock: (each.old, each.new) for each in story.last.deadlines}
    assert moved["submit_by"] == (beijing("12-01 00:00"), LATER)


def test_the_brand_proposes_and_the_creator_agrees() -> None:
    story = proposed(Party.BRAND)
    assert story.told[-1] == "extension_asked_creator"
    assert story.clock("extension_reply_by") == "2026-11-25 09:30"
    story.creator("answer_extension", agree=True)

    assert story.c.submit_by == LATER


def test_a_proposal_stops_no_clock() -> None:
    story = proposed()

    assert story.clock("submit_by") == "2026-12-01 00:00"


def test_nobody_answers_the_own_proposal() -> None:
    story = proposed()

    assert story.refused(Party.CREATOR, "answer_extension", agree=True) == "OWN_PROPOSAL"
    assert story.refused(Party.CREATOR, "answer_extension", agree=False) == "OWN_PROPOSAL"
    assert "answer_extension" not in story.may(Party.CREATOR)
    assert "answer_extension" in story.may(Party.BRAND)


def test_without_a_proposal_there_is_nothing_to_answer() -> None:
    assert writing().refused(Party.BRAND, "answer_extension", agree=True) == "NO_REQUEST"
    assert writing().refused(Party.BRAND, "answer_extension", agree=False) == "NO_REQUEST"


def test_a_refused_proposal_is_over() -> None:
    story = proposed()
    story.brand("answer_extension", agree=False)

    assert (story.c.extension, story.clock("extension_reply_by")) == (None, "")
    assert story.clock("submit_by") == "2026-12-01 00:00"
    assert story.c.extensions == 0


def test_an_unanswered_proposal_lapses_after_48_hours() -> None:
    story = proposed().strike("extension_reply_by")

    assert story.c.extension is None
    assert story.refused(Party.BRAND, "answer_extension", agree=True) == "NO_REQUEST"


def test_an_answer_at_its_end_is_late() -> None:
    story = proposed().until("11-25 09:30")

    assert story.refused(Party.BRAND, "answer_extension", agree=True) == "TOO_LATE"
    story.brand("answer_extension", agree=True, stamp=story.now - MS)
    assert story.c.submit_by == LATER


def test_it_lapses_with_the_old_deadline_if_that_comes_first() -> None:
    story = writing().until("11-30 12:00")
    story.creator("propose_extension", submit_by=LATER)

    assert story.clock("extension_reply_by") == "2026-12-01 00:00"


def test_in_the_grace_an_extension_is_still_possible() -> None:
    story = writing().until("12-01 23:59")
    story.creator("propose_extension", submit_by=LATER)
    assert story.clock("extension_reply_by") == "2026-12-03 23:59"
    assert story.c.attention == ("overdue",)

    story.brand("answer_extension", agree=True)

    assert story.clock("submit_by") == "2026-12-03 00:00"
    assert story.c.attention == ()


def test_after_the_grace_it_is_too_late_to_propose_or_to_agree() -> None:
    grace = beijing("12-02 00:00")
    proposing = writing().until(grace)
    agreeing = writing().until(grace - HOUR)
    agreeing.creator("propose_extension", submit_by=LATER)
    agreeing.until(grace)

    assert proposing.refused(Party.CREATOR, "propose_extension", submit_by=LATER) == "TOO_LATE"
    assert proposing.refused(Party.BRAND, "propose_extension", submit_by=LATER) == "TOO_LATE"
    assert agreeing.refused(Party.BRAND, "answer_extension", agree=True) == "TOO_LATE"
    assert agreeing.refused(Party.BRAND, "propose_extension", submit_by=LATER) == "TOO_LATE"
    agreeing.brand("answer_extension", agree=True, stamp=grace - MS)


def test_both_proposing_the_same_is_agreement() -> None:
    story = writing().strike("submit_by")
    story.creator("propose_extension", submit_by=LATER)
    story.brand("propose_extension", submit_by=LATER)

    assert story.c.submit_by == LATER
    assert (story.c.extension, story.clock("extension_reply_by")) == (None, "")
    assert story.clock("submit_by") == "2026-12-03 00:00"
    assert story.clock("submit_reminder") == "2026-12-02 00:00"
    assert story.clock("abandon") == "2026-12-06 00:00"
    assert story.told[-1] == "extended"
    assert story.c.attention == ()


def test_whoever_comes_second() -> None:
    story = proposed(Party.BRAND)
    story.creator("propose_extension", submit_by=LATER)

    assert (story.c.submit_by, story.c.extension, story.c.extensions) == (LATER, None, 1)


def test_the_same_side_twice_is_no_agreement() -> None:
    story = proposed()
    story.creator("propose_extension", submit_by=LATER)

    assert story.c.extension
    assert story.c.submit_by == beijing("12-01 00:00")


def test_a_lapsed_proposal_is_no_agreement() -> None:
    story = proposed().until("11-25 09:30")
    story.brand("propose_extension", submit_by=LATER)

    assert story.c.extension
    assert story.c.extension.by is Party.BRAND


def test_a_different_proposal_replaces_the_earlier() -> None:
    story = proposed()
    story.brand("propose_extension", submit_by=LATER - DAY)

    assert story.c.extension
    assert (story.c.extension.by, story.c.extension.submit_by) == (Party.BRAND, LATER - DAY)
    story.creator("answer_extension", agree=True)
    assert story.c.submit_by == LATER - DAY


@pytest.mark.parametrize("by", [Party.CREATOR, Party.BRAND])
def test_it_must_be_later_than_the_deadline(by: Party) -> None:
    story = writing()

    assert story.refused(by, "propose_extension", submit_by=beijing("12-01 00:00")) == "NOT_LATER"
    story.do(by, "propose_extension", submit_by=beijing("12-01 00:00") + MS)


def test_what_an_operator_granted_meanwhile_is_not_taken_back_by_an_older_proposal() -> None:
    agreeing, merging = proposed(), proposed()
    for story in (agreeing, merging):
        story.operator("extend", clock="submit_by", until=LATER + DAY)

    assert agreeing.refused(Party.BRAND, "answer_extension", agree=True) == "NOT_LATER"
    assert merging.refused(Party.BRAND, "propose_extension", submit_by=LATER) == "NOT_LATER"


@pytest.mark.parametrize("by", [Party.CREATOR, Party.BRAND])
def test_not_beyond_the_release_window(by: Party) -> None:
    latest = beijing("12-23 09:30")
    story = writing()

    assert story.refused(by, "propose_extension", submit_by=latest + MS) == "EXTENSION_TOO_LATE"
    story.do(by, "propose_extension", submit_by=latest)


def test_nor_beyond_the_ordered_end_of_it() -> None:
    story = writing(release_until=beijing("12-02 00:00"))

    assert story.refused(Party.CREATOR, "propose_extension", submit_by=LATER) == "EXTENSION_TOO_LATE"


@pytest.mark.parametrize("by", [Party.CREATOR, Party.BRAND])
def test_three_extensions_at_most(by: Party) -> None:
    story = writing()
    for n in range(3):
        story.creator("propose_extension", submit_by=LATER + n * DAY)
        story.brand("answer_extension", agree=True)

    assert story.refused(by, "propose_extension", submit_by=LATER + 3 * DAY) == "NO_EXTENSIONS_LEFT"
    assert "propose_extension" not in story.may(by)


def test_a_proposal_ends_with_the_submission() -> None:
    for story in (proposed(), outline_proposed()):
        if story.stage is Stage.CONTENT_DRAFTING:
            hand_in(story)
        else:
            story.creator("submit", ref="outline-1")

        assert (story.c.extension, story.clock("extension_reply_by")) == (None, "")


def outline_proposed() -> Story:
    story = making_outline()
    story.creator("propose_extension", submit_by=LATER)
    return story


def test_a_proposal_ends_when_the_platform_is_asked() -> None:
    story = rejected()
    story.creator("propose_extension", submit_by=LATER)
    story.creator("escalate", reason="要求超出需求单")

    assert story.c.extension is None
    assert escalated().refused(Party.CREATOR, "propose_extension", submit_by=LATER) == "NOT_NOW"
