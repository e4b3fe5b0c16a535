"""An SMS that failed for good is told from outside, and the books are asked before anybody believes it."""

from dataclasses import replace

from domain.commissions.state.commission import Effect, is_over
from domain.commissions.state.stages import Stage
from domain.party import Party
from tests.domain.scenes import offered, settled
from tests.domain.story import DAY, HOUR, Story

OFFER = "offer:c-1:2"


def undelivered() -> Story:
    story = offered()
    story.world.sms = "failed"
    return story


def test_what_the_books_know_to_have_failed_is_shown_to_operators() -> None:
    story = undelivered()
    story.fact("notice_failed", ref=OFFER)

    assert [(each.move, each.by) for each in story.transitions[-2:]] == [
        ("notice_failed", Party.OUTSIDE),
        ("notice_failed", Party.SYSTEM),
    ]
    assert story.c.attention == ("notice_failed",)
    assert [each.notice for each in story.done("ask_notice")] == [OFFER]
    assert (story.stage, story.c.effects) == (Stage.OFFERED, ())


def test_what_the_books_deny_is_noted_as_false_and_changes_nothing() -> None:
    story = offered()
    before = story.c
    story.fact("notice_failed", ref=OFFER)

    assert story.last.refusal == "FACT_DENIED"
    assert story.c.attention == ("fact_denied",)
    assert (story.stage, story.c.clocks, story.told) == (before.stage, before.clocks, ["offer"])


def test_the_books_are_asked_once_about_one_notice_and_about_few_at_a_time() -> None:
    story = undelivered()
    story.world.notices = None
    for number in range(8):
        story.fact("notice_failed", ref=f"offer:c-1:{number}")

    assert story.refused(Party.OUTSIDE, "notice_failed", ref="offer:c-1:0") == "ALREADY_REPORTED"
    assert story.refused(Party.OUTSIDE, "notice_failed", ref="offer:c-1:9") == "ALREADY_REPORTED"


def test_of_what_is_closed_nobody_asks_the_books_again() -> None:
    story = settled()
    asked = Effect("ask_notice", "ask_notice:c-1:9", story.now, notice=OFFER)
    story.c = replace(story.c, effects=(asked,))
    story.system("effect_failed", key=asked.key)
    story.wait(2 * HOUR)
    assert len(story.done("ask_notice")) == 1

    story.c = replace(story.c, effects=(asked,))
    story.system("effect_failed", key=asked.key)
    story.brand("rate", stars=5)
    story.creator("rate", stars=5)
    story.wait(DAY)
    assert len(story.done("ask_notice")) == 1
    assert is_over(story.c)
