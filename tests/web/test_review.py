"""The page of a review: what has changed since the last version, and what may be decided about it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.ordering.terms import Terms
from settings import Settings
from tests.domain.story import Story
from tests.http.people import token_of
from tests.web.versions import FIRST, SECOND, WHY, outlines, uploaded
from tests.web.visiting import Visiting

Visit = Callable[..., Visiting]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(state=tmp_path, database_url=database_url)


@pytest.fixture
def reviewed(api: FastAPI, engine: Engine, settings: Settings) -> str:
    """Two outlines: the first was rejected, the second waits."""
    assert api.state.opened.engine is engine
    return outlines(engine, settings)


async def newest(browser: Visiting, commission: str) -> str:
    answer = await browser.open(f"/commissions/{commission}/review")
    assert answer.status == 303
    return answer.headers["location"]


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_what_was_added_and_taken_out_since_the_last_version_is_marked_and_said(
    visiting: Visit, reviewed: str, lang: str
) -> None:
    browser = visiting("brand-qingyou", lang)

    told = await browser.text(await newest(browser, reviewed))

    added, removed = {"zh": ("新增：", "删去："), "en": ("added: ", "removed: ")}[lang]
    assert f'<del><span class="sr">{removed}</span>柚子茶润肺止咳，一入冬就该喝起来<' in told
    assert f'<ins><span class="sr">{added}</span>我的答案每年都一样' in told
    assert "立冬那天早上，我在厨房烧了一壶水。" in told


async def test_one_version_is_read_alone_where_that_is_asked(visiting: Visit, reviewed: str) -> None:
    browser = visiting("brand-qingyou")
    address = await newest(browser, reviewed)

    told = await browser.text(f"{address}&alone=1")

    assert "<ins>" not in told
    assert "润肺止咳，一入冬" not in told
    assert "我的答案每年都一样" in told


async def test_the_brief_is_held_against_the_words(visiting: Visit, reviewed: str) -> None:
    browser = visiting("brand-qingyou")

    told = await browser.text(await newest(browser, reviewed))

    assert "产品「青柚茶饮」" in told
    assert "没有原样出现，请你看" in told


async def test_the_page_says_that_after_the_last_rejection_writing_begins(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    assert api.state.opened.engine is engine
    first = outlines(engine, settings, (FIRST,), key="S-first")
    third = outlines(engine, settings, (FIRST, SECOND, FIRST), key="S-third")
    browser = visiting("brand-qingyou")

    assert "还可驳回 3 次；第 3 次驳回后" in await browser.text(await newest(browser, first))
    told = await browser.text(await newest(browser, third))

    assert "还可驳回 1 次，这是最后一次：驳回后不再确认提纲，直接开始写作。" in told


async def test_a_phrase_goes_into_the_reason_without_a_script(visiting: Visit, reviewed: str) -> None:
    browser = visiting("brand-qingyou")
    address = await newest(browser, reviewed)

    answer = await browser.send(address, address, reason="结尾很好", phrase="2")

    assert answer.status == 200
    assert "结尾很好；请写出品牌全名</textarea>" in answer.body.decode()


async def test_a_reason_is_as_long_as_the_terms_allow(visiting: Visit, reviewed: str) -> None:
    browser = visiting("brand-qingyou")

    told = await browser.text(await newest(browser, reviewed))

    assert f'name="reason" rows="4" maxlength="{Terms().reason_max_chars}"' in told


async def test_a_refused_decision_keeps_the_reason_and_the_release(visiting: Visit, reviewed: str) -> None:
    """Temporal is away."""
    browser = visiting("brand-qingyou")
    address = await newest(browser, reviewed)

    answer = await browser.send(address, address, do="reject", reason="请补充使用场景")

    assert answer.status == 503
    assert "请补充使用场景</textarea>" in answer.body.decode()


async def test_a_newer_version_is_announced_and_takes_nobodys_words(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    """It was handed in while somebody wrote a reason for the one before it: that one is not rejected."""
    assert api.state.opened.engine is engine

    def again(story: Story) -> None:
        story.brand("reject", reason=WHY)
        story.creator("submit", ref=uploaded(engine, settings, "qingyou-S-again", FIRST, "提纲-3.md"))

    commission = outlines(engine, settings, key="S-again", then=again)
    browser = visiting("brand-qingyou")
    old = f"/commissions/{commission}/review?version=4"
    assert "有新的一稿：提纲第 3 稿" in await browser.text(old)

    refused = await browser.send(old, old, do="reject", reason="写到一半的理由")

    assert refused.status == 409
    told = refused.body.decode()
    assert "有新的一稿：提纲第 3 稿" in told
    assert "写到一半的理由</textarea>" in told
    assert 'value="reject"' not in told

    switched = await browser.send(old, old, do="switch", reason="写到一半的理由")

    told = switched.body.decode()
    assert "驳回第 3 稿" in told
    assert "写到一半的理由</textarea>" in told


async def test_keys_are_on_until_they_are_switched_off_in_this_browser(
    visiting: Visit, reviewed: str
) -> None:
    browser = visiting("brand-qingyou")
    address = await newest(browser, reviewed)
    assert "data-keys" in await browser.text(address)

    answer = await browser.send(address, "/preferences", keys="off")

    assert answer.status == 303
    told = await browser.text(address)
    assert "data-keys" not in told
    assert "打开快捷键" in told


async def test_next_and_previous_lead_through_what_waits(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    assert api.state.opened.engine is engine
    for number in range(3):
        outlines(engine, settings, (FIRST,), key=f"S-{number}")
    browser, seen = visiting("brand-qingyou"), []
    page = await browser.text(await newest(browser, "qingyou-S-0"))
    while found := _link(page, "k"):
        page = await browser.text(await newest(browser, found))
    while found := _link(page, "j"):
        seen.append(found)
        page = await browser.text(await newest(browser, found))

    assert len(seen) == 2
    assert "3 / 3" in page


def _link(page: str, key: str) -> str:
    """The commission that this key leads to."""
    before, found, after = page.partition(f'data-key="{key}" href="/commissions/')
    return after.partition("/")[0] if found and before else ""


async def test_who_may_not_review_reads_without_a_decision(
    visiting: Visit, reviewed: str, engine: Engine
) -> None:
    finance = replace(visiting("brand-qingyou"), token=token_of(engine, "brand-qingyou", "finance"))

    told = await finance.text(await newest(finance, reviewed))

    assert "我的答案每年都一样" in told
    assert 'value="approve"' not in told
    creator = visiting("creator-atang")
    assert 'value="approve"' not in await creator.text(await newest(creator, reviewed))
    assert (await visiting("brand-shanxing").open(f"/commissions/{reviewed}/review")).status == 404


async def test_script_in_a_version_is_shown_and_never_run(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    assert api.state.opened.engine is engine
    commission = outlines(engine, settings, ("一<b>段</b>", "<script>alert(1)</script>"), key="S-script")
    browser = visiting("brand-qingyou")

    told = await browser.text(await newest(browser, commission))

    assert "<script>alert" not in told
    assert "&lt;script&gt;alert" in told
