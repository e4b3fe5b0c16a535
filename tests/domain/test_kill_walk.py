"""Every way to a kill fee's stage: each round, answer of the audit, number of rejections and type.

Played apart from the stories: they are many, and tell no row that those do not tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from domain.commissions.money.killing import kill_stage
from domain.commissions.money.quotes import present_quote
from domain.commissions.ordering.terms import Terms
from domain.commissions.state.stages import Stage
from domain.commissions.task_types import TASK_TYPES
from domain.commissions.views.view import view
from domain.money.amounts import share
from domain.party import Party
from tests.domain import scenes, story

PRICE = 300_000
DEPTH = 7
WORDS = {
    Stage.OUTLINE_DRAFTING: ("outline", "waive"),
    Stage.OUTLINE_REVIEW: ("reject", "approve"),
    Stage.CONTENT_DRAFTING: ("content",),
    Stage.PLATFORM_AUDIT: ("pass", "fail"),
    Stage.CONTENT_REVIEW: ("reject", "fail"),
    Stage.FINAL_REVIEW: ("fail",),
}
"""What may happen next, as far as it matters here."""


@dataclass(frozen=True)
class Known:
    """What the rule looks at, kept apart from the commission."""

    handed_in: bool = False
    passed: bool = False
    used: int = 0
    failed: int = 0

    def bps(self, terms: Terms) -> int:
        if self.failed >= terms.failed_audits_max and not self.passed:
            return 1_000
        if terms.content_rejections and self.used >= terms.content_rejections:
            return 10_000
        return 5_000 if self.passed else 1_000 if self.handed_in else 0


@dataclass(frozen=True)
class Setup:
    task_type: str
    outline: bool
    allowed: int

    def story(self) -> story.Story:
        price = {"price_fen": PRICE, "task_type": self.task_type, "outline_wanted": self.outline}
        made = story.Story(terms={"content_rejections": self.allowed}, **price)
        made.creator("accept")
        return made


SETUPS = [
    Setup(name, outline, allowed)
    for name, kind in TASK_TYPES.items()
    for outline in (
        (False,) if kind.outline == "never" else (True,) if kind.outline == "always" else (False, True)
    )
    for allowed in (0, 1, 2, 3)
    if allowed == 2 or name in ("article", "douyin_video")
]


def said(told: story.Story, word: str) -> None:
    match word:
        case "outline":
            told.creator("submit", ref="outline-1")
        case "waive":
            told.brand("waive_outline")
        case "approve":
            told.brand("approve")
        case "reject":
            told.brand("reject")
        case "content" if TASK_TYPES[told.c.order.task_type].submitted_in_mp:
            told.fact("submitted", item=scenes.ITEM, creator="creator-1")
        case "content":
            texts = {"title": "秋日", "description": "新品", "hashtags": ("#茶",)}
            told.creator("submit", ref=scenes.ITEM, **texts)
        case "pass" | "fail":
            told.fact("audited", passed=word == "pass", item=scenes.ITEM)


def after(known: Known, word: str, stage: Stage) -> Known:
    match word:
        case "outline" | "content":
            return replace(known, handed_in=True)
        case "pass":
            return replace(known, passed=True)
        case "fail":
            return replace(known, passed=False, failed=known.failed + 1)
        case "reject" if stage is Stage.CONTENT_REVIEW:
            return replace(known, used=known.used + 1)
        case _:
            return known


def walked(setup: Setup, path: tuple[str, ...]) -> tuple[story.Story, Known]:
    told, known = setup.story(), Known()
    for word in path:
        known = after(known, word, told.stage)
        said(told, word)
    return told, known


def paths(setup: Setup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    told, _ = walked(setup, path)
    for word in WORDS.get(told.stage, ()) if len(path) < DEPTH else ():
        yield from paths(setup, (*path, word))


def cancelled(told: story.Story, known: Known, ending: str = "") -> None:
    """What is quoted before it is cancelled is what is booked, also where an audit's answer decides."""
    quoted = present_quote(told.c, told.now)
    assert quoted is not None
    terms, price = told.c.order.terms, told.c.order.price_fen
    assert quoted.fen == share(price, known.bps(terms)), known
    shown = view(told.c, Party.BRAND, told.now)
    assert (shown["kill_fee_fen"], shown["quote"]) == (quoted.fen, quoted.version)
    told.brand("cancel", quoted_fen=quoted.fen, quote=quoted.version)
    due = quoted.fen
    if ending:
        due = quoted.if_passed_fen if ending == "pass" else quoted.fen
        _answer(told, ending)
    assert told.stage is Stage.CANCELLED
    creator, fee, back, held = told.money
    assert (creator + fee, back, held) == (due, price - due, 0)
    if ending == "pass":
        assert due == share(price, replace(known, passed=True).bps(terms))


def _answer(told: story.Story, ending: str) -> None:
    assert told.stage is Stage.PLATFORM_AUDIT
    assert view(told.c, Party.CREATOR, told.now)["cancel_waits"]
    if ending == "silence":
        told.strike("audit_answer_by")
    else:
        said(told, ending)


@pytest.mark.parametrize("setup", SETUPS, ids=lambda each: f"{each.task_type}-{each.outline}-{each.allowed}")
def test_every_stage_round_and_answer_of_the_audit_owes_what_the_table_says(setup: Setup) -> None:
    seen = set()
    for path in paths(setup):
        told, known = walked(setup, path)
        endings = ("pass", "fail", "silence") if told.stage is Stage.PLATFORM_AUDIT else ("",)
        for ending in endings:
            told, known = walked(setup, path)
            seen.add(kill_stage(told.c, told.now).name)
            cancelled(told, known, ending)
    assert seen >= {"nothing", "outline", "content"}
    assert ("final" in seen) is (0 < setup.allowed < 3)
