"""How a creator leaves: what it gives up, at whose fault, and what is agreed (A12, A12b, A13, A40)."""

from datetime import timedelta

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.payloads import payload
from domain.commissions.views.view import view
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import (
    RELEASE,
    approved,
    in_final_review,
    in_review,
    outline_in_review,
    review,
    writing,
)
from tests.domain.story import DAY, HOUR, MINUTE, MS, SECOND, Story

WHY = "档期冲突"


def ask(story: Story, **said: object) -> Story:
    story.creator("request_cancel", reason=WHY, **said)
    return story


def overdue(scene: Story) -> Story:
    return scene.strike("review_attention")


# --- at the brand's fault ---


def test_a12_who_asks_while_the_brand_is_overdue_is_paid_the_kill_fee_and_leaves_no_breach() -> None:
    story = ask(overdue(in_review()))
    assert story.text("cancel_asked_overdue") == (
        "任务「秋日新品试饮」您逾期未确认，创作者申请取消，48小时内未处理将取消并按条款赔付"
    )

    story.strike("cancel_reply_by")

    assert story.stage is Stage.CANCELLED
    assert story.money == (142_500, 7_500, 150_000, 0)
    assert story.breaches == []
    assert [fen for _, fen in story.world.transfers] == [142_500]


@pytest.mark.parametrize(("before", "due"), [(MS, 0), (timedelta(0), 150_000)])
def test_a12_the_fault_begins_when_the_platform_has_noted_the_silence(before: timedelta, due: int) -> None:
    story = in_review()
    at = story.c.clocks["review_attention"] + 5 * SECOND
    story.until(at - before)
    ask(story, **({} if due else {"quoted_fen": 150_000})).strike("cancel_reply_by")

    assert story.money[0] + story.money[1] == due


def test_a12_a_brand_that_agrees_or_cancels_meanwhile_owes_the_same() -> None:
    agreed, cancelled = ask(overdue(in_review())), ask(overdue(in_review()))
    assert (
        agreed.refused(Party.BRAND, "answer_cancel", agree=True, creator_percent=49) == "SHARE_OUT_OF_BOUNDS"
    )
    agreed.brand("answer_cancel", agree=True)
    assert cancelled.refused(Party.BRAND, "cancel") == "QUOTE_STALE"
    cancelled.brand("cancel", quoted_fen=150_000)

    assert agreed.money == cancelled.money == (142_500, 7_500, 150_000, 0)


def test_a12_a_brand_that_wakes_up_may_still_refuse_and_approve() -> None:
    story = ask(overdue(in_review()))
    story.brand("answer_cancel", agree=False, reason="今日确认")
    story.brand("approve", release_at=story.now + DAY)

    assert story.stage is Stage.AWAITING_RELEASE


def test_a12b_an_hour_before_the_last_limit_in_final_review_all_of_it_stays_due() -> None:
    story = in_final_review()
    story.until(story.c.clocks["review_limit"] - HOUR)
    ask(story).strike("review_limit")

    assert story.stage is Stage.CANCELLED
    assert story.money == (285_000, 15_000, 0, 0)
    assert story.breaches == []


def test_a12b_a_share_that_was_only_proposed_does_not_lessen_what_the_brands_silence_costs() -> None:
    story = in_final_review()
    story.until(story.c.clocks["review_limit"] - HOUR)
    ask(story, creator_percent=20).strike("review_limit")

    assert story.money == (285_000, 15_000, 0, 0)


def test_a_creator_in_default_is_owed_nothing_by_an_overdue_brand_and_it_is_on_record() -> None:
    story = writing()
    assert story.c.submit_by is not None
    story = overdue(review(story.until(story.c.submit_by + 30 * HOUR)))
    ask(story).strike("cancel_reply_by")

    assert story.money == (0, 0, 300_000, 0)
    assert story.breaches == ["cancelled"]


# --- what is given up ---


def test_a40_nobody_gives_up_a_kill_fee_unawares() -> None:
    story = in_final_review()

    with pytest.raises(Refused) as refused:
        story.do(Party.CREATOR, "request_cancel", reason="客户私下要求我取消")

    assert refused.value.code == "LOSS_UNCONFIRMED"
    assert refused.value.detail.startswith("CNY 3,000.00; quoted_fen=300000, quote=")
    assert view(story.c, Party.CREATOR, story.now)["cancel_gives_up_fen"] == 300_000
    pasted = payload(story.c, "request_cancel", Party.CREATOR, story.now)
    assert pasted is not None
    assert pasted["quoted_fen"] == 300_000


@pytest.mark.parametrize("said", [{}, {"quoted_fen": 0}, {"quoted_fen": 299_999}, {"quoted_fen": 300_001}])
def test_a40_another_amount_than_the_present_one_confirms_nothing(said: dict[str, int]) -> None:
    story = in_final_review()

    assert story.refused(Party.CREATOR, "request_cancel", reason=WHY, **said) == "LOSS_UNCONFIRMED"


def test_a40_where_nothing_is_due_nothing_is_to_be_confirmed_nor_at_the_brands_fault() -> None:
    story = writing()
    story.do(Party.CREATOR, "request_cancel", reason=WHY)
    late = overdue(in_review())
    assert view(late.c, Party.CREATOR, late.now)["cancel_gives_up_fen"] == 0

    late.do(Party.CREATOR, "request_cancel", reason=WHY)


# --- what is agreed ---


@pytest.mark.parametrize("share", [{"creator_percent": 30}, {"creator_bps": 3_000}, {"creator_fen": 90_000}])
def test_an_agreed_cancel_pays_the_share_that_was_asked_for(share: dict[str, int]) -> None:
    story = ask(in_review(), **share)
    assert story.text("cancel_asked_share") == (
        "任务「秋日新品试饮」的创作者申请取消，希望保留30%的价款，请在48小时内答复，逾期视为不同意"
    )
    assert view(story.c, Party.BRAND, story.now)["cancel_request"]["creator_bps"] == 3_000

    story.brand("answer_cancel", agree=True)

    assert story.money == (85_500, 4_500, 210_000, 0)
    assert story.breaches == []


def test_the_brand_may_agree_to_more_than_was_asked_and_never_to_less() -> None:
    story = ask(in_review(), creator_percent=30)
    for share in ({"creator_percent": 29}, {"creator_percent": 51}, {"creator_fen": 89_999}):
        code = story.refused(Party.BRAND, "answer_cancel", agree=True, **share)
        assert code in ("SHARE_OUT_OF_BOUNDS", "SHARE_INEXACT")

    story.brand("answer_cancel", agree=True, creator_percent=50)

    assert story.money == (142_500, 7_500, 150_000, 0)


@pytest.mark.parametrize(
    ("scene", "share", "code"),
    [
        (in_review, {"creator_percent": 51}, "SHARE_OUT_OF_BOUNDS"),
        (outline_in_review, {"creator_percent": 11}, "SHARE_OUT_OF_BOUNDS"),
        (writing, {"creator_percent": 1}, "SHARE_OUT_OF_BOUNDS"),
        (in_review, {"creator_percent": 10, "creator_bps": 1_000}, "SHARE_TWICE"),
        (in_review, {"creator_bps": 30}, "SHARE_TOO_SMALL"),
        (in_review, {"creator_fen": 30_001}, "SHARE_INEXACT"),
    ],
)
def test_a_share_is_asked_for_within_the_kill_fee_and_in_one_exact_form(
    scene: object, share: dict[str, int], code: str
) -> None:
    story = scene()  # type: ignore[operator]
    fee = 150_000 if scene is in_review else 30_000 if scene is outline_in_review else 0

    assert story.refused(Party.CREATOR, "request_cancel", reason=WHY, quoted_fen=fee, **share) == code


def test_a_share_the_brand_offers_is_no_slip_either() -> None:
    story = ask(in_review(), quoted_fen=150_000)

    assert story.refused(Party.BRAND, "answer_cancel", agree=True, creator_bps=50) == "SHARE_TOO_SMALL"


def test_nobodys_silence_agrees_to_pay() -> None:
    story = ask(in_review(), creator_percent=30)
    end = story.c.clocks["cancel_reply_by"]
    story.until(end + 5 * SECOND)

    assert story.stage is Stage.CONTENT_REVIEW
    assert story.c.cancel_request is None
    assert story.told[-1] == "cancel_lapsed"


def test_a_brand_that_cancels_meanwhile_pays_what_was_asked() -> None:
    story = ask(in_review(), creator_percent=30)
    assert story.refused(Party.BRAND, "cancel") == "QUOTE_STALE"

    story.brand("cancel", quoted_fen=90_000)

    assert story.money == (85_500, 4_500, 210_000, 0)


# --- a publication under way ---


def asked_in_flight() -> Story:
    """The request's time is over while the platform has not said whether the item is public."""
    story = ask(approved().until(RELEASE - 48 * HOUR + MINUTE))
    story.world.mp = None
    return story.until(RELEASE + MINUTE + 5 * SECOND)


def test_a13_consent_by_silence_waits_for_a_publication_under_way() -> None:
    story = asked_in_flight()

    assert (story.stage, story.money) == (Stage.AWAITING_RELEASE, (0, 0, 0, 300_000))
    assert story.rows()[-1] == "T73"
    assert story.refused(Party.CREATOR, "withdraw_cancel") == "TOO_LATE"
    assert story.refused(Party.BRAND, "answer_cancel", agree=False, reason="不同意") == "TOO_LATE"
    assert story.refused(Party.BRAND, "answer_cancel", agree=True) == "RELEASE_IN_FLIGHT"


def test_nobody_is_reminded_to_answer_what_silence_has_agreed_to() -> None:
    story = ask(approved().until(RELEASE - 10 * HOUR))
    story.world.mp = None
    story.until(RELEASE + MINUTE)
    story.operator("extend", clock="cancel_reply_by", until=story.now + MINUTE)

    story.wait(DAY)

    assert "T73" in story.rows()
    assert "cancel_reminder" not in story.told


def test_a13_b6_what_is_public_then_goes_on_as_published() -> None:
    story = asked_in_flight()
    story.answer("publish", "published")

    assert story.stage is Stage.PUBLISHED
    assert story.strike("settle_by").money == (285_000, 15_000, 0, 0)


def test_a13_what_was_refused_is_cancelled_then() -> None:
    story = asked_in_flight()
    story.answer("publish", "publish_refused", reason="CONTENT_VIOLATION")

    assert story.stage is Stage.CANCELLED
    assert story.money == (0, 0, 300_000, 0)
    assert story.told[-1] == "cancel_unanswered_brand"


def test_a13_a_publication_that_is_tried_again_is_under_way_too() -> None:
    story = ask(approved().until(RELEASE - 48 * HOUR + 10 * MINUTE))
    story.world.mp = "down"
    story.until(RELEASE + 20 * MINUTE)
    assert story.stage is Stage.AWAITING_RELEASE

    story.world.mp = "published"
    story.wait(HOUR)

    assert story.stage is Stage.PUBLISHED


def test_a13_before_the_release_has_begun_silence_cancels() -> None:
    story = ask(approved().until(RELEASE - 48 * HOUR - MINUTE)).until(RELEASE - 50 * SECOND)

    assert story.stage is Stage.CANCELLED
