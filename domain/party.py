"""Who takes part in what happens: people, what is outside, and the platform itself."""

from collections.abc import Mapping
from enum import StrEnum


class Party(StrEnum):
    """Who makes a move. ``outside`` reports facts (the MP); ``clock`` and ``system`` are ourselves."""

    CREATOR = "creator"
    BRAND = "brand"
    OPERATOR = "operator"
    OUTSIDE = "outside"
    SYSTEM = "system"
    CLOCK = "clock"


PARTY_WORDS: Mapping[Party, tuple[str, str]] = {
    Party.CREATOR: ("创作者", "creator"),
    Party.BRAND: ("品牌主", "brand"),
    Party.OPERATOR: ("平台运营", "operator"),
    Party.OUTSIDE: ("外部", "outside"),
    Party.SYSTEM: ("系统", "system"),
    Party.CLOCK: ("时限", "clock"),
}

PEOPLE = (Party.CREATOR, Party.BRAND, Party.OPERATOR)
