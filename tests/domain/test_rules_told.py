"""Everyone hears what changes their position, and texts say what happened (stories A32 and C3)."""

import re
from itertools import product

import pytest

from domain.commissions.cases.falling import FALLS
from domain.commissions.notices import TEMPLATES, rendered
from domain.commissions.notices.untold import SIDES, UNTOLD, acts, reasons, told
from domain.commissions.rules import rows
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.engine import WITH_BREACH
from domain.commissions.rules.row import Row
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.stages import Stage
from domain.documents import told as document
from domain.party import Party
from tests.domain import scenes
from tests.domain.newest import ROWS
from tests.domain.story import DAY, Story, beijing
from tests.walks import for_each

DAY_AND_NIGHT = DAY
AGREED = {"creator": "extended", "brand": "extended_brand"}
SETTLES_LATER = "12月6日24:00"


SILENT_BEFORE = {
    (row.id, side)
    for row, side in product(rows.ROWS, SIDES)
    if row not in ROWS and not told(row, side) and not acts(row, side)
}
"""What an older version of a row does not tell; its reason stays."""


@for_each(("row", "side"), list(product(ROWS, SIDES)))
def test_every_row_tells_a_side_or_says_why_not(row: Row, side: Party) -> None:
    row = as_it_is(row)
    given = [
        why for why in UNTOLD.values() if row.id in (why.creator if side is Party.CREATOR else why.brand)
    ]

    if told(row, side) or acts(row, side):
        assert not given or (row.id, side) in SILENT_BEFORE, "it is told, or acts itself: no reason is needed"
        assert reasons(row, side) == ()
    else:
        assert len(given) == 1, "tell this side in `tells`, or say why not in notices/untold.py"
        assert len(reasons(row, side)) == 1


def as_it_is(row: Row) -> Row:
    """Of the rulebook that is asked now; a row that is gone tells nobody anything."""
    return next((each for each in RULEBOOK.rows if each.id == row.id), row)


def test_no_reason_is_given_for_a_row_that_is_gone() -> None:
    ids = {row.id for row in ROWS}

    assert {each for why in UNTOLD.values() for each in (*why.creator, *why.brand)} <= ids
    assert [name for name, why in UNTOLD.items() if not (why.zh and why.en)] == []


def test_the_table_in_the_rulebook_has_every_row_and_no_empty_cell() -> None:
    lines = [line for line in document.section(RULEBOOK).splitlines() if re.match(r"\| `[A-Z]\d", line)]

    assert [line.split(" | ")[0].strip("| `") for line in lines] == [row.id for row in ROWS]
    assert [line for line in lines if "|  |" in line or "| |" in line] == []


def heard(story: Story) -> set[str]:
    return set(story.told)


def test_a32_the_brand_hears_that_it_was_accepted_and_until_when_something_comes() -> None:
    story = scenes.writing()

    assert story.text("accepted") == "任务「秋日新品试饮」已被接收，创作者须在11月30日24:00前提交"


def test_a32_the_brand_hears_that_the_content_was_handed_in_and_waits_for_the_audit() -> None:
    assert "handed_in" in heard(scenes.in_audit())


def test_a32_both_sides_hear_that_it_is_public_and_when_it_settles() -> None:
    story = scenes.published()

    for side in ("brand", "creator"):
        assert "12月3日24:00" in story.text(f"published_{side}")


def test_a32_the_brand_hears_that_it_settled_by_itself() -> None:
    story = scenes.published().strike("settle_by").until("12-04 08:00")

    assert story.stage is Stage.SETTLED
    assert {"settled", "settled_itself"} <= heard(story)


def test_a32_the_brand_hears_that_a_refund_takes_effect() -> None:
    story = scenes.refunded().wait(DAY_AND_NIGHT)

    assert {"refunded", "refunded_brand"} <= heard(story)


def test_a32_both_sides_hear_that_a_decided_payment_takes_effect() -> None:
    story = scenes.decided("split").strike("appeal_by").wait(DAY_AND_NIGHT)

    assert {"settled", "decision_paid"} <= heard(story)


def test_a32_the_creator_hears_that_the_complaint_is_taken_back_and_when_it_settles_now() -> None:
    story = scenes.complained()
    story.brand("withdraw_complaint")

    assert "12月3日24:00" in story.text("complaint_withdrawn")


def test_a32_taken_back_after_the_window_it_says_that_it_settles_once_it_is_seen_to_be_public() -> None:
    story = scenes.complained().until("12-04 09:00")
    story.brand("withdraw_complaint")

    assert {"complaint_withdrawn_late", "settled"} <= heard(story)


def test_a32_both_sides_hear_that_the_window_is_longer() -> None:
    story = scenes.published().until("11-28 09:00")
    scenes.hide(story)
    story.until("11-30 10:00")
    scenes.show(story)

    assert {"hidden", "hidden_brand"} <= heard(story)
    for side in ("brand", "creator"):
        assert f"顺延至{SETTLES_LATER}，届时" in story.text(f"window_longer_{side}")


@pytest.mark.parametrize(("asks", "answers"), [("creator", "brand"), ("brand", "creator")])
def test_a32_who_proposed_an_extension_hears_that_it_was_refused_or_agreed(asks: str, answers: str) -> None:
    for agree, template in ((False, f"extension_refused_{asks}"), (True, AGREED[asks])):
        story = scenes.writing()
        story.do(Party(asks), "propose_extension", submit_by=beijing("12-02 23:59"))
        story.do(Party(answers), "answer_extension", agree=agree)

        assert story.told[-1] == template
        assert ("12月2日23:59" if agree else "11月30日24:00") in story.text(template)


def test_a32_both_sides_hear_that_a_proposed_extension_lapsed() -> None:
    story = scenes.writing()
    story.creator("propose_extension", submit_by=beijing("12-02 23:59"))
    story.strike("extension_reply_by")

    assert {"extension_lapsed_creator", "extension_lapsed_brand"} <= heard(story)


def test_c3_an_outline_that_was_waived_is_not_told_to_be_confirmed() -> None:
    never, handed_in = scenes.making_outline(), scenes.outline_in_review()
    for story in (never, handed_in):
        story.brand("waive_outline")

        assert "outline_confirmed" not in heard(story)
        assert "确认" not in story.text("outline_waived")
    assert handed_in.c.work is not None
    assert handed_in.c.work.status == "waived"


def test_c3_silence_is_told_as_silence_to_both_sides() -> None:
    outline = scenes.outline_in_review().strike("outline_review_by").wait(DAY_AND_NIGHT)
    content = scenes.in_review(approve_when_silent=True).strike("review_attention").wait(DAY_AND_NIGHT)

    assert "逾期未答复" in outline.text("outline_silent")
    assert {"outline_silent_brand"} <= heard(outline)
    assert "逾期未答复" in content.text("content_silent")
    assert {"content_silent_brand"} <= heard(content)
    assert not {"outline_confirmed", "content_approved"} & heard(outline) | heard(content) & {
        "content_approved"
    }


def test_c3_what_the_platform_approved_is_not_told_as_the_brands_approval() -> None:
    story = scenes.in_final_review()
    story.until("12-01 09:00")
    story.creator("escalate", reason="客户无答复")
    story.wait(DAY_AND_NIGHT * 4)
    story.operator("arbitrate", decision="approve", release_at=story.now)

    assert "approved_by_platform" in heard(story)
    assert "content_approved" not in heard(story)


def test_a_creator_whose_cancel_leaves_a_breach_hears_of_it_and_until_when_to_appeal() -> None:
    story = scenes.writing().until("12-03 09:00")
    story.brand("cancel")

    assert "cancelled" not in heard(story)
    assert "记入违约记录，72小时内可申诉" in story.text("cancelled_default")


def test_whatever_leaves_a_breach_tells_the_creator_so_and_until_when_to_appeal() -> None:
    for row in ROWS:
        if row.breach in ("", "lifted"):
            continue
        for name in told(row, Party.CREATOR):
            text = TEMPLATES[WITH_BREACH.get(name, name)].zh
            assert "违约" in text, (row.id, name)
            assert "{hours}小时内可申诉" in text, (row.id, name)


def test_a_brand_that_did_not_answer_a_request_to_cancel_hears_what_its_silence_did() -> None:
    story = scenes.writing()
    story.creator("request_cancel", reason="档期冲突")
    story.strike("cancel_reply_by")

    assert {"cancel_unanswered_brand"} <= heard(story)
    assert heard(story) & {"cancel_unanswered", "cancel_unanswered_breach"}


def test_a_brand_hears_that_the_creator_takes_the_request_to_cancel_back() -> None:
    story = scenes.writing()
    story.creator("request_cancel", reason="档期冲突")
    story.creator("withdraw_cancel")

    assert story.told[-1] == "cancel_withdrawn"


def test_an_edit_permission_that_one_side_closes_is_told_to_the_creator_alone() -> None:
    story = scenes.published()
    story.brand("open_edit")
    story.brand("close_edit")
    assert story.told[-1] == "edit_closed"

    story.brand("open_edit")
    told_before = len(story.told)
    story.creator("close_edit")
    assert len(story.told) == told_before


@pytest.mark.parametrize(
    "name", ["outline_confirmed", "outline_rejected", "outline_exhausted", "content_rejected", "audit_failed"]
)
def test_what_begins_the_time_to_submit_says_until_when(name: str) -> None:
    assert "{due}" in TEMPLATES[name].zh
    assert "{due}" in TEMPLATES[name].en


TOLD_BEFORE = {
    "T22": "the approval said when it is released",
    "T40a": "the operator's act names the new time",
}
TIMES = {"days", "by", "due", "hours", "deadline", "release", "settle"}


@pytest.mark.parametrize("side", SIDES)
def test_the_notice_that_begins_a_sides_time_says_how_long_it_is(side: Party) -> None:
    for row in ROWS:
        mine = [name for name in row.starts if CLOCKS[name].whose is side and CLOCKS[name].consequence]
        if not mine or acts(row, side) or row.id in (*TOLD_BEFORE, "T01", "T28e"):
            continue
        said = {name for each in told(row, side) for name in re.findall(r"{(\w+)}", TEMPLATES[each].zh)}
        assert said & TIMES, (row.id, mine)


def test_no_text_fills_more_than_two_short_messages() -> None:
    """70 characters are one SMS, of two 134 are left."""
    filled = {
        "title": "题" * 20,
        "outline": "提纲",
        "content": "微头条",
        "n": "3",
        "hours": "72",
        "act": "字" * 20,
    }
    filled |= dict.fromkeys(("by", "due", "release", "settle", "deadline", "limit"), "2027年12月31日24:00")
    filled |= dict.fromkeys(("fall", "end"), max((each.zh for each in FALLS), key=len))
    filled["silence"] = "逾期将取消并按条款赔付"

    assert {
        name: len(rendered(name, filled)) for name in TEMPLATES if len(rendered(name, filled)) > 120
    } == {}
