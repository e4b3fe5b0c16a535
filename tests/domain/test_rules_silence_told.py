"""Every wait's end is told in the notice that begins it: until when, and what silence does (民法典 §140).

Walked over the table "who waits for whom": each wait, each side that its end can cost something.
"""

import re
from collections.abc import Mapping

from domain.commissions.notices import TEMPLATES, UNSAID
from domain.commissions.notices.untold import acts, told
from domain.commissions.rules.engine import OF_PLATFORM, WITH_BREACH
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.stages import Stage
from domain.documents import waits
from domain.party import Party
from tests.domain import scenes
from tests.domain.newest import ROWS
from tests.domain.story import HOUR
from tests.walks import for_each

B, C = Party.BRAND, Party.CREATOR
UNTIL = {"by", "due", "hours", "settle", "limit", "deadline", "days", "release"}
Says = Mapping[Party, str]
COSTS: Mapping[str, Says] = {
    "pay_by": {B: "自动取消"},
    "accept_by": {C: "自动失效"},
    "submit_by": {C: "取消并记违约"},
    "abandon": {C: "取消并记违约"},
    "outline_review_by": {B: "{silence}"},
    "review_attention": {B: "{silence}"},
    "review_limit": {B: "{silence}"},
    "review_total": {B: "{silence}"},
    "audit_overdue": {B: "立案"},
    "audit_limit": {B: "立案"},
    "release": {C: "将于{release}发布|改.{{release}}|改.{release}"},
    "release_alert": {C: "平台介入"},
    "release_limit": {C: "平台介入"},
    "settle_by": {B: "自动结算", C: "自动结算|暂停结算"},
    "unknown_limit": {B: "按最近所知", C: "按最近所知"},
    "effect_limit": {B: "按最近所知", C: "按最近所知"},
    "suspended_limit": {B: "{end}", C: "{end}"},
    "answer_by": {C: "平台可直接判定"},
    "brand_answer_by": {B: "平台可直接判定"},
    "decide_by": {B: "至{limit}.*{fall}", C: "至{limit}.*{fall}"},
    "decide_again": {B: "至{limit}.*{fall}", C: "至{limit}.*{fall}"},
    "decide_limit": {B: "至{limit}.*{fall}", C: "至{limit}.*{fall}"},
    "appeal_by": {B: "判定生效", C: "判定生效"},
    "rework_appeal_by": {B: "不服可在{by}前", C: "不服可在{by}前"},
    "rating_by": {B: "不再评价", C: "不再评价"},
    "cancel_reply_by": {B: "视为|将取消"},
    "audit_answer_by": {B: "按未通过", C: "按未通过"},
    "extension_reply_by": {B: "视为不延期", C: "视为不延期"},
    "item_reply_by": {B: "视为确认"},
    "edit_by": {C: "关闭"},
    "freeze_cancel": {C: "免赔取消"},
    "breach_appeal_by": {C: "逾期成立"},
}
"""By the clock of the wait: who can lose by its end, and what its notice says happens then."""
COSTS_NOBODY = {
    "look_again": "nothing changes before the look",
    "reprobe": "the end is that of the longer wait beside it",
    "recheck": "the end is that of the longer wait beside it",
    "brand_freeze_alert": "no clock of a frozen brand stops: nothing follows",
    "second_by": "neither side is told of a proposal, and it lapses",
}
FOLLOWED = {
    "unknown_limit": ("T52c",),
    "effect_limit": ("T90",),
    "pay_by": ("T02a",),
    "freeze_cancel": ("T92",),
    "release": ("T17", "T21", "T28d", "T22g", "T91"),
    "release_alert": ("T17", "T21", "T28d", "T22g", "T91"),
    "release_limit": ("T17", "T21", "T28d", "T22g", "T91"),
}
"""Where another row than the one that starts the clock begins the wait for people: the look came back empty,
the balance was short, the release was named before it began, a side was frozen before the work came back."""
NOT_BY: Mapping[tuple[str, str], str] = {
    ("T40a", "creator"): "the wait goes on: the act that moved its end is told with the new one",
    (
        "T51n",
        "creator",
    ): "the window went on while nobody decided, and is mostly over: the fall says it",
    ("T51n", "brand"): "as the creator",
    ("T28m", "creator"): "it goes on with the time that was left: told when the rework began",
    ("T51p", "creator"): "as of T28m",
    ("T51b", "creator"): "told that it ended by rule; to rate is a right that the settlement's own text adds",
    ("T51b", "brand"): "as the creator",
    ("T52z", "creator"): "its own appeal of its own record",
    ("T52z", "brand"): "the record is the creator's, and costs the brand nothing either way",
    ("T43", "brand"): "the record is the creator's, and costs the brand nothing either way",
}
"""By row and side, and why it is not told there."""
WAITS = sorted({name for _, _, cell, _, _ in waits.rows(RULEBOOK) for name in re.findall(r"`(\w+)`", cell)})


def beginnings(clock: str) -> list[Row]:
    if clock in FOLLOWED:
        return [row for row in ROWS if row.id in FOLLOWED[clock]]
    return [row for row in ROWS if clock in row.starts]


def texts(row: Row, side: Party, clock: str) -> list[str]:
    """What this side may hear of it, in the words it has where the wait is there at all."""
    names = told(row, side)
    if clock == "breach_appeal_by":
        names = tuple(WITH_BREACH.get(name, name) for name in names)
    if set(row.by) == {Party.OPERATOR}:
        names = tuple(OF_PLATFORM.get(name, name) for name in names)
    return [TEMPLATES[name].zh for name in names]


PLACES = [
    (clock, row, side)
    for clock, says in COSTS.items()
    for row in beginnings(clock)
    for side in says
    if not acts(row, side) and (row.id, side.value) not in NOT_BY
]


def test_every_wait_of_the_table_costs_somebody_something_or_says_why_not() -> None:
    assert set(WAITS) == COSTS.keys() | COSTS_NOBODY.keys()
    assert [name for name in COSTS if not beginnings(name)] == []


@for_each(("clock", "row", "side"), PLACES)
def test_the_notice_that_begins_a_wait_says_until_when_and_what_then(
    clock: str, row: Row, side: Party
) -> None:
    wanted = COSTS[clock][side]
    found = texts(row, side, clock)

    assert any(re.search(_literal(wanted), text) and set(_variables(text)) & UNTIL for text in found), found


def test_what_asks_for_an_act_that_no_clock_ends_says_that_nothing_follows() -> None:
    assert "不处理则不开启" in TEMPLATES["edit_asked"].zh
    assert "不处理则任务照常进行" in TEMPLATES["early"].zh


@for_each("stage", scenes.SCENES)
def test_every_time_and_every_default_is_filled_in(stage: Stage) -> None:
    story = scenes.SCENES[stage]().wait(11 * HOUR)

    for notice in story.notices:
        text = notice.text
        assert UNSAID not in text, text
        assert not re.search(r"[，；：]([，；]|$)|前，，|\{", text), text


def _variables(text: str) -> list[str]:
    return re.findall(r"{(\w+)}", text)


def _literal(wanted: str) -> str:
    return wanted.replace("{", r"\{").replace("}", r"\}")


def test_a_decision_that_cannot_take_effect_yet_is_told_once_with_its_end() -> None:
    story = scenes.decided("settle")
    story.world.public = None
    story.strike("appeal_by").wait(20 * HOUR)

    for side in ("creator", "brand"):
        assert story.told.count(f"unseen_{side}") == 1
        assert re.search(r"至12月\d+日\d\d:\d\d仍查不到，按最近所知处理", story.text(f"unseen_{side}"))


def test_a_release_that_is_sent_back_says_when_it_is_and_what_follows() -> None:
    story = scenes.approved()
    story.world.mp = "refused"
    story.strike("release_limit")
    scenes.hear(story).operator("arbitrate", decision="resume", release_at=story.now + HOUR)

    assert story.stage is Stage.AWAITING_RELEASE
    assert re.search(r"改于11月29日\d\d:\d\d发布，其后72小时", story.text("release_resumed"))
    assert "再由平台判定" in story.text("release_resumed_brand")


def test_a_review_that_is_sent_back_says_until_when_and_what_silence_does() -> None:
    story = scenes.in_review().until("12-01 09:00")
    story.creator("escalate", reason="客户无答复")
    scenes.hear(story).operator("arbitrate", decision="resume")

    assert story.stage is Stage.CONTENT_REVIEW
    assert re.search(r"请在12月\d+日\S+前处理，逾期将取消并按条款赔付$", story.text("review_resumed"))


def test_a_frozen_creator_hears_what_the_time_may_cost() -> None:
    story = scenes.writing()
    story.operator("freeze", party="creator")

    assert "72小时仍未恢复，客户可免赔取消" in story.text("frozen_creator")
    assert "operator_brand" in story.told
