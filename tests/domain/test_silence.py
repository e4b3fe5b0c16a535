"""What silence does is told by the terms of the commission, where both order and accept (§140, §204)."""

from domain.silence import what_silence_does
from tests.domain.scenes import offered


def test_what_silence_does_is_told_with_the_numbers_of_its_terms() -> None:
    told = what_silence_does(offered(terms={"settle_days": 5}).c)

    assert [zh for zh, _ in told] == [
        "作品 14 个自然日未答复则取消并赔付",
        "发布后 5 个自然日无投诉且公开即结算",
    ]


def test_an_outline_and_a_silence_that_approves_are_told_where_they_were_ordered() -> None:
    told = what_silence_does(offered(outline_wanted=True, approve_when_silent=True).c)

    assert [zh for zh, _ in told][:2] == ["提纲 3 个自然日未答复视为确认", "作品 7 个自然日未答复视为确认"]
