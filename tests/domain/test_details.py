"""What the Web UI shows of a commission, and that what it offers to paste works."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.commission import Commission
from domain.details import details
from domain.engine import decide
from domain.payloads import payloads
from domain.refusals import Refused
from domain.stages import CLOSED, Party, Stage
from models.messages.command import Command, to_move
from tests.domain import scenes, test_breach
from tests.domain.scenes import SCENES
from tests.domain.story import Story, beijing
from tests.filling import filled

LATER = beijing("12-03 23:59")
WAITS_FOR_OTHERS = {"HEAR_OTHER_SIDE"}
"""The one thing no payload can mend: a complaint is not decided before the other side was heard."""


def text(story: Story, lang: str = "zh") -> str:
    return details(story.c, story.now, lang)


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
    "cancel_asked": lambda: asked(scenes.writing(), "request_cancel", reason="生病"),
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


@pytest.mark.parametrize("scene", [*SCENES, *ALSO])
def test_every_payload_on_offer_is_accepted_as_it_is_pasted(scene: str) -> None:
    story = {**SCENES, **ALSO}[scene]()

    told = refusals(story.c, story.now)

    refused = {name for name in told if name != "applied" and name.split()[1] not in WAITS_FOR_OTHERS}
    assert not refused
    assert told["applied"] or story.c.stage in CLOSED


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("stage", list(Stage))
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
    assert "- **资金**：托管 3,000.00 元，创作者应得 2,850.00 元，服务费 150.00 元" in told


def test_the_reason_of_a_complaint_is_not_put_into_the_mouth_of_who_answers_it() -> None:
    story = scenes.complained()
    story.creator("answer_complaint", reason="第二段已写明")

    assert "创作者 · 答复投诉 · 案由 “缺少产品名称”" in text(story)


def test_the_decisions_that_fit_are_named_beside_the_payload() -> None:
    assert "（settle | refund | split | rework）" in text(scenes.complained())
    assert "（approve | refund | split | resume）" in text(scenes.escalated())


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
