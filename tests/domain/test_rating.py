"""Ratings (S1 Q16; D12.11)."""

from collections.abc import Callable

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.payloads import payloads
from domain.commissions.views.seen_in_words import lines_of
from domain.commissions.views.telling import Reader
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.scenes import cancelled, completed, decided, declined, published, settled
from tests.domain.story import DAY, MS, Story
from tests.walks import for_each


def test_each_side_rates_once_and_then_it_is_complete() -> None:
    story = settled()
    story.creator("rate", stars=5, text="沟通顺畅")
    assert story.stage is Stage.SETTLED
    assert story.last.rating is not None
    assert (story.last.rating.by, story.last.rating.stars, story.last.rating.text) == (
        "creator",
        5,
        "沟通顺畅",
    )
    story.brand("rate", stars=4)

    assert story.stage is Stage.COMPLETED
    assert story.c.rated == (Party.CREATOR, Party.BRAND)
    assert story.last.rating is not None
    assert story.last.rating.stars == 4


def test_not_before_it_is_settled() -> None:
    assert published().refused(Party.BRAND, "rate", stars=5) == "NOT_NOW"


def test_twice_by_the_same_side_is_refused() -> None:
    story = settled()
    story.brand("rate", stars=5)

    assert story.refused(Party.BRAND, "rate", stars=1) == "ALREADY_RATED"
    assert "rate" not in story.may(Party.BRAND)
    assert "rate" in story.may(Party.CREATOR)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(stars: int) -> None:
    story = settled()
    assert story.refused(Party.BRAND, "rate", stars=stars) == "STARS_OUT_OF_RANGE"
    story.creator("rate", stars=1)
    assert story.refused(Party.BRAND, "rate", stars=stars) == "STARS_OUT_OF_RANGE"


def test_a_long_text_is_refused() -> None:
    assert settled().refused(Party.BRAND, "rate", stars=5, text="长" * 501) == "REASON_TOO_LONG"


def test_after_seven_days_the_time_is_over() -> None:
    story = settled().strike("rating_by")

    assert story.stage is Stage.COMPLETED
    assert story.refused(Party.BRAND, "rate", stars=5) == "TOO_LATE"


def test_at_the_end_of_the_seven_days_it_is_late() -> None:
    story = settled().until(settled().c.clocks["rating_by"])

    assert story.refused(Party.BRAND, "rate", stars=5) == "TOO_LATE"
    story.brand("rate", stars=5, stamp=story.now - MS)


def test_after_a_split_both_may_rate() -> None:
    story = decided("split").strike("appeal_by")
    story.brand("rate", stars=2)
    story.creator("rate", stars=2)

    assert story.stage is Stage.COMPLETED


def test_a_completed_commission_stays_so() -> None:
    story: Story = completed().wait(30 * DAY)

    assert story.stage is Stage.COMPLETED
    assert story.next_strike() is None


def rated(**words: str) -> Story:
    """The brand insults, the creator is done."""
    story = settled()
    story.brand("rate", stars=1, text=words.get("brand", "骗子"))
    return story


def both_rated() -> Story:
    story = rated()
    story.creator("rate", stars=5)
    assert story.stage is Stage.COMPLETED
    return story


@pytest.mark.parametrize("scene", [rated, both_rated])
def test_a28_an_operator_hides_the_words_of_a_rating_and_its_stars_stand(scene: Callable[[], Story]) -> None:
    story = scene()
    story.operator("hide_rating", party="brand", reason="侮辱性文字")

    assert story.last.row == "T80"
    assert story.c.rated == scene().c.rated
    assert story.told[-2:] == ["operator_creator", "operator_brand"]
    assert story.text("operator_brand").endswith("：隐藏评价的文字（品牌主写的）")
    assert story.last.reason == "侮辱性文字"
    assert story.last.rating is None


def test_only_operators_read_who_has_hidden_it_and_all_read_why() -> None:
    story = both_rated()
    story.operator("hide_rating", party="brand", reason="侮辱性文字", actor="operator:li")

    for role in (Party.BRAND, Party.CREATOR, Party.OPERATOR):
        hidden, shown = view(story.c, role, story.now)["rated"]
        assert (hidden["whose"], hidden["words_hidden"]) == ("brand", True)
        assert hidden["hidden_because"] == "侮辱性文字"
        assert hidden.get("decided_by") == ("operator:li" if role is Party.OPERATOR else None)
        assert shown == {"whose": "creator", "words_hidden": False}
        assert "骗子" not in str(view(story.c, role, story.now))
    page = details(story.c, story.now, "zh")
    assert "**评价**：品牌主 · 文字已隐藏 · operator:li" in page
    assert "**评价**：创作者（只有星级）" in page
    told = "\n".join(
        lines_of(view(story.c, Party.BRAND, story.now), story.c, Reader(story.c.order, "zh", story.now))
    )
    assert "文字已由平台隐藏：是" in told
    assert "operator:li" not in told


def test_what_was_hidden_by_mistake_is_shown_again_once() -> None:
    story = both_rated()
    story.operator("hide_rating", party="brand", reason="误判")
    story.operator("unhide_rating", party="brand", reason="核实为正常评价")
    assert view(story.c, Party.CREATOR, story.now)["rated"][1] == {
        "whose": "creator",
        "words_hidden": False,
    }
    assert view(story.c, Party.BRAND, story.now)["rated"][0]["shown_because"] == "核实为正常评价"
    assert "文字已恢复" in details(story.c, story.now, "zh")

    story.operator("hide_rating", party="brand", reason="法院通知")

    assert story.refused(Party.OPERATOR, "unhide_rating", party="brand", reason="x") == "ALREADY_SHOWN_AGAIN"
    assert "unhide_rating" not in story.may(Party.OPERATOR)
    assert view(story.c, Party.BRAND, story.now)["rated"][0]["words_hidden"] is True


def test_each_sides_words_are_hidden_apart() -> None:
    story = settled()
    story.brand("rate", stars=1, text="骗子")
    story.creator("rate", stars=1, text="老赖")
    story.operator("hide_rating", party="brand", reason="侮辱")
    story.operator("unhide_rating", party="brand", reason="更正")
    story.operator("hide_rating", party="creator", reason="侮辱")

    assert [each["words_hidden"] for each in view(story.c, Party.BRAND, story.now)["rated"]] == [False, True]
    story.operator("unhide_rating", party="creator", reason="更正")
    assert story.refused(Party.OPERATOR, "unhide_rating", party="brand", reason="x") == "NOT_HIDDEN"


@for_each(
    ("scene", "party", "code"),
    [
        (published, "brand", "NOT_RATED"),
        (settled, "brand", "NOT_RATED"),
        (rated, "creator", "NOT_RATED"),
        (cancelled, "brand", "NOT_RATED"),
        (declined, "creator", "NOT_RATED"),
        (both_rated, "creator", "NO_WORDS"),
        (both_rated, "operator", "PARTY_UNKNOWN"),
        (both_rated, "品牌主", "PARTY_UNKNOWN"),
        (both_rated, "", "FIELD_NEEDED"),
    ],
)
def test_what_cannot_be_hidden_is_refused_by_name(scene: Callable[[], Story], party: str, code: str) -> None:
    assert scene().refused(Party.OPERATOR, "hide_rating", party=party, reason="侮辱") == code


@pytest.mark.parametrize("name", ["hide_rating", "unhide_rating"])
def test_nobody_but_an_operator_with_a_reason_hides_or_shows_words(name: str) -> None:
    story = both_rated()

    for side in (Party.BRAND, Party.CREATOR, Party.OUTSIDE):
        assert story.refused(side, name, party="brand", reason="x") == "WRONG_PARTY"
    assert story.refused(Party.OPERATOR, name, party="brand", reason=" ") == "REASON_NEEDED"
    assert story.refused(Party.OPERATOR, name, party="brand", reason="长" * 501) == "REASON_TOO_LONG"


def test_words_that_are_hidden_or_shown_already_are_refused_by_name() -> None:
    story = both_rated()
    assert story.refused(Party.OPERATOR, "unhide_rating", party="brand", reason="x") == "NOT_HIDDEN"

    story.operator("hide_rating", party="brand", reason="侮辱")

    assert story.refused(Party.OPERATOR, "hide_rating", party="brand", reason="侮辱") == "ALREADY_HIDDEN"
    assert story.may(Party.OPERATOR) == ("unhide_rating",)


def test_words_of_blanks_alone_are_no_words() -> None:
    story = rated(brand=" \n ")

    assert story.refused(Party.OPERATOR, "hide_rating", party="brand", reason="侮辱") == "NO_WORDS"
    assert "hide_rating" not in story.may(Party.OPERATOR)


def test_the_page_offers_what_fits_with_the_side_filled_in() -> None:
    story = both_rated()
    assert payloads(story.c, story.now)[Party.OPERATOR]["hide_rating"]["party"] == "brand"

    story.operator("hide_rating", party="brand", reason="侮辱")

    assert payloads(story.c, story.now)[Party.OPERATOR].keys() == {"unhide_rating"}
