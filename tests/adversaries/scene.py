"""Where a program is played: who is the adversary, how slow all others are, what the honest side asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from domain.party import Party
from tests.domain.story import DAY, HOUR


@dataclass(frozen=True)
class Scene:
    name: str
    adversary: Party
    answers_after: timedelta = HOUR
    """The honest side acts so long after it can."""
    publishes_after: timedelta = timedelta(0)
    """The MP back end answers a publication so late."""
    operators_after: timedelta | None = DAY
    """After so long an operator looks at a case, and again each day. None: nobody ever does."""
    disputes: bool = False
    """The honest creator takes each rejection to the platform."""
    asks_to_cancel: bool = False
    """The honest creator asks to cancel once, as soon as the content is approved."""
    outline_wanted: bool = True
    terms: Mapping[str, int] = field(default_factory=dict)
    """Where they are other than shipped."""
    begins: tuple[str, ...] = ()
    """What the adversary has done before the search begins."""

    @property
    def honest(self) -> Party:
        return Party.CREATOR if self.adversary is Party.BRAND else Party.BRAND


REVIEWS = ("a day",)
PUBLIC = (*REVIEWS, "approve now", "an hour")
OUT = ("accept", "hand in", "a day", "a day")

SCENES = (
    Scene("a brand", Party.BRAND),
    Scene(
        "a brand, whose creator disputes", Party.BRAND, disputes=True, outline_wanted=False, begins=REVIEWS
    ),
    Scene("a brand, once it is public", Party.BRAND, outline_wanted=False, begins=PUBLIC),
    Scene("a brand, and no operator", Party.BRAND, operators_after=None),
    Scene(
        "a brand, a slow MP, and a creator who asks to cancel",
        Party.BRAND,
        publishes_after=HOUR,
        asks_to_cancel=True,
        outline_wanted=False,
        begins=REVIEWS,
    ),
    Scene("a creator", Party.CREATOR),
    Scene("a creator, once it is public", Party.CREATOR, outline_wanted=False, begins=OUT),
    Scene("a creator, and no operator", Party.CREATOR, operators_after=None, outline_wanted=False),
    Scene("a creator, and a brand that answers late", Party.CREATOR, answers_after=DAY, outline_wanted=False),
)
