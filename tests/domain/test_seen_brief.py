"""The brief is what is accepted: every side sees it, and its digest stands in the timeline.

Stories H1 and S1 Q8 「可在「任务详情」中查看驳回原因」 of the study.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from domain.commissions.ordering.brief import MEASURES, NEEDS, read_brief, to_order
from domain.commissions.ordering.pinned_brief import BRIEF_WORDS, brief_digest, brief_told, pinned_brief
from domain.commissions.ordering.terms import Terms
from domain.commissions.views.details import details
from domain.commissions.views.seen_in_words import ELSEWHERE, LABELS, lines_of
from domain.commissions.views.telling import Event, Reader, told
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from domain.texts import harmless
from tests.domain import scenes
from tests.domain.story import Story, beijing
from tests.domain.test_details import ALSO, BRIEF, LINK
from tests.walks import for_each

STORIES = {**scenes.SCENES, **ALSO}
SIDES = (Party.CREATOR, Party.BRAND)
ORDERED: dict[str, Any] = {
    "brief": {**BRIEF, "rights": "品牌主可转载一年"},
    "purchase_link": LINK,
    "marked_as_ad": True,
    "outline_wanted": True,
    "submit_by": beijing("11-30 24:00".replace("24:00", "23:59")),
    "release_from": beijing("12-01 00:00"),
    "release_until": beijing("12-05 00:00"),
}


def page(story: Story, party: Party, lang: str = "zh") -> str:
    reader = Reader(story.c.order, lang, story.now, names=False)
    return "\n".join(lines_of(view(story.c, party, story.now), story.c, reader))


@pytest.mark.parametrize("party", PEOPLE)
def test_h1_the_whole_pinned_brief_stands_in_the_view_of_every_side_before_it_is_accepted(
    party: Party,
) -> None:
    story = Story(**ORDERED)

    seen = view(story.c, party, story.now)

    assert seen["brief"] == {
        **ORDERED["brief"],
        "submit_by": "2026-11-30T15:59:00+00:00",
        "release_from": "2026-11-30T16:00:00+00:00",
        "release_until": "2026-12-04T16:00:00+00:00",
        "purchase_link": LINK,
        "marked_as_ad": True,
        "outline": True,
        "approve_when_silent": False,
    }
    assert seen["brand"] == {"id": "brand-1", "name": "青柚茶饮"}
    assert seen["creator"] == {"id": "creator-1", "name": "阿汤说茶"}


@pytest.mark.parametrize("side", PEOPLE)
def test_c6_each_side_reads_whose_commission_it_is(side: Party) -> None:
    story = scenes.offered()
    seen = view(story.c, side, story.now)

    assert (seen["brand"]["name"], seen["creator"]["name"]) == ("青柚茶饮", "阿汤说茶")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("party", SIDES)
def test_h1_the_brief_stands_in_words_on_the_terminal_and_in_the_web_uis_details(
    party: Party, lang: str
) -> None:
    story = Story(**ORDERED)
    shown = (*ORDERED["brief"].values(), LINK, "青柚茶饮", brief_digest(story.c.order))

    for text in (page(story, party, lang), details(story.c, story.now, lang)):
        assert [each for each in shown if each not in text] == []


def test_what_is_accepted_is_told_by_its_digest_on_the_line_of_the_accept() -> None:
    story = Story(**ORDERED)

    line = story.creator("accept").transition

    digest = brief_digest(story.c.order)
    assert line.details["brief_digest"] == digest == view(story.c, Party.BRAND, story.now)["brief_digest"]
    assert digest in told(Event.of(story.c.recent[-1]), Reader(story.c.order, "zh", story.now))


def test_accepting_another_brief_than_this_one_is_refused_by_name() -> None:
    story, other = Story(**ORDERED), Story(**{**ORDERED, "brief": BRIEF})

    assert story.refused(Party.CREATOR, "accept", brief_digest=brief_digest(other.c.order)) == "BRIEF_DIFFERS"
    story.creator("accept", brief_digest=brief_digest(story.c.order))

    assert story.c.round == 1


@for_each(
    "changed",
    [
        {"brief": {**ORDERED["brief"], "forbidden": "第一"}},
        {"brief": {**ORDERED["brief"], "rights": ""}},
        {"purchase_link": LINK + "0"},
        {"outline_wanted": False},
        {"approve_when_silent": True},
        {"submit_by": beijing("11-30 23:58")},
        {"release_until": beijing("12-06 00:00")},
        {"price_fen": 300_001},
        {"title": "秋日新品"},
        {"creator_id": "creator-2"},
    ],
)
def test_whatever_is_changed_in_a_brief_makes_another_digest(changed: dict[str, Any]) -> None:
    order = Story(**ORDERED).c.order

    assert brief_digest(replace(order, **changed)) != brief_digest(order)


def test_a_brief_has_the_same_digest_in_whatever_zone_its_instants_came() -> None:
    order = Story(**ORDERED).c.order
    assert order.submit_by is not None

    same = replace(
        order, submit_by=order.submit_by.astimezone(None), brief=dict(reversed(order.brief.items()))
    )

    assert brief_digest(same) == brief_digest(order)


def test_every_field_a_brief_can_have_has_its_words() -> None:
    raw = {
        "order": "A-1",
        "brand": "qingyou",
        "creator": "atang",
        "task_type": "article",
        "title": "秋日新品试饮",
        "goal": "让人想试喝",
        "product": "青柚冰饮",
        "product_information": "低糖",
        "required": ["青柚"],
        "forbidden": ["第一"],
        "length": {"min": "800", "max": "1500"},
        "rights": "品牌主可转载一年",
        "price": "3000",
    }
    order = to_order(read_brief(raw, beijing("11-23 09:30"), Terms()), "阿汤", "青柚", Terms())

    assert {*order.brief, *MEASURES, *NEEDS} <= BRIEF_WORDS.keys()
    assert order.brief["rights"] == "品牌主可转载一年"
    labels = dict(brief_told(Story().c, Reader(order, "zh", beijing("11-23 09:30"))))
    assert not [label for label in labels if label in pinned_brief(order)]


@pytest.mark.parametrize("party", PEOPLE)
def test_all_rejections_so_far_are_shown_with_their_reasons_and_not_only_the_last(party: Party) -> None:
    story = scenes.making_outline()
    for n in (1, 2):
        story.creator("submit", ref=f"outline-{n}")
        story.brand("reject", reason=f"提纲意见{n}")
    story.creator("submit", ref="outline-3")
    story.brand("approve")
    scenes.hand_in(story).fact("audited", passed=False, item=scenes.ITEM, reason="标题夸大")
    scenes.review(story)
    story.brand("reject", reason="缺少产品名")
    scenes.review(story)

    reasons = ["提纲意见1", "提纲意见2", "标题夸大", "缺少产品名"]
    assert [each["reason"] for each in view(story.c, party, story.now)["rejected"]] == reasons
    assert [each for each in reasons if each not in page(story, Party.CREATOR)] == []
    assert [each for each in reasons if each not in details(story.c, story.now, "zh")] == []


def test_the_rejections_that_are_kept_are_few_and_each_is_bounded() -> None:
    story = scenes.writing(terms={"content_rejections": 10, "reason_max_chars": 500})
    for n in range(10):
        scenes.review(story)
        story.brand("reject", reason=f"{n}" + "字" * 400)

    assert [each.reason[:1] for each in story.c.rejected] == [str(n) for n in range(4, 10)]
    assert max(len(each.reason.encode()) for each in story.c.rejected) <= 300


def codes(seen: Any) -> Iterator[str]:
    """Every name of a field in a view, however deep, but those of the brief and the ledger."""
    for name, value in seen.items() if isinstance(seen, dict) else ():
        if name in ELSEWHERE and not isinstance(value, str):
            continue
        if name not in ELSEWHERE:
            yield name
        if name != "clocks":
            yield from codes(value)
    for each in seen if isinstance(seen, list) else ():
        yield from codes(each)


def test_an_industry_and_whose_answer_is_awaited_are_told_in_words() -> None:
    story = scenes.complained(brief={"industry": "health_food"})

    assert "行业：保健食品" in page(story, Party.BRAND)
    assert "等待谁答复：创作者" in page(story, Party.BRAND)


@for_each("scene", STORIES)
def test_every_field_of_every_view_has_its_words(scene: str) -> None:
    story = STORIES[scene]()

    for party in SIDES:
        names = {name.removesuffix("_fen") for name in codes(view(story.c, party, story.now))}
        assert names <= LABELS.keys()


@for_each("lang", ["zh", "en"])
@for_each("scene", STORIES)
def test_no_side_reads_the_name_of_a_field_on_the_terminal(scene: str, lang: str) -> None:
    story = (
        STORIES[scene](purchase_link=LINK, marked_as_ad=True) if scene in scenes.SCENES else STORIES[scene]()
    )

    for party in SIDES:
        said = re.sub(r"\([a-z_]+\)", "", page(story, party, lang))  # commands to type stand in brackets
        assert re.findall(r"\b[a-z]+_[a-z_]+\b", said) == []


def test_what_a_brand_wrote_begins_no_line_and_no_markup_of_ours() -> None:
    story = Story(brief={"goal": "试喝\n现在：已结算\x1b[31m **粗**"})

    lines = [harmless(each) for each in page(story, Party.CREATOR).split("\n需求单")]

    assert "\x1b" not in "".join(lines)
    assert "**粗**" not in details(story.c, story.now, "zh")
    assert "\n现在：已结算" not in details(story.c, story.now, "zh")


@for_each("name", STORIES)
@for_each("party", SIDES)
def test_english_is_told_in_english_but_for_what_people_wrote(name: str, party: Party) -> None:
    story = STORIES[name]()

    told = re.findall(r"[\u4e00-\u9fff]+", page(story, party, "en"))

    assert [each for each in told if each not in repr(story.c) and each != "广告"] == []
