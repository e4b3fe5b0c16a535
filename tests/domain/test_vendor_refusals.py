"""What a provider turned down stands in the details with the provider's own code."""

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.details import details
from domain.commissions.views.vendor_words import KEPT
from tests.domain.scenes import ITEM, RELEASE, approved, in_review, offered
from tests.domain.story import DAY, Story


def shown(story: Story, lang: str = "zh") -> str:
    heading = {"zh": "服务方拒绝", "en": "Refused by a provider"}[lang]
    told = [line for line in details(story.c, story.now, lang).splitlines() if heading in line]
    return told[0] if told else ""


def fails(story: Story, code: str) -> None:
    """An SMS that left with the last line is turned down for good."""
    story.system("notice_failed", key=f"offer:c-1:{story.c.seq}", reason=code)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("CONTENT_REFUSED", "SMS_CONTENT_REFUSED"),
        ("PHONE_INVALID", "SMS_PHONE_INVALID"),
        ("NO_PHONE", "NO_PHONE"),
    ],
)
def test_a_refused_sms_stands_in_the_details_with_its_code(lang: str, code: str, told: str) -> None:
    """The books keep the provider's word; people read it with the prefix of who said it."""
    story = offered()
    assert shown(story, lang) == ""

    fails(story, code)

    assert f"`{told}`" in shown(story, lang)
    assert "`offer`" in shown(story, lang)
    assert "creator:creator-1" in shown(story, lang)
    assert story.last.reason == code
    assert story.last.details["notice"] == "offer"
    assert not story.c.effects


def test_a_notice_that_was_sent_is_no_refusal() -> None:
    story = offered()

    assert story.told == ["offer"]
    assert story.c.vendor_refusals == ()


def test_a_refused_call_is_told_with_its_code_and_one_that_nobody_answered_is_not() -> None:
    story = offered().strike("call")
    assert story.told[-1] == "call"
    assert story.c.vendor_refusals == ()
    story.world.phone = "refused"

    for _ in range(2):
        story.strike("call")

    assert [each.code for each in story.c.vendor_refusals] == ["TOO_OFTEN", "TOO_OFTEN"]
    assert shown(story).count("电话 creator:creator-1 `call` `CALL_TOO_OFTEN`") == 2


def test_a_refused_publication_stands_until_it_is_tried_again() -> None:
    story = approved()
    story.world.mp = None
    story.until(RELEASE)

    story.answer("publish", "publish_refused", reason="AUTHOR_BANNED: blocked")

    assert "发布" in shown(story)
    assert "`AUTHOR_BANNED: blocked`" in shown(story)
    assert ITEM in shown(story)

    story.world.mp = "published"
    story.brand("reschedule", release_at=story.now)
    assert shown(story) == ""


def test_a_refused_payout_stands_until_it_has_arrived() -> None:
    story = in_review()
    story.brand("approve", release_at=story.now)
    story.world.bank = None
    story.wait(DAY).brand("settle")

    story.answer("pay_out", "payout_failed", reason="ACCOUNT_INVALID")

    assert story.c.payout.state == "failed"
    assert "打款 creator:creator-1" in shown(story)
    assert "`BANK_ACCOUNT_INVALID`" in shown(story)

    story.world.bank = "paid"
    story.operator("retry_payout")
    assert story.c.payout.state == "paid"
    assert shown(story) == ""


def test_only_the_last_few_are_carried_along() -> None:
    story = offered()
    for number in range(KEPT + 2):
        fails(story, f"CODE_{number}")

    assert [each.code for each in story.c.vendor_refusals] == [f"CODE_{n}" for n in range(2, KEPT + 2)]


def test_what_a_vendor_says_is_shown_and_never_read_as_markup() -> None:
    story = offered()

    fails(story, "`[x](http://evil)`\u202e\n# PAID")

    line = shown(story)
    assert "\u202e" not in line
    assert line.count("`") % 2 == 0
    assert story.stage is Stage.OFFERED
