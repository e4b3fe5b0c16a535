"""Whom the platform sends back where it was: that is no way to wait for ever (stories A33, A7)."""

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.payloads import decisions
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import RELEASE, approved, hear, in_final_review, in_review, review
from tests.domain.story import DAY, HOUR, MS, Story


def sent_back(story: Story, by: Party = Party.CREATOR) -> Story:
    story.do(by, "escalate", reason="请平台介入")
    hear(story).operator("arbitrate", decision="resume", reason="请继续")
    return story


def silent() -> Story:
    """The brand has left a review open for a week."""
    return in_review().strike("review_attention")


def test_about_one_versions_silence_the_platform_is_asked_once() -> None:
    story = sent_back(silent()).strike("review_attention")

    assert story.c.attention == ("review_overdue",)
    assert "escalate" not in story.may(Party.CREATOR)
    assert story.refused(Party.CREATOR, "escalate", reason="仍未确认") == "ALREADY_ESCALATED"
    assert story.wait(HOUR).refused(Party.CREATOR, "escalate", reason="仍未确认") == "ALREADY_ESCALATED"


def test_how_often_the_platform_is_asked_about_one_version_is_a_term() -> None:
    story = sent_back(in_review(terms={"escalations_max": 2}).strike("review_attention"))
    sent_back(story.strike("review_attention")).strike("review_attention")

    assert story.refused(Party.CREATOR, "escalate", reason="仍未确认") == "ALREADY_ESCALATED"
    story.strike("review_limit")
    assert story.stage is Stage.CANCELLED


def test_the_brands_time_runs_on_after_it_was_sent_back_and_its_end_strikes() -> None:
    story = silent()
    used = (story.now - story.c.review_since).total_seconds()
    sent_back(story).wait(HOUR)
    ends = story.c.clocks["review_limit"]

    assert story.c.version_seconds == story.c.review_seconds == used
    early = story.until(ends - MS)
    assert "approve" in early.may(Party.BRAND)
    story.until(ends).strike("review_limit")
    assert (story.stage, story.money) == (Stage.CANCELLED, (142_500, 7_500, 150_000, 0))


def test_the_time_of_all_reviews_runs_on_as_well() -> None:
    story = in_review(terms={"review_total_days": 9}).strike("review_attention")
    left = story.c.clocks["review_total"] - story.now
    sent_back(story)

    assert story.c.clocks["review_total"] == story.now + left
    story.strike("review_total")
    assert (story.stage, sum(story.money[:2])) == (Stage.CANCELLED, 150_000)


def test_whoever_always_asks_and_is_always_sent_back_is_through_within_weeks() -> None:
    story = silent()
    began = story.now
    while story.stage is not Stage.CANCELLED:
        if "escalate" in story.may(Party.CREATOR):
            sent_back(story)
        story.wait(HOUR)

    assert story.stage is Stage.CANCELLED
    assert story.now - began < 30 * DAY


def test_about_the_next_version_it_is_asked_anew() -> None:
    story = sent_back(silent())
    story.brand("reject")
    review(story).strike("review_attention")

    assert "escalate" in story.may(Party.CREATOR)


def test_a_version_whose_rejection_was_struck_is_the_same_version() -> None:
    story = sent_back(silent())
    story.brand("reject")
    story.creator("escalate", reason="驳回没有理由")
    hear(story).operator("arbitrate", decision="strike_rejection", reason="驳回不成立")
    story.strike("review_attention")

    assert story.refused(Party.CREATOR, "escalate", reason="仍未确认") == "ALREADY_ESCALATED"


def test_in_the_last_review_each_side_asks_once() -> None:
    story = sent_back(in_final_review(), Party.BRAND)
    assert story.refused(Party.BRAND, "escalate", reason="内容不符") == "ALREADY_ESCALATED"

    sent_back(story.strike("review_attention")).strike("review_attention")
    assert story.refused(Party.CREATOR, "escalate", reason="仍未确认") == "ALREADY_ESCALATED"
    story.strike("review_limit")
    assert story.stage is Stage.CANCELLED


def lapsed(story: Story, clock: str = "release_limit") -> Story:
    story.world.mp = None
    return story.until(story.c.release_at).strike(clock)


def test_a_release_that_lapsed_is_sent_back_once_and_then_decided() -> None:
    story = hear(lapsed(approved()))
    assert decisions(story.c) == ("refund", "split", "resume")
    story.operator("arbitrate", decision="resume", release_at=RELEASE + 9 * DAY)
    hear(lapsed(story))

    assert decisions(story.c) == ("refund", "split")
    with pytest.raises(Refused) as refused:
        story.operator("arbitrate", decision="resume", release_at=story.now + HOUR)
    assert refused.value.code == "NO_RESUMES_LEFT"
    story.operator("arbitrate", decision="split", creator_bps=5_000)
    assert story.stage is Stage.DECIDED


@pytest.mark.parametrize("decision", ["resume", "approve"])
def test_by_escalation_as_well_a_release_is_not_sent_back_twice(decision: str) -> None:
    story = sent_back(lapsed(approved(), "release_alert"))
    lapsed(story, "release_alert").creator("escalate", reason="仍未发布")
    hear(story)

    code = {"resume": "NO_RESUMES_LEFT", "approve": "DECISION_UNFIT"}[decision]
    said = {"decision": decision, "actor": "operator:li", "reason": "请继续"}
    assert story.refused(Party.OPERATOR, "arbitrate", **said) == code


def test_undecided_after_it_was_sent_back_it_still_ends_by_its_own_clock() -> None:
    story = sent_back(lapsed(approved(), "release_alert"))
    lapsed(story).strike("decide_limit")

    assert story.stage is Stage.REFUNDED


def test_what_was_decided_and_appealed_is_not_sent_back_instead() -> None:
    story = silent()
    story.creator("escalate", reason="请平台介入")
    hear(story).operator("arbitrate", decision="split", creator_percent=40)
    story.creator("appeal", reason="不认可")
    hear(story)

    assert (
        story.refused(Party.OPERATOR, "arbitrate", decision="resume", actor="operator:li", reason="请继续")
        == "ALREADY_DECIDED"
    )
