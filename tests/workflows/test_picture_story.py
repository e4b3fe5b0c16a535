"""The story of the README, lived in a browser by clicking alone: in both languages, on phones and at a desk.

Pictures of its steps are taken into ``STARMAP_STORY_PICTURES``, where that is set: `make pictures`.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from domain.commissions.state.stages import Stage
from domain.commissions.views.words import stage_words_of
from services.commissions.reading import timeline
from services.parties.sample import ATANG, BRANDS
from starter.web.wording import catalogue
from tests.workflows.test_pages import BUSY, DESK, PATIENCE, WITHIN, Readers
from tests.workflows.test_pages import readers as readers  # noqa: PLC0414  # a fixture
from tests.workflows.world import World

TALL = 1420
"""A decision and its postings on one picture."""
PHONES = {"zh": (390, 844), "en": (320, 640)}
WORDS = {
    "zh": {
        "type": "撰稿文章",
        "title": "冬天的第一杯柚子茶",
        "goal": "让下班路上的人想喝一杯热的",
        "product": "柚子茶礼盒",
        "first": "开头写冬天的街，中间写配方，结尾写店里的杯子。",
        "second": "开头写下班路上的一杯，中间写配方和甜度，结尾写店里的杯子。",
        "reason": "请写一个具体的场景，并说明甜度。",
        "article": "下班路上风大，先买一杯热的。柚子皮切丝，糖只放一半。",
        "complaint": "说明里的甜度写错了",
        "decision": "甜度写错属实，其余合格",
    },
    "en": {
        "type": "commissioned article",
        "title": "The first pomelo tea of the winter",
        "goal": "Make people on their way home want a hot one",
        "product": "Pomelo tea, gift box",
        "first": "It begins with a street in winter, then the recipe, then the cup in the shop.",
        "second": "It begins with a cup on the way home, then the recipe, how sweet, and the cup in a shop.",
        "reason": "Please name a scene, and how sweet it is.",
        "article": "It is windy on the way home, so a hot one first. Pomelo peel in strips, half the sugar.",
        "complaint": "It says the wrong sweetness",
        "decision": "The sweetness is wrong, the rest is sound",
    },
}


@dataclass
class Story:
    """One language, three people: a brand at a desk, a creator on a phone, an operator at a desk."""

    lang: str
    brand: Page
    creator: Page
    operator: Page

    def t(self, key: str, **values: object) -> str:
        return catalogue(self.lang)[key].format(**values)

    def said(self, name: str) -> str:
        return WORDS[self.lang][name]

    async def press(self, page: Page, text: str) -> None:
        """A button or a link, by what stands on it or begins it."""
        begins = re.compile("^" + re.escape(text))
        await page.get_by_role("button", name=begins).or_(page.get_by_role("link", name=begins)).first.click()

    async def take(self, page: Page, name: str) -> None:
        if folder := os.environ.get("STARMAP_STORY_PICTURES"):
            await page.wait_for_timeout(500)
            await page.screenshot(path=Path(folder) / f"{name}.{self.lang}.png", animations="disabled")


@pytest.mark.parametrize("lang", list(PHONES))
@pytest.mark.timeout(500)
async def test_the_whole_story_by_clicking_alone(world: World, readers: Readers, lang: str) -> None:
    story = await _three(readers, lang)
    number = await _order(story)
    commission_id = f"{BRANDS[0].id}-{number}-{ATANG.id}"
    world.ordered.append(commission_id)
    await _accept(story)
    await _outline(story)
    await _write(story)
    await _publish(story)
    await _dispute(story)
    await _decide(story, readers.address)
    await _paid(story, readers.address)
    moves = [line.move for line in timeline(world.engine, commission_id)]
    told = {each: moves.count(each) for each in ("accept", "reject", "approve", "complain", "arbitrate")}
    assert told == {"accept": 1, "reject": 1, "approve": 2, "complain": 1, "arbitrate": 1}


async def _three(readers: Readers, lang: str) -> Story:
    words = catalogue(lang)
    names = (BRANDS[0].name, ATANG.name, words["sandbox.operator"])
    sizes = (DESK, PHONES[lang], DESK)
    return Story(
        lang,
        *[
            await readers.be(words["sandbox.as"].format(name=name), size, lang)
            for name, size in zip(names, sizes, strict=True)
        ],
    )


async def _order(story: Story) -> str:
    page = story.brand
    await story.press(page, story.t("nav.order"))
    await story.press(page, story.said("type"))
    await page.get_by_text(ATANG.name).click()
    number = await page.input_value("[name=order]")
    for name in ("title", "goal", "product"):
        await page.fill(f"[name={name}]", story.said(name))
    for name, text in (
        ("least", "800"),
        ("most", "2000"),
    ):
        await page.fill(f"[name={name}]", text)
    await page.check("[name=outline]")
    await page.locator("button[name=step][value=check]").first.click()
    await story.take(page, "1-order")
    await page.locator("button[name=step][value=send]").click()
    await expect(page.get_by_text(story.t("desk.ordered", count=1))).to_be_visible(timeout=PATIENCE)
    return number


async def _accept(story: Story) -> None:
    """The brand's desk, open meanwhile, shows it within two seconds."""
    page, desk = story.creator, story.brand
    await story.press(desk, story.t("nav.desk"))
    accept = page.locator("form[action$='/accept'] button.main").first
    await expect(accept).to_be_visible(timeout=PATIENCE)
    await story.take(page, "2-offer")
    await accept.click()
    making = stage_words_of("article", Stage.OUTLINE_DRAFTING)[0 if story.lang == "zh" else 1]
    await expect(desk.get_by_text(making, exact=False).first).to_be_visible(timeout=BUSY * WITHIN)
    await expect(page.locator(".now")).to_be_visible()


async def _outline(story: Story) -> None:
    await _hand_in(story, story.said("first"))
    await _next_review(story)
    await story.brand.fill("#why", story.said("reason"))
    await story.brand.locator("button[name=do][value=reject]").click()
    await _back_to_work(story)
    await expect(story.creator.get_by_text(story.said("reason")).first).to_be_visible()
    await story.creator.fill("[name=body]", story.said("second"))
    await story.take(story.creator, "3-submit")
    await story.creator.locator("form button.main").click()
    await _next_review(story)
    await story.take(story.brand, "4-review")
    await story.brand.locator("#approve").click()


async def _write(story: Story) -> None:
    await _back_to_work(story)
    page = story.creator
    await page.fill("[name=body]", story.said("article"))
    await page.check("[name=marked_as_ad]")
    await page.locator("form button.main").click()
    await page.get_by_role("button", name=story.t("commission.passes"), exact=True).click()
    await _next_review(story)
    await story.brand.check("[name=release_at-now]")
    await story.brand.locator("#approve").click()


async def _publish(story: Story) -> None:
    """The creator sees it go out, and the seven days begin."""
    page = story.creator
    await page.locator(".logo:visible, main a.back:visible").first.click()
    await page.get_by_text(story.said("title")).first.click()
    await expect(page.locator(".now [data-phase=settle]")).to_be_visible(timeout=PATIENCE)
    await story.take(page, "5-published")


async def _dispute(story: Story) -> None:
    page = story.brand
    await story.press(page, story.t("nav.desk"))
    await page.get_by_text(story.said("title")).first.click()
    await page.locator("a[href$='/complain']").first.click()
    await page.select_option("[name=cause]", "content_differs")
    await page.fill("[name=reason]", story.said("complaint"))
    await page.locator("form button.main").click()
    await page.wait_for_url("**done=complain")


async def _decide(story: Story, address: str) -> None:
    """The creator says nothing for three days; then the operator decides, and sees first what moves."""
    page = story.operator
    await _pass(story, address, days=4)
    await story.press(page, story.t("nav.morning"))
    await page.get_by_text(story.said("title")).first.click()
    await page.locator("a[href*='act=arbitrate']").first.click()
    await page.check("[name=decision][value=split]")
    await page.fill("[name=creator_percent]", "60")
    await page.fill("[name=reason]", story.said("decision"))
    await page.locator("button[name=preview]").click()
    await expect(page.locator(".pre")).to_be_visible()
    await page.set_viewport_size({"width": DESK[0], "height": TALL})
    await story.take(page, "6-case")
    await page.locator("#decide form button.main").click()
    await page.wait_for_url("**done=arbitrate")


async def _paid(story: Story, address: str) -> None:
    """Nobody appeals for three days: the money moves by itself."""
    await _pass(story, address, days=4)
    page = story.creator
    await story.press(page, story.t("nav.income"))
    await expect(page.get_by_text("¥1,710.00").first).to_be_visible(timeout=PATIENCE)
    await story.take(page, "7-income")


async def _pass(story: Story, address: str, days: int) -> None:
    page = story.operator
    for _ in range(days):
        await page.goto(f"{address}/sandbox")
        await story.press(page, story.t("sandbox.skip_24"))
        await page.wait_for_url("**moved=*")


async def _hand_in(story: Story, text: str) -> None:
    page = story.creator
    await page.locator(".now a.btn.main").click()
    await page.fill("[name=body]", text)
    await page.locator("form button.main").click()
    await page.wait_for_url("**done=submit")


async def _next_review(story: Story) -> None:
    """The desk says itself that something waits for the brand."""
    page = story.brand
    await story.press(page, story.t("nav.desk"))
    await page.get_by_role("link", name=story.t("desk.next")).first.click(timeout=PATIENCE)
    await expect(page.locator("#decision")).to_be_visible()


async def _back_to_work(story: Story) -> None:
    page = story.creator
    await page.locator(".logo:visible, main a.back:visible").first.click()
    await expect(page.locator(".todo")).to_be_visible(timeout=PATIENCE)
    await page.locator(".todo a.btn.main").first.click(timeout=PATIENCE)
    editor = page.locator("[name=body]")
    await expect(editor.or_(page.locator(".now a.btn.main")).first).to_be_visible()
    if not await editor.count():  # what is written in the MP is reached from the commission
        await page.locator(".now a.btn.main").click()
    await expect(editor).to_be_visible()
