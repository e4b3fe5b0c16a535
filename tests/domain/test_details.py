"""What the Web UI shows of a commission, and that what it offers to paste works."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import Commission, LineSaid
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.views.attention import ATTENTION
from domain.commissions.views.attention_todo import TODO
from domain.commissions.views.details import DETAILS_MAX, details
from domain.commissions.views.payloads import payloads
from domain.commissions.views.telling import unnamed
from domain.commissions.views.words import move_words
from domain.party import Party
from domain.refusals import Refused
from models.messages.command import Command, to_move
from tests.domain import scenes, test_breach
from tests.domain.scenes import SCENES
from tests.domain.story import Story, beijing
from tests.filling import filled
from tests.walks import for_each

BRIEF = {
    "order": "QY-2026-1101",
    "goal": "让人想试喝",
    "product": "青柚冰饮",
    "product_information": "低糖，冷藏",
    "required": "青柚；冰饮",
    "forbidden": "第一；最好",
    "length": "800-1500",
}
LINK = "https://shop.example/1"
LATER = beijing("12-03 23:59")
WAITS_FOR_OTHERS = {"HEAR_OTHER_SIDE"}
"""The one thing no payload can mend: a complaint is not decided before the other side was heard."""


def text(story: Story, lang: str = "zh") -> str:
    return details(story.c, story.now, lang)


@for_each("name", SCENES)
def test_the_english_page_has_english_signs(name: str) -> None:
    """Save the stage, whose name is Chinese, and what is quoted from somebody."""
    page = text(SCENES[name](), "en").partition("**Brief**")[0]
    own = re.sub(r"“[^”]*”", "“”", page)

    assert [line for line in own.splitlines()[1:] if re.search("[：（），；。、]", line)] == []


def refusals(commission: Commission, now: datetime) -> Counter[str]:
    """Every payload on offer is sent to the commission as it stands; how often each is refused, by name."""
    counted: Counter[str] = Counter()
    for named in payloads(commission, now).values():
        for name, fields in named.items():
            command = Command.model_validate_json(filled(json.dumps(dict(fields))))
            try:
                decide(commission, to_move(name, command, commission, now))
                counted["applied"] += 1
            except Refused as refused:
                counted[f"{name} {refused.code}"] += 1
    return counted


ALSO: dict[str, Callable[[], Story]] = {
    "frozen": lambda: acted(scenes.writing(), "freeze", party="creator", reason="核查中"),
    "cancel_asked": lambda: asked(scenes.writing(), "request_cancel", reason="档期冲突"),
    "extension_asked": lambda: asked(scenes.writing(), "propose_extension", submit_by=LATER),
    "editing": lambda: told_by_brand(scenes.published(), "open_edit"),
    "appealed": scenes.appealed,
    "breach_recorded": test_breach.in_breach,
    "breach_appealed": test_breach.appealed,
    "escalated": scenes.escalated,
    "late": lambda: scenes.writing().strike("submit_by"),
    "rejected": scenes.rejected,
    "link": lambda: scenes.in_review(purchase_link="https://shop.example"),
}


def acted(story: Story, name: str, **said: Any) -> Story:
    story.operator(name, **said)
    return story


def asked(story: Story, name: str, **said: Any) -> Story:
    story.creator(name, **said)
    return story


def told_by_brand(story: Story, name: str, **said: Any) -> Story:
    story.brand(name, **said)
    return story


@for_each("scene", [*SCENES, *ALSO])
def test_every_payload_on_offer_is_accepted_as_it_is_pasted(scene: str) -> None:
    story = {**SCENES, **ALSO}[scene]()

    told = refusals(story.c, story.now)

    refused = {name for name in told if name != "applied" and name.split()[1] not in WAITS_FOR_OTHERS}
    assert not refused
    assert told["applied"] or story.c.stage in CLOSED


@for_each("lang", ["zh", "en"])
@for_each("stage", list(Stage))
def test_the_details_of_every_stage_are_whole(stage: Stage, lang: str) -> None:
    told = text(SCENES[stage](), lang)

    assert f"`{stage}`" in told.splitlines()[0]
    assert told.count("`") % 2 == 0
    for payload in re.findall(r"^ *`(\{.*\})`$", told, re.MULTILINE):
        assert json.loads(payload)["actor"].startswith("operator:")


def test_the_details_say_where_why_what_next_and_when_and_the_money() -> None:
    told = text(scenes.complained())

    assert told.startswith("### 平台介入")
    assert "- **为什么**：11-28 周六 12:00 品牌主 · 投诉 “缺少产品名称”" in told
    assert "- **需要关注**：待平台判定" in told
    assert re.search(r"- \*\*接下来\*\*：\d\d-\d\d 周", told)
    assert "- **资金**：托管中 3,000.00 元\n" in told
    assert "- **如全额结算**：创作者得 2,850.00 元，平台服务费 150.00 元" in told


def test_the_reason_of_a_complaint_is_not_put_into_the_mouth_of_who_answers_it() -> None:
    story = scenes.complained()
    story.creator("answer_complaint", reason="第二段已写明", evidence=("shot-9",))

    told = text(story)

    assert "创作者 · 答复投诉 “第二段已写明”" in told
    assert "- **案件**：投诉 · 品牌主 11-28 周六 12:00 “缺少产品名称”" in told
    assert "- 创作者答复：“第二段已写明” · `shot-9`" in told


def test_an_operator_can_decide_from_the_page_alone() -> None:
    """Cause, evidence, answer, the work, its audit and the brief."""
    told = text(scenes.complained(brief=BRIEF, purchase_link=LINK, marked_as_ad=True))

    for said in (
        "内容与约定不符 `content_differs`",
        "证据：`shot-1`",
        "尚未答复",
        "文章 · 第 1 轮 · `mp-1001`",
        "平台审核：已通过",
        *BRIEF.values(),
        f"`{LINK}`",
    ):
        assert said in told, said


def test_what_was_decided_by_whom_and_why_stays_on_the_page() -> None:
    split = text(scenes.decided("split"))
    assert "判定：按比例结算 `split`：创作者 1,710.00 元，平台服务费 90.00 元，退品牌主 1,200.00 元" in split
    assert "operator:li 11-28 周六 12:00 “平台核实”" in split

    reworked = scenes.complained()
    reworked.creator("answer_complaint", reason="第二段已写明")
    reworked.operator("arbitrate", decision="rework", reason="补充产品名称")
    for said in (
        "案件（已结）",
        "缺少产品名称",
        "整改后重新计投诉期 `rework`",
        "operator:li",
        "补充产品名称",
    ):
        assert said in text(reworked), said

    appealed = text(scenes.appealed())
    assert "- 品牌主已申诉：“证据未被采纳”" in appealed
    assert "- 创作者：尚未答复" in appealed

    withdrawn = scenes.complained()
    withdrawn.brand("withdraw_complaint")
    assert "案件（已结）" in text(withdrawn)
    assert "判定：" not in text(withdrawn)


@for_each("scene", [*SCENES, *ALSO])
def test_each_reason_for_attention_says_what_to_do_and_a_command_to_look(scene: str) -> None:
    story = {**SCENES, **ALSO}[scene]()

    for name in story.c.attention:
        for lang in ("zh", "en"):
            (line,) = (each for each in text(story, lang).splitlines() if f"`{name}` → " in each)
            assert TODO[name].look(story.c.id, story.c.order) in line


def test_every_reason_for_attention_has_something_to_do() -> None:
    assert TODO.keys() == ATTENTION.keys()


@pytest.mark.parametrize("scene", ["breach_recorded", "cancel_asked", "extension_asked"])
def test_what_one_side_asks_and_what_is_on_record_stand_on_the_page(scene: str) -> None:
    label = {
        "breach_recorded": "违约记录",
        "cancel_asked": "申请取消**：创作者 11-23 周一 09:30 “档期冲突”",
        "extension_asked": "提议延期交稿**：创作者 → 12-03 周四 23:59",
    }[scene]

    assert label in text(ALSO[scene]())


def test_the_page_is_cut_visibly_at_its_end_and_says_where_the_whole_is() -> None:
    long = {f"field_{number}": "字" * 500 for number in range(30)}
    story = scenes.complained(brief=long)

    told = text(story)

    assert len(told.encode()) <= DETAILS_MAX
    assert told.endswith("… 以下从略，全文见 `./starmap commission show c-1`")
    assert told.count("`") % 2 == 0
    assert "arbitrate" in told
    assert "field_29" in details(story.c, story.now, "zh", None)


def test_the_longest_page_of_an_ordinary_brief_is_whole() -> None:
    brief = {
        **BRIEF,
        "goal": "字" * 200,
        "product_information": "字" * 500,
        "required": "；".join(["字" * 60] * 20),
        "forbidden": "；".join(["字" * 20] * 50),
    }

    assert "从略" not in text(scenes.complained(brief=brief))


def test_the_decisions_that_fit_are_named_beside_the_payload() -> None:
    assert "（settle | refund | split | rework）" in text(scenes.complained())
    dispute = "（approve | refund | split | uphold_rejection | strike_rejection）"
    assert dispute in text(scenes.escalated())


def test_an_extension_on_offer_moves_the_nearest_deadline_by_a_day() -> None:
    story = scenes.writing()

    offered = payloads(story.c, story.now)[Party.OPERATOR]["extend"]

    assert offered["clock"] == "submit_by"
    assert offered["until"].endswith("+08:00")


def test_what_people_wrote_is_never_read_as_markup() -> None:
    story = scenes.complained()
    case = replace(story.c.case, reason="<script>alert(1)</script>\n# `x` **y** [z](http://z)")
    story.c = replace(story.c, case=case)

    told = text(story)

    assert "<script>" not in told
    assert "\n# " not in told
    assert "**y**" not in told


def test_evidence_is_an_address_that_can_be_copied_and_is_no_link() -> None:
    story = scenes.published()
    story.brand(
        "complain", cause="content_differs", reason="不符", evidence=("https://a.example/x?y=1`[t](u)",)
    )

    told = text(story)

    assert "`https://a.example/x?y=1'[t](u)`" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_gave_no_name_is_told_as_the_party_alone_and_why_is_no_reminder(lang: str) -> None:
    """As the doors record it; a clock that only reminds changed nothing and explains nothing."""
    story = scenes.SCENES["content_drafting"]()
    line = story.c.recent[-1]
    assert line.said is None or not line.said.actor
    nameless = replace(line, said=LineSaid(actor=unnamed(line.by)))
    reminder = replace(
        line, move=next(name for name in CLOCKS if not CLOCKS[name].consequence), by=Party.CLOCK
    )
    story.c = replace(story.c, recent=(*story.c.recent[:-1], nameless, reminder))

    told = text(story, lang)

    assert "via temporal" not in told
    why = next(each for each in told.splitlines() if each.startswith(("- **为什么**", "- **Why**")))
    assert (move_words(line.move)[0] if lang == "zh" else move_words(line.move)[1]) in why


@for_each("stage", SCENES)
@for_each("lang", ["zh", "en"])
def test_every_item_of_a_list_begins_a_line_of_its_own_for_the_web_ui_runs_inner_lists_together(
    stage: Stage, lang: str
) -> None:
    assert [line for line in text(SCENES[stage](), lang).splitlines() if re.match(r"\s+[-*] ", line)] == []
