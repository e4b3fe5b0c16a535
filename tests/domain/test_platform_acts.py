"""What both sides are told of an operator's act: the act itself, in words (D12.16)."""

import pytest

from domain.commissions.moves import MESSAGES
from domain.commissions.notices import TEMPLATES, rendered
from domain.commissions.views.platform_acts import ACTS
from domain.commissions.views.words import DECISION_WORDS
from domain.party import Party
from tests.domain import test_breach
from tests.domain.scenes import in_audit, offered, published, writing
from tests.domain.story import beijing
from tests.walks import for_each

OPERATORS = [name for name, each in MESSAGES.items() if Party.OPERATOR in each.by]


@for_each("name", OPERATORS)
def test_every_act_of_an_operator_has_its_words(name: str) -> None:
    zh, en = ACTS[name]
    assert zh
    assert en


def test_no_words_are_kept_for_what_no_operator_does() -> None:
    assert ACTS.keys() - OPERATORS <= {"cancel"}


def test_a_freeze_says_whose_side_is_paused() -> None:
    story = writing()
    story.operator("freeze", party="creator")

    assert story.text("operator_brand").endswith("：暂停任务（创作者一方）")
    assert "暂停任务「秋日新品试饮」您的一方" in story.text("frozen_creator")


def test_an_extension_says_which_deadline_and_until_when() -> None:
    story = writing()
    story.operator("extend", clock="submit_by", until=beijing("12-05 23:59"))

    assert "交稿时限改至12月5日23:59" in story.text("operator_brand")


def test_an_act_for_a_party_says_for_whom() -> None:
    story = offered()
    story.creator("accept", actor="operator:li", on_behalf_of="creator", reason="创作者来电确认")

    assert story.text("operator_creator").endswith("：代创作者接收任务")


def test_an_act_told_in_the_morning_is_still_named() -> None:
    story = published().until("11-26 23:00")
    story.operator("freeze", party="brand")
    assert "operator_creator" not in story.told
    story.until("11-27 08:00")

    assert "：暂停任务" in story.text("operator_creator")


def test_what_an_act_was_about_is_named_in_the_morning_too() -> None:
    story = published().until("11-26 23:00")
    story.operator("freeze", party="brand")
    story.operator("extend", clock="settle_by", until=beijing("12-05 23:59"))
    story.until("11-27 08:00")

    assert "投诉期结束，自动结算改至12月5日23:59" in story.text("operator_brand")


@pytest.mark.parametrize(("decision", "said"), [("lift", "判定撤销违约记录"), ("uphold", "判定维持违约记录")])
def test_whoever_appealed_a_breach_record_hears_what_became_of_it(decision: str, said: str) -> None:
    story = test_breach.appealed()
    story.operator("arbitrate", decision=decision)

    assert story.text("operator_creator").endswith(f"：{said}")


@pytest.mark.parametrize("decision", ["lift", "uphold", "approve", "resume"])
def test_every_decision_that_is_told_as_an_act_fits_one_sms(decision: str) -> None:
    """The others have texts of their own."""
    act = f"判定{DECISION_WORDS[decision][0]}"

    text = rendered("operator_brand", {"title": "长" * 20, "act": act})
    assert len(text) + len("【签名签名】") <= 70


def test_the_audit_that_an_operator_records_is_told_with_its_answer() -> None:
    story = in_audit()
    story.operator("record_audit", passed=False)

    assert story.text("operator_brand").endswith("：记录平台审核结果（未通过）")


@pytest.mark.parametrize("name", ["operator_creator", "operator_brand"])
def test_the_longest_act_fits_one_sms(name: str) -> None:
    longest = max((zh for zh, _ in ACTS.values()), key=len) + "（创作者一方）"

    assert len(rendered(name, {"title": "长" * 20, "act": longest})) + len("【签名签名】") <= 70
    assert "{act_en}" in TEMPLATES[name].en
