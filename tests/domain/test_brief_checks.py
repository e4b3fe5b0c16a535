"""What a brief asks is held against the words of a work: counted where it can be, else left to a person."""

from dataclasses import replace

import pytest

from domain.commissions.views.brief_checks import UNSEEN, Verdict, checks
from tests.domain import scenes

BRIEF = {"length": "3-5", "required": "柚子；甜度", "forbidden": "第一", "product": "柚子茶"}
MET, MISSED, LOOK = Verdict.MET, Verdict.MISSED, Verdict.LOOK


def verdicts(kind: str, text: str | None) -> list[Verdict]:
    c = scenes.in_review().c
    order = replace(c.order, brief=BRIEF, purchase_link="", marked_as_ad=False)
    return [each.verdict for each in checks(replace(c, order=order), kind, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("柚子茶甜度", [MET, MET, MET, MET, MET]),
        ("柚子茶", [MET, MET, LOOK, MET, MET]),
        ("茶", [MISSED, LOOK, LOOK, MET, LOOK]),
        ("第一柚子茶", [MET, MET, LOOK, MISSED, MET]),
        ("第一柚子茶甜", [MISSED, MET, LOOK, MISSED, MET]),
        (None, [LOOK] * 5),
    ],
)
def test_a_phrase_is_counted_and_what_is_not_there_in_those_words_is_left_to_a_person(
    text: str | None, found: list[Verdict]
) -> None:
    assert verdicts("content", text) == found


def test_an_outline_is_held_to_no_length_and_unseen_words_are_said_to_be() -> None:
    assert verdicts("outline", "柚子茶甜度") == [MET] * 4
    c = scenes.in_review().c
    told = checks(replace(c, order=replace(c.order, brief=BRIEF)), "outline", None)
    assert {each.found for each in told} == {UNSEEN}
