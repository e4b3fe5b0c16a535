"""Nobody gains by handing in rubbish or by handing in late (A8, A9, A10, A30, A42, B1, B19)."""

from datetime import timedelta

import pytest

from domain.commissions.money.quotes import quote
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import (
    RELEASE,
    approved,
    hand_in,
    in_audit,
    in_review,
    making_outline,
    rejected,
    review,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, MS, Story


def owed(story: Story) -> int:
    return quote(story.c, story.now).fen


def fail(story: Story, times: int = 1) -> Story:
    for _ in range(times):
        hand_in(story).fact("audited", passed=False, item="mp-1001", reason="画面模糊")
    return story


def test_a9_a_failed_audit_takes_the_stage_of_fifty_per_cent_back() -> None:
    story = rejected()
    assert owed(story) == 150_000

    fail(story)

    assert owed(story) == 30_000
    assert owed(review(story)) == 150_000, "what passes anew counts anew"


def test_a10_a_failing_submission_before_each_deadline_never_holds_fifty_per_cent() -> None:
    story = rejected()
    for _ in range(20):
        assert story.c.submit_by is not None
        fail(story.until(story.c.submit_by - MINUTE))
        assert owed(story) == 30_000

    story.brand("cancel", quoted_fen=30_000)
    assert story.money == (28_500, 1_500, 270_000, 0)


def test_a30_outlines_that_are_no_good_are_worth_ten_per_cent_until_the_creator_is_late() -> None:
    story = making_outline()
    for n in range(3):
        story.creator("submit", ref=f"rubbish-{n}")
        story.brand("reject")
    assert (story.stage, owed(story)) == (Stage.CONTENT_DRAFTING, 30_000)
    assert story.c.submit_by is not None

    story.until(story.c.submit_by + 25 * HOUR)

    assert owed(story) == 0
    story.brand("cancel", quoted_fen=0)
    assert (story.money, story.breaches) == ((0, 0, 300_000, 0), ["default"])


def test_a42_who_accepts_and_lets_it_pass_costs_the_brand_nothing_and_it_may_leave_before() -> None:
    left, waited = writing().wait(DAY), writing()
    left.brand("cancel")
    waited.strike("abandon")

    for story, breaches in ((left, []), (waited, ["abandoned"])):
        assert (story.stage, story.money) == (Stage.CANCELLED, (0, 0, 300_000, 0))
        assert story.breaches == breaches


def test_after_three_failed_audits_the_brand_hears_that_it_may_leave_at_the_outlines_fee() -> None:
    story = fail(review(rejected()), 0)
    story.brand("reject")
    assert owed(fail(story, 2)) == 300_000, "its rejections are used up"
    assert "audits_failed_brand" not in story.told

    fail(story)

    assert owed(story) == 30_000
    assert story.text("audits_failed_brand") == (
        "任务「秋日新品试饮」的文章已3次未通过平台审核，您可以按提纲阶段赔付取消，也可以等待再次提交"
    )
    story.brand("cancel", quoted_fen=30_000)
    assert story.breaches == []


def test_a_version_that_passes_after_them_ends_it_and_the_next_failure_brings_it_back() -> None:
    story = review(fail(writing(), 3))
    assert owed(story) == 150_000
    story.brand("reject")
    assert owed(story) == 150_000

    fail(story)

    assert owed(story) == 30_000
    assert story.told.count("audits_failed_brand") == 2


def test_the_third_failure_may_be_a_re_audit_of_what_was_approved() -> None:
    story = review(fail(writing(), 2))
    story.brand("approve", release_at=RELEASE)

    story.fact("audited", passed=False, item="mp-1001", reason="违规")

    assert story.stage is Stage.CONTENT_DRAFTING
    assert story.rows()[-1] == "T70a"
    assert owed(story) == 30_000
    assert story.clock("release") == ""


def test_a_failure_that_an_appeal_lifts_is_none_and_one_it_upholds_is_one() -> None:
    story = fail(writing(), 2)
    story.creator("appeal_audit", reason="请复核")
    story.fact("audited", passed=False, item="mp-1001", reason="画面模糊")
    assert story.c.failed_audits == 2

    hand_in(story).fact("audited", passed=False, item="mp-1001", reason="画面模糊")
    story.creator("appeal_audit", reason="请复核")
    story.fact("audited", passed=True, item="mp-1001")

    assert story.c.failed_audits == 2


def test_how_many_audits_may_fail_is_a_term_and_none_is_no_bound() -> None:
    assert "audits_failed_brand" in fail(writing(terms={"failed_audits_max": 1})).told
    assert "audits_failed_brand" not in fail(writing(terms={"failed_audits_max": 0}), 9).told


@pytest.mark.parametrize(("passed", "fee"), [(True, 150_000), (False, 30_000)])
def test_a8_a_cancel_during_the_audit_waits_for_its_answer(*, passed: bool, fee: int) -> None:
    story = in_audit()
    story.brand("cancel", quoted_fen=30_000)
    assert story.stage is Stage.PLATFORM_AUDIT
    assert story.money == (0, 0, 0, 300_000)

    story.fact("audited", passed=passed, item="mp-1001", reason="结果")

    assert story.stage is Stage.CANCELLED
    creator, share, back, held = story.money
    assert (creator + share, back, held) == (fee, 300_000 - fee, 0)


@pytest.mark.parametrize(("late", "fee"), [(-MS, 150_000), (timedelta(0), 30_000), (MS, 30_000)])
def test_a8_without_an_answer_in_24_hours_it_counts_as_not_passed(late: timedelta, fee: int) -> None:
    story = in_audit()
    story.brand("cancel", quoted_fen=30_000)
    end = story.c.clocks["audit_answer_by"]
    story.until(end + late)

    if late < timedelta(0):
        story.fact("audited", passed=True, item="mp-1001")
    else:
        story.until(end + MINUTE)

    assert story.stage is Stage.CANCELLED
    assert story.money[0] + story.money[1] == fee


@pytest.mark.parametrize(
    ("after", "fee"), [(24 * HOUR - MS, 150_000), (24 * HOUR, 0), (24 * HOUR + MS, 0), (71 * HOUR, 0)]
)
def test_b1_late_beyond_the_grace_nothing_is_owed_though_the_audit_passes(after: timedelta, fee: int) -> None:
    story = writing()
    assert story.c.submit_by is not None
    review(story.until(story.c.submit_by + after))

    assert owed(story) == fee
    story.brand("cancel", quoted_fen=fee)
    assert story.breaches == ([] if fee else ["default"])


def test_b1_a_rejection_leaves_the_default_and_an_approval_ends_it() -> None:
    story = writing()
    assert story.c.submit_by is not None
    review(story.until(story.c.submit_by + 30 * HOUR))
    story.brand("reject")
    assert owed(story) == 0

    review(story).brand("approve", release_at=story.now + DAY)

    assert owed(story) == 150_000


def test_b1_an_outline_that_is_confirmed_though_late_was_in_time_enough() -> None:
    story = making_outline()
    assert story.c.submit_by is not None
    story.until(story.c.submit_by + 30 * HOUR).creator("submit", ref="outline-1")
    assert owed(story) == 0

    story.brand("approve")

    assert owed(story) == 30_000


def test_b1_work_in_time_after_a_late_version_was_approved_is_paid_for() -> None:
    assert owed(in_review()) == owed(approved()) == 150_000


def test_b19_the_brand_hears_at_the_end_of_the_grace_that_it_may_leave_free() -> None:
    story = writing()
    assert story.c.submit_by is not None
    end = story.c.submit_by + 24 * HOUR
    story.until(end - MS)
    assert "late_brand" not in story.told
    assert "late_brand:" not in "".join(story.c.waiting_notices)

    story.until(end)

    assert "late_brand" in "".join(story.c.waiting_notices)
    assert owed(story) == 0
    story.until(end + 9 * HOUR)
    assert story.text("late_brand") == (
        "任务「秋日新品试饮」创作者逾期未提交，已过宽限期，确认作品之前，您可以取消且无需赔付"
    )


def test_b19_who_hands_in_within_the_grace_is_not_told_of() -> None:
    story = writing()
    assert story.c.submit_by is not None
    hand_in(story.until(story.c.submit_by + 23 * HOUR)).wait(2 * DAY)

    assert "late_brand" not in story.told


def test_b19_a_submission_that_is_reported_is_looked_at_first() -> None:
    story = writing()
    assert story.c.submit_by is not None
    story.until(story.c.submit_by + 24 * HOUR - MS)
    story.world.platform = None
    story.fact("submitted", item="mp-1001", creator="creator-1")
    story.wait(10 * MINUTE)
    assert "late_brand" not in "".join((*story.told, *story.c.waiting_notices))

    story.look_returns()
    story.wait(DAY)

    assert "late_brand" not in "".join((*story.told, *story.c.waiting_notices))


def test_b19_a_frozen_creator_is_not_late_meanwhile() -> None:
    story = writing()
    assert story.c.submit_by is not None
    story.until(story.c.submit_by + HOUR).operator("freeze", party="creator")
    story.wait(3 * DAY)
    assert "late_brand" not in story.told
    story.operator("unfreeze", party="creator")
    story.wait(23 * HOUR - MS)
    assert "late_brand" not in "".join((*story.told, *story.c.waiting_notices))

    story.wait(MS)

    assert "late_brand" in "".join((*story.told, *story.c.waiting_notices))


def test_b19_an_agreed_extension_moves_the_end_of_the_grace() -> None:
    story = writing().until("12-01 12:00")
    old = story.clock("grace_over")
    assert story.c.submit_by is not None
    later = story.c.submit_by + 3 * DAY
    story.creator("propose_extension", submit_by=later)
    story.brand("answer_extension", agree=True)

    assert story.clock("grace_over") > old
    assert story.refused(Party.BRAND, "cancel", quoted_fen=30_000) == "QUOTE_STALE"
