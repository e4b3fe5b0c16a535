"""What silence does is told by the terms of the commission, where both order and accept (§140, §204)."""

import pytest

from domain.commissions.ordering.silence import agreed, agreed_told, what_silence_does
from domain.commissions.views.view import view
from domain.party import Party
from tests.domain.scenes import offered

NATURAL_DAYS = "期限：自然日，遇法定休假日不顺延（民法典 §204）"


def test_what_silence_does_is_told_with_the_numbers_of_its_terms() -> None:
    told = what_silence_does(offered(terms={"settle_days": 5, "cancel_reply_hours": 36}).c)

    assert [zh for zh, _ in told] == [
        "逾期 72 小时未交稿则取消并记违约",
        "作品 14 个自然日未答复则取消并赔付",
        "发布后 5 个自然日无投诉且公开即结算",
        "取消申请 36 小时未答复视为同意，提出保留价款的视为不同意",
        "延期提议 48 小时未答复视为不延期",
        "以新编号重新发布 48 小时未答复视为确认",
    ]


def test_an_outline_and_a_silence_that_approves_are_told_where_they_were_ordered() -> None:
    told = what_silence_does(offered(outline_wanted=True, approve_when_silent=True).c)

    assert [zh for zh, _ in told][1:3] == ["提纲 3 个自然日未答复视为确认", "作品 7 个自然日未答复视为确认"]


@pytest.mark.parametrize("party", [Party.CREATOR, Party.BRAND, Party.OPERATOR])
def test_every_side_reads_the_terms_agreed_before_it_is_accepted(party: Party) -> None:
    story = offered()
    told = view(story.c, party, story.now)["agreed"]

    assert told == agreed(story.c)
    assert (told["terms_version"], told["silence_zh"][0]) == (
        story.c.order.terms.version,
        "逾期 72 小时未交稿则取消并记违约",
    )
    assert len(told["silence_zh"]) == len(told["silence_en"])


@pytest.mark.parametrize(("lang", "first"), [("zh", NATURAL_DAYS), ("en", "deadlines: natural days;")])
def test_people_read_the_same_in_three_lines(lang: str, first: str) -> None:
    version, days, silence = agreed_told(agreed(offered().c), lang)

    assert days.startswith(first)
    assert offered().c.order.terms.version in version
    assert silence.count("；" if lang == "zh" else "; ") == len(what_silence_does(offered().c)) - 1
