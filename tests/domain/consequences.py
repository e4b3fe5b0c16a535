"""Everything that something had as its consequence: what is done in another way is compared with it."""

from dataclasses import fields, replace
from typing import Any

from domain.commissions.state.case import Case
from domain.commissions.state.commission import Commission
from tests.domain.story import Story

OF_THE_WAY = {
    *("seq", "acted_at", "applied", "recent", "effects", "failed_effects", "reports", "waiting_notices"),
    *("told_at", "vendor_refusals"),
}
"""Fields that tell how it came, and in how many steps."""


class Since:
    """What a story has come to since now."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.heard, self.ordered, self.lines = len(story.heard), len(story.ordered), len(story.transitions)

    def told(self, *but: str) -> list[str]:
        """By day, without what tells the way it came."""
        return sorted(name for _, name in self.story.heard[self.heard :] if name not in but)

    def orders(self) -> list[tuple[str, str]]:
        effects = (each for each in self.story.ordered[self.ordered :] if each.kind != "call")
        return [(each.kind, each.item) for each in effects if each.kind != "look"]

    def everything(self, *but: str) -> dict[str, Any]:
        breaches = [each.breach.reason for each in self.story.transitions[self.lines :] if each.breach]
        return {
            **state(self.story.c),
            "told": self.told(*but),
            "orders": self.orders(),
            "money": self.story.money,
            "compensation": self.story.balances["compensation"],
            "breaches": breaches,
        }


def state(c: Commission) -> dict[str, Any]:
    known = {each.name: getattr(c, each.name) for each in fields(c) if each.name not in OF_THE_WAY}
    known |= {"clocks": dict(c.clocks), "attention": sorted(c.attention)}
    return {**known, "case": _case(c.case), "past_case": _case(c.past_case)}


def _case(case: Case | None) -> Case | None:
    """Whoever decided it, and in which words."""
    return case and replace(case, decided_reason="", file=replace(case.papers, decided_by=""))
