"""The edit permission (S1 Q15; D12.3)."""

from dataclasses import replace

from domain.commissions.state.commission import Commission, Effect
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import ITEM, complained, hide, published, show, suspended
from tests.domain.story import DAY, HOUR, MS, SECOND, Story, beijing

MIDNIGHT = beijing("12-04 00:00")


def opened(at: str = "11-28 12:00") -> Story:
    story = published().until(at)
    story.brand("open_edit")
    return story


def sessions(story: Story) -> list[str]:
    return ["yes" if each.allowed else "no" for each in story.done("set_edit")]


def test_the_brand_opens_the_permission_for_72_hours() -> None:
    story = opened()

    assert story.c.edit_until == beijing("12-01 12:00")
    assert story.clock("edit_by") == "2026-12-01 12:00"
    assert sessions(story) == ["yes"]
    assert (
        story.text("edit_opened") == "任务「秋日新品试饮」已开启修改权限，请在72小时内修改完成，到时自动关闭"
    )
    assert story.refused(Party.BRAND, "open_edit") == "ALREADY_OPEN"


def test_the_creator_may_ask_for_it_once_at_a_time() -> None:
    story = published()
    story.creator("request_edit", reason="错别字")

    assert story.told[-1] == "edit_asked"
    assert story.refused(Party.CREATOR, "request_edit") == "ALREADY_ASKED"
    story.brand("open_edit")
    assert story.refused(Party.CREATOR, "request_edit") == "ALREADY_OPEN"
    story.creator("close_edit")
    story.creator("request_edit")


def test_a_request_ends_with_the_stage() -> None:
    story = published()
    story.creator("request_edit")
    story.brand("complain", cause="quality")
    story.brand("withdraw_complaint")

    story.creator("request_edit")


def test_either_side_closes_it() -> None:
    for close in (Story.brand, Story.creator):
        story = opened()
        close(story, "close_edit")

        assert (story.c.edit_until, story.clock("edit_by")) == (None, "")
        assert sessions(story) == ["yes", "no"]
        assert story.refused(Party.BRAND, "close_edit") == "NO_EDIT_OPEN"


def test_it_closes_by_itself() -> None:
    story = opened().strike("edit_by")

    assert story.c.edit_until is None
    assert sessions(story) == ["yes", "no"]
    assert story.stage is Stage.PUBLISHED


def test_at_its_end_it_is_too_late_to_close_it() -> None:
    story = opened().until("12-01 12:00")

    assert story.refused(Party.BRAND, "close_edit") == "TOO_LATE"
    story.brand("close_edit", stamp=story.now - MS)


def test_it_never_holds_the_money() -> None:
    story = opened("12-03 12:00").until(MIDNIGHT + 5 * SECOND)

    assert story.stage is Stage.SETTLED
    assert sessions(story) == ["yes", "no"]
    assert story.c.edit_until is None


def test_settling_closes_an_open_session() -> None:
    story = opened()
    story.brand("settle")

    assert sessions(story) == ["yes", "no"]
    assert story.c.edit_until is None


def test_a_settlement_without_a_session_closes_nothing() -> None:
    assert sessions(published().until(MIDNIGHT + 5 * SECOND)) == []


def test_a_complaint_closes_it() -> None:
    story = opened()
    story.brand("complain", cause="quality")

    assert sessions(story) == ["yes", "no"]
    assert (story.c.edit_until, story.clock("edit_by")) == (None, "")


def test_while_suspended_it_may_be_opened_so_that_the_item_can_be_mended() -> None:
    story = suspended()
    story.creator("request_edit")
    story.brand("open_edit")
    story.wait(HOUR)
    show(story)

    assert story.stage is Stage.SETTLED
    assert sessions(story) == ["yes", "no"]


def test_an_operator_who_settles_or_refunds_closes_it() -> None:
    for decision in ("force_settle", "force_refund"):
        story = opened()
        story.operator(decision)

        assert sessions(story) == ["yes", "no"]


def test_an_edit_without_permission_is_shown_and_the_brand_hears() -> None:
    story = published().until("11-28 12:00")
    story.fact("edited", item=ITEM)

    assert story.c.attention == ("edited",)
    assert story.told[-1] == "edited"
    assert story.until(MIDNIGHT + 5 * SECOND).stage is Stage.SETTLED  # it does not block by itself


def test_a37_the_brand_may_complain_of_an_edit_it_did_not_permit_and_silence_settles() -> None:
    silent, heard = published().until("11-28 12:00"), published().until("11-28 12:00")
    for story in (silent, heard):
        story.fact("edited", item=ITEM)
        assert (story.told[-1], story.breaches) == ("edited", [])

    heard.brand("complain", cause="content_differs", reason="未经许可修改")

    assert heard.stage is Stage.ARBITRATION
    assert silent.strike("settle_by").stage is Stage.SETTLED


def test_an_edit_with_permission_is_fine() -> None:
    story = opened()
    story.fact("edited", item=ITEM)

    assert story.c.attention == ()
    assert "edited" not in story.told


def test_the_instant_of_the_edit_decides() -> None:
    story = opened().until("12-01 12:00")
    story.fact("edited", item=ITEM, happened_at=story.now - MS)
    assert story.c.attention == ()

    story.fact("edited", item=ITEM, happened_at=story.now)
    assert story.c.attention == ("edited",)


def test_an_edit_of_another_item_is_refused() -> None:
    assert published().refused(Party.OUTSIDE, "edited", item="mp-9") == "WRONG_ITEM"
    assert opened().refused(Party.OUTSIDE, "edited", item="mp-9") == "WRONG_ITEM"


def test_an_edit_that_takes_it_off_line_ends_in_suspension() -> None:
    story = opened("12-03 12:00")
    story.fact("edited", item=ITEM)
    hide(story)

    assert story.until(MIDNIGHT + 5 * SECOND).stage is Stage.SETTLEMENT_SUSPENDED


def test_a_failed_opening_is_not_repeated_once_it_was_closed() -> None:
    story = published()
    story.brand("open_edit")
    opening = story.done("set_edit")[0]
    story.c = _failing(story, opening)
    story.wait(30 * SECOND).brand("close_edit")
    story.wait(2 * HOUR)

    assert sessions(story) == ["yes", "no"]


def test_a_failed_opening_is_repeated_while_it_is_open() -> None:
    story = published()
    story.brand("open_edit")
    story.c = _failing(story, story.done("set_edit")[0])
    story.wait(2 * HOUR)

    assert sessions(story) == ["yes", "yes"]


def test_a_failed_closing_is_repeated_even_after_the_end() -> None:
    story = opened("12-03 12:00").until(MIDNIGHT + 5 * SECOND)
    story.brand("rate", stars=5)
    story.creator("rate", stars=5)
    story.c = _failing(story, story.done("set_edit")[-1])
    assert story.stage is Stage.COMPLETED
    story.wait(DAY)

    assert sessions(story) == ["yes", "no", "no"]


def _failing(story: Story, effect: Effect) -> Commission:
    """The effect came back as failed."""
    story.c = replace(story.c, effects=(effect,))
    story.system("effect_failed", key=effect.key)
    return story.c


def test_in_a_case_nothing_is_edited() -> None:
    assert complained().refused(Party.BRAND, "open_edit") == "NOT_NOW"
    assert complained().refused(Party.CREATOR, "request_edit") == "NOT_NOW"
