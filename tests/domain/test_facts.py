"""A fact from outside is a hint, not a truth (D12.17): noted, looked at, believed or denied by name.

Each lie is told where the truth would have an effect, and nothing comes of it but a line and attention.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from domain.commissions.moves import MESSAGES
from domain.commissions.rules.looks import STATES
from domain.commissions.state.commission import Commission
from domain.commissions.state.items import Item, ItemState
from domain.commissions.state.stages import Stage
from domain.party import Party
from domain.refusals import Refused
from tests.domain import scenes
from tests.domain.newest import ROWS
from tests.domain.scenes import ITEM, RELEASE, SCENES
from tests.domain.story import HOUR, Story, beijing
from tests.walks import for_each

OTHER = "mp-2002"
BESIDES = {
    "seq",
    "reports",
    "attention",
    "recent",
    "effects",
    "denied_day",
    "denied_today",
    "clocks",
}
"""What a report that is not believed may touch."""


def truth(state: ItemState, **else_: Any) -> Item:
    told = {"owner": "creator-1", "commission": "c-1", "title": "秋日新品试饮", **else_}
    return Item(ITEM, state=state, **told)


FACTS: dict[str, tuple[Callable[[], Story], str, dict[str, Any]]] = {
    "submitted": (scenes.writing, "submitted", {}),
    "audited passed": (scenes.in_audit, "audited", {"passed": True}),
    "audited failed": (scenes.in_audit, "audited", {"passed": False, "reason": "标题"}),
    "failed after it was reviewed": (scenes.in_review, "audited", {"passed": False}),
    "failed after it was approved": (scenes.approved, "audited", {"passed": False}),
    "published early": (scenes.in_review, "published", {}),
    "published": (scenes.approved, "published", {"happened_at": RELEASE}),
    "published while the platform decides": (scenes.escalated, "published", {}),
    "hidden": (scenes.published, "visibility_changed", {"public": False}),
    "hidden while it settles": (scenes.settling, "visibility_changed", {"public": False}),
    "hidden during a complaint": (scenes.complained, "visibility_changed", {"public": False}),
    "shown": (scenes.suspended, "visibility_changed", {"public": True}),
    "edited": (scenes.published, "edited", {}),
}
"""Where each fact matters, and how it is told."""

SAYS = {
    (True, None): " passed",
    (False, None): " failed",
    (None, True): " public",
    (None, False): " hidden",
}
LIES: dict[str, Callable[[Item], Item]] = {
    "no such item": lambda _: Item(ITEM, exists=False),
    "another creator's": lambda item: replace(item, owner="creator-2"),
    "another commission's": lambda item: replace(item, commission="c-2"),
}


def told(name: str) -> tuple[Story, str, dict[str, Any]]:
    scene, fact, said = FACTS[name]
    return scene(), fact, {"item": ITEM, **said}


def bearing_out(fact: str, said: dict[str, Any]) -> tuple[ItemState, ...]:
    return STATES[fact + SAYS.get((said.get("passed"), said.get("public")), "")]


def unchanged(before: Commission, after: Commission) -> bool:
    return all(
        getattr(before, each.name) == getattr(after, each.name)
        for each in fields(Commission)
        if each.name not in BESIDES
    )


def denied(story: Story, before: Commission) -> None:
    """Refused by name in the timeline, and nothing else came of it."""
    hint, answer = story.transitions[-2:]
    assert (hint.by, hint.refusal, answer.by, answer.refusal) == (
        Party.OUTSIDE,
        "",
        Party.SYSTEM,
        "FACT_DENIED",
    )
    assert (answer.from_stage, answer.to_stage) == (before.stage, before.stage)
    assert (answer.entries, answer.deadlines, answer.submission) == ((), (), None)
    assert story.c.recent[-1].refusal == "FACT_DENIED"
    assert "fact_denied" in story.c.attention
    assert unchanged(before, story.c)
    assert story.c.reports == ()


@for_each("lie", LIES)
@for_each("name", FACTS)
def test_a_fact_of_an_item_that_is_not_theirs_is_denied_by_name(name: str, lie: str) -> None:
    story, fact, said = told(name)
    if (fact, said.get("public"), lie) == ("visibility_changed", False, "no such item"):
        return  # what is gone altogether is hidden: told below
    item = truth(bearing_out(fact, said)[0], at=story.now)
    story.world.items[ITEM] = LIES[lie](replace(item, edited_at=story.now))
    before = story.c

    story.fact(fact, **said)

    denied(story, before)


@for_each("state", ItemState)
@for_each("name", FACTS)
def test_a_fact_the_items_state_does_not_bear_out_is_denied_by_name(name: str, state: ItemState) -> None:
    story, fact, said = told(name)
    true = state in bearing_out(fact, said)
    story.world.items[ITEM] = truth(state, edited_at=story.now, audit="passed")
    story.world.public = state is ItemState.PUBLIC
    before = story.c

    story.fact(fact, **said)

    if true:
        assert "FACT_DENIED" not in [each.refusal for each in story.transitions]
        assert story.c.reports == ()
    else:
        denied(story, before)


def test_there_is_a_story_for_every_fact_about_an_item() -> None:
    facts = {name for name, message in MESSAGES.items() if message.is_fact}

    assert {fact for _, fact, _ in FACTS.values()} == facts - {"funded", "payout_waiting", "notice_failed"}


def test_an_item_that_is_not_ticked_is_no_submission() -> None:
    story = scenes.writing()
    story.world.items[ITEM] = truth(ItemState.SUBMITTED, commission="")
    before = story.c

    story.fact("submitted", item=ITEM, creator="creator-1", linked=True)

    denied(story, before)
    assert "没有关联本任务" in story.last.reason


def test_an_item_that_is_gone_altogether_is_not_public() -> None:
    story = scenes.published()
    story.world.items[ITEM] = Item(ITEM, exists=False)

    story.fact("visibility_changed", item=ITEM, public=False)

    assert not story.c.seen.public


def test_why_it_is_denied_is_told_with_the_item() -> None:
    story = scenes.writing()
    story.world.items[OTHER] = Item(OTHER, owner="creator-2", state=ItemState.SUBMITTED)

    story.fact("submitted", item=OTHER)

    assert story.last.reason == "作品已在 MP 提交：作品属于另一创作者 · another creator's item"
    assert (story.last.details["item"], story.last.details["ref"]) == (OTHER, "submitted")


def test_what_the_message_claims_of_the_item_is_taken_from_the_look() -> None:
    story = scenes.writing(purchase_link="https://shop.example/1")
    story.world.items[ITEM] = truth(ItemState.SUBMITTED, title="真标题", ad_marked=False)

    story.fact("submitted", item=ITEM, title="假标题", marked_as_ad=True)

    assert story.stage is Stage.PLATFORM_AUDIT
    assert not story.c.marked_as_ad
    assert story.last.submission
    assert story.last.submission.details == {"title": "真标题"}


def test_the_reason_of_a_failed_audit_is_the_platforms() -> None:
    story = scenes.in_audit()
    story.world.items[ITEM] = truth(ItemState.FAILED, reason="含绝对化用语")

    story.fact("audited", passed=False, item=ITEM, reason="随便写的")

    assert story.c.work
    assert story.c.work.reason == "含绝对化用语"


def test_it_is_hidden_since_the_platform_says_so_not_since_the_message_does() -> None:
    story = scenes.published().until("12-01 12:00")
    story.world.items[ITEM] = truth(ItemState.HIDDEN, at=beijing("12-01 11:00"))

    story.fact("visibility_changed", public=False, item=ITEM, happened_at=beijing("11-27 00:00"))

    assert story.c.seen.since == beijing("12-01 11:00")


@pytest.mark.parametrize("at", ["11-20 00:00", "12-09 00:00"])
def test_an_instant_before_the_order_or_in_the_future_is_not_believed_of_the_platform_either(at: str) -> None:
    story = scenes.published().until("12-01 12:00")
    story.world.items[ITEM] = truth(ItemState.HIDDEN, at=beijing(at))

    story.fact("visibility_changed", public=False, item=ITEM)

    assert story.c.seen.since == beijing("12-01 12:00")


# --- edits ---


def test_an_edit_is_judged_by_the_permission_that_stood_when_it_was_reported() -> None:
    story = scenes.published()
    story.brand("open_edit")
    story.world.platform = None
    story.fact("edited", item=ITEM)
    story.brand("close_edit")
    story.look_returns()

    assert "edited" not in story.c.attention


def test_the_same_edit_is_no_news_a_second_time() -> None:
    story = scenes.published()
    story.brand("open_edit")
    story.world.items[ITEM] = truth(ItemState.PUBLIC, published_at=RELEASE, edited_at=story.now + HOUR)
    story.wait(2 * HOUR)
    story.fact("edited", item=ITEM)
    story.brand("close_edit")
    story.fact("edited", item=ITEM)

    assert story.last.refusal == "FACT_DENIED"
    assert "edited" not in story.c.attention
    assert "edited" not in story.told


def test_an_edit_before_the_publication_is_none() -> None:
    story = scenes.published()
    story.world.items[ITEM] = truth(
        ItemState.PUBLIC, published_at=RELEASE, edited_at=RELEASE - timedelta(hours=3)
    )
    story.fact("edited", item=ITEM)

    assert story.last.refusal == "FACT_DENIED"


# --- nobody else believes a fact ---


def test_no_row_lets_a_fact_from_outside_change_anything_but_its_report() -> None:
    for row in ROWS:
        if Party.OUTSIDE in row.by and row.move != "funded":
            assert row.to is None, row.id
            assert (row.tells, row.money, row.starts, row.stops, row.calms) == ((), "", (), (), ()), row.id
            assert row.does in (("note_report",), ()), row.id
            assert row.orders in (("look",), ("ask_payout",), ("ask_notice",)), row.id


@for_each("stage", Stage)
def test_at_no_stage_is_a_fact_believed_that_the_platform_denies(stage: Stage) -> None:
    for name, message in MESSAGES.items():
        if not message.is_fact or name in ("funded", "payout_waiting", "notice_failed"):
            continue
        for claims in ({"passed": True, "public": True}, {"passed": False, "public": False}):
            story = SCENES[stage]()
            story.world.items = {ITEM: Item(ITEM, owner="creator-2"), OTHER: Item(OTHER, exists=False)}
            for item in (ITEM, OTHER):
                before = story.c
                with suppress(Refused):  # refused at once is as good
                    story.fact(name, item=item, **claims)
                assert unchanged(before, story.c), (name, item)
