"""The page of a commission: where it stands for each reader, what has happened, and what can be saved."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.uploads.purposes import Purpose
from domain.parties.actor import Actor, ActorKind, Role
from domain.party import Party
from gateways.sql.database import writing
from models.tables.commissions import RatingRow
from services.commissions.commands import CommandRefused
from settings import Settings
from tests.domain import scenes
from tests.domain.story import Story
from tests.uploading import EXAMPLES
from tests.web.conftest import BRAND, register, settle_in
from tests.web.versions import WHY, outlines, uploaded
from tests.web.visiting import Forms, Visiting

Visit = Callable[..., Visiting]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(state=tmp_path, database_url=database_url)


def main(page: str) -> str:
    return page.partition("<main")[2]


async def test_a_rejected_version_is_the_first_thing_its_creator_reads(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    assert api.state.opened.engine is engine
    made = outlines(engine, settings, then=lambda story: story.brand("reject", reason=WHY))

    told = main(await visiting("creator-atang").text(f"/commissions/{made}"))

    assert '<h2 id="h-now">客户驳回了提纲第 2 稿，请修改</h2>' in told
    assert told.index(WHY) < told.index('class="life"')
    assert "写提纲第 3 稿" in told
    assert "还可被驳回 1 次" in told


async def test_every_version_can_be_read_and_saved_by_both_sides(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    assert api.state.opened.engine is engine
    made = outlines(engine, settings)

    for who in ("creator-atang", "brand-qingyou", "operator-li"):
        told = await visiting(who).text(f"/commissions/{made}")
        assert told.count('href="/files/up_') == 2, who
        assert "提纲-1.md" in told
        assert f"/commissions/{made}/review?version=" in told


async def test_the_window_for_complaints_is_counted_in_days(
    visiting: Visit, api: FastAPI, engine: Engine
) -> None:
    assert api.state.opened.engine is engine
    story = scenes.published()
    made = register(engine, story, "S-days")
    settle_in(engine, made, story)

    told = await visiting("creator-atang").text(f"/commissions/{made}")

    assert "投诉期 7 个自然日" in told
    assert told.count("<i></i>") + told.count('<i class="on">') + told.count('<i class="today">') == 7


@pytest.mark.parametrize(
    ("scene", "who", "said"),
    [
        ("declined", "brand-qingyou", "创作者没有接单，费用已退回你的余额。"),
        ("expired", "creator-atang", "对你没有影响。"),
        ("settlement_suspended", "creator-atang", "钱仍在托管，没有退回。"),
        ("settlement_suspended", "brand-qingyou", "钱仍在托管，没有付出。"),
        ("settled", "creator-atang", "¥2,850.00 已到你的余额"),
        ("settled", "brand-qingyou", "已验收，¥3,000.00 已结算"),
    ],
)
async def test_an_end_says_what_became_of_the_money(
    visiting: Visit, at_every_stage: dict[str, str], scene: str, who: str, said: str
) -> None:
    assert said in await visiting(who).text(f"/commissions/{at_every_stage[scene]}")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("creator-atang", "¥1,710.00 已到你的余额"),
        ("brand-qingyou", "已结算：付出 ¥1,800.00，退回 ¥1,200.00"),
        ("operator-li", "已结算：付出 ¥1,800.00，退回 ¥1,200.00"),
    ],
)
async def test_of_a_decided_split_each_side_reads_its_own_part(
    visiting: Visit, api: FastAPI, engine: Engine, who: str, said: str
) -> None:
    assert api.state.opened.engine is engine
    story = scenes.decided("split").strike("appeal_by")
    made = register(engine, story, "S-split")
    settle_in(engine, made, story)

    assert said in await visiting(who).text(f"/commissions/{made}")


@pytest.mark.parametrize(
    ("who", "reads", "not_read"),
    [
        ("creator-atang", "文字已由平台隐藏", "骗子"),
        ("brand-qingyou", "文字已由平台隐藏", "骗子"),
        ("operator-li", "骗子", "文字已由平台隐藏"),
    ],
)
async def test_hidden_words_of_a_rating_are_read_by_operators_alone_and_its_stars_by_all(
    visiting: Visit, api: FastAPI, engine: Engine, who: str, reads: str, not_read: str
) -> None:
    assert api.state.opened.engine is engine
    story = scenes.settled()
    story.brand("rate", stars=1, text="骗子")
    story.operator("hide_rating", party=Party.BRAND, reason="侮辱性文字")
    story.strike("rating_by")
    made = register(engine, story, "S-rated")
    settle_in(engine, made, story)
    with writing(engine) as session:
        session.add(
            RatingRow(commission_id=made, by="brand", seq=1, stars=1, text="骗子", at=story.c.settled_at)
        )

    told = main(await visiting(who).text(f"/commissions/{made}"))

    assert "1 星，满分 5 星" in told
    assert reads in told
    assert not_read not in told


async def test_who_answers_a_complaint_reads_it_above_the_answer(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    path = f"/commissions/{at_every_stage['arbitration']}/answer_complaint"

    told = main(await visiting("creator-atang").text(path))

    assert 0 < told.index("缺少产品名称") < told.index("<form")


async def test_today_leads_to_the_editor_itself(visiting: Visit, at_every_stage: dict[str, str]) -> None:
    told = await visiting("creator-atang").text("/today")

    assert f'href="/commissions/{at_every_stage["outline_drafting"]}/submit"' in told


async def test_what_was_done_is_said_in_the_words_of_its_button(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    for act, said in (("approve", "已通过"), ("reject", "已驳回，创作者会看到原因"), ("settle", "已完成：")):
        path = f"/commissions/{at_every_stage['published']}?done={act}"
        assert said in (await visiting("brand-qingyou").text(path)).partition("<main")[2][:900], act


async def test_each_side_reads_why_it_is_held_and_of_the_other_only_that_it_is(
    visiting: Visit, api: FastAPI, engine: Engine
) -> None:
    assert api.state.opened.engine is engine
    story = scenes.writing(at=datetime.now(UTC))
    story.operator("freeze", party=Party.CREATOR, reason="身份核实中")
    made = register(engine, story, "S-frozen")
    settle_in(engine, made, story)

    own = await visiting("creator-atang").text(f"/commissions/{made}")
    other = main(await visiting("brand-qingyou").text(f"/commissions/{made}"))

    assert "平台暂停了这一方" in own
    assert "身份核实中" in own
    assert "对方被平台暂停" in other
    assert "身份核实中" not in other
    assert 'data-at="frozen"' in own


async def test_evidence_that_is_a_file_is_saved_from_where_it_is_named(
    visiting: Visit, api: FastAPI, engine: Engine, settings: Settings
) -> None:
    assert api.state.opened.engine is engine
    brand = Actor(ActorKind.BRAND, BRAND, name="林可", role=Role.OWNER)
    story = scenes.published()
    made = register(engine, story, "S-evidence")
    shot = uploaded(engine, settings, made, EXAMPLES["png"], "截图.png", Purpose.EVIDENCE, brand)
    story.brand(
        "complain", cause="content_differs", reason="缺少产品名称", evidence=(shot, "https://a.example/1")
    )
    settle_in(engine, made, story)

    told = await visiting("creator-atang").text(f"/commissions/{made}")

    assert f'href="/files/{shot}"' in told
    assert "截图.png" in told
    assert 'href="https://a.example/1"' in told


async def test_a_form_that_the_stage_does_not_know_any_more_says_how_it_stands(
    visiting: Visit, at_every_stage: dict[str, str]
) -> None:
    answer = await visiting("brand-qingyou").open(f"/commissions/{at_every_stage['settled']}/reject")

    assert answer.status == 409
    assert "现在不能驳回" in answer.body.decode()
    assert 'class="life"' in answer.body.decode()


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [
        ("brand-qingyou", "reject", "这一步你已经做过，已刷新"),
        ("creator-atang", "decline", "已被他人处理，已刷新"),
    ],
)
async def test_somebody_was_quicker(  # noqa: PLR0913, PLR0917
    visiting: Visit,
    api: FastAPI,
    engine: Engine,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    who: str,
    name: str,
    said: str,
) -> None:
    """The fresh page, what has happened since the form was made, and what was written."""
    app = api.state.opened

    async def refused(*_: object, **__: object) -> None:
        raise CommandRefused("NOT_NOW", "此时不能这样做", "not possible now")

    def then(story: Story) -> None:
        story.brand("reject", reason="别人写的理由")

    made = outlines(engine, settings, then=then)
    monkeypatch.setattr(type(app), "send", refused)
    browser = visiting(who)
    typed = {"seen": "4", "reason": "我写的理由", **await mark_of(browser, made)}

    answer = await browser.post(f"/commissions/{made}/{name}", typed)

    told = main(answer.body.decode())
    assert answer.status == 409
    assert said in told
    assert "别人写的理由" in told
    assert "我写的理由</textarea>" in told


async def mark_of(browser: Visiting, commission: str) -> dict[str, str]:
    forms = Forms()
    forms.feed(await browser.text(f"/commissions/{commission}"))
    return {"csrf": forms.found["/sign-out"]["csrf"], "key": "k" * 32}
