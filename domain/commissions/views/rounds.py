"""How often a version may still be turned down, and what comes after the last time."""

from dataclasses import dataclass

from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import REVIEWED, Stage


@dataclass(frozen=True)
class Rounds:
    left: int
    most: int

    @property
    def is_last(self) -> bool:
        return self.left == 1


def rounds_of(c: Commission, kind: str) -> Rounds:
    """``kind``: ``outline`` or ``content``."""
    terms = c.order.terms
    if kind == "outline":
        used, most = c.outline_rejections, max(terms.outline_rejections, 1)
    else:
        used, most = c.content_rejections, terms.content_rejections
    return Rounds(max(most - used, 0), most)


def kind_now(c: Commission) -> str:
    """What is being made or looked at, else what was last; empty before anything is."""
    if c.stage in (Stage.OUTLINE_DRAFTING, Stage.OUTLINE_REVIEW):
        return "outline"
    if c.stage in (Stage.CONTENT_DRAFTING, Stage.PLATFORM_AUDIT, *REVIEWED):
        return "content"
    return c.work.kind if c.work else ""
