"""What a brief asks of the words of a work, held against them: counted where it can be, else left to eyes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.commissions.state.commission import Commission
from domain.counts import how_many
from domain.differences import length

Words = tuple[str, str]
UNSEEN: Words = ("看不到文字，请打开原稿核对", "its words are not told here: open the work and look")
ASKED = "；"
"""Between the phrases of one field of the brief."""


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"
    LOOK = "look"
    """For a person to judge."""


@dataclass(frozen=True)
class Check:
    asked: Words
    found: Words
    verdict: Verdict


def checks(c: Commission, kind: str, text: str | None) -> Iterator[Check]:
    """``kind``: ``outline`` or ``content``; an outline is short by nature."""
    brief = c.order.brief
    if kind == "content" and brief.get("length"):
        yield _length(brief["length"], text)
    for each in _phrases(brief.get("required", "")):
        yield _required(each, text)
    for each in _phrases(brief.get("forbidden", "")):
        yield _forbidden(each, text)
    if brief.get("product"):
        yield _named(brief["product"], text)
    if kind == "content" and (c.order.purchase_link or c.order.marked_as_ad):
        yield _marked(c)


def _phrases(told: str) -> list[str]:
    return [each.strip() for each in told.split(ASKED) if each.strip()]


def _length(span: str, text: str | None) -> Check:
    least, _, most = span.partition("-")
    asked = (f"{least} 至 {most} 字", f"characters: {least} to {most}")
    if text is None:
        return Check(asked, UNSEEN, Verdict.LOOK)
    count = length(text)
    fits = not (least.isdecimal() and most.isdecimal()) or int(least) <= count <= int(most)
    found = (f"已数 {count} 字", f"{how_many(count, 'characters')} counted")
    return Check(asked, found, Verdict.MET if fits else Verdict.MISSED)


def _required(phrase: str, text: str | None) -> Check:
    return _wanted((f"写到「{phrase}」", f"it says “{phrase}”"), phrase, text)


def _named(product: str, text: str | None) -> Check:
    return _wanted((f"产品「{product}」", f"the product “{product}”"), product, text)


def _wanted(asked: Words, phrase: str, text: str | None) -> Check:
    """Said in other words it may be there all the same: a person looks."""
    absent = Check(asked, ("没有原样出现，请你看", "not in these words: please look"), Verdict.LOOK)
    return _looked_for(asked, phrase, text, Verdict.MET, absent)


def _forbidden(phrase: str, text: str | None) -> Check:
    asked = (f"不写「{phrase}」", f"it does not say “{phrase}”")
    absent = Check(asked, ("没有原样出现", "not in these words"), Verdict.MET)
    return _looked_for(asked, phrase, text, Verdict.MISSED, absent)


def _looked_for(asked: Words, phrase: str, text: str | None, there: Verdict, absent: Check) -> Check:
    if text is None:
        return Check(asked, UNSEEN, Verdict.LOOK)
    count = text.count(phrase)
    return Check(asked, _times(count), there) if count else absent


def _marked(c: Commission) -> Check:
    asked = ("带「广告」标识", "it bears the 「广告」 mark")
    if c.marked_as_ad:
        return Check(asked, ("已标识", "it does"), Verdict.MET)
    return Check(asked, ("提交时没有标识", "handed in without it"), Verdict.MISSED)


def _times(count: int) -> Words:
    return f"出现 {count} 次", f"{how_many(count, 'times')}"
