"""The stages, and the names of those that are named together."""

from collections.abc import Iterable

from domain.commissions.rules.rulebook import Rulebook
from domain.commissions.state.stages import (
    CLOSED,
    DRAFTING,
    EVERY,
    OPEN,
    PUBLIC,
    REVIEWS,
    UNPUBLISHED,
    UNSETTLED,
    Stage,
)
from domain.commissions.views.words import STAGE_WORDS
from domain.documents.markdown import both, headed, names, table

GROUPS: dict[tuple[Stage, ...], tuple[str, str]] = {
    (Stage.SETTLED, *CLOSED): ("已结算或已结束", "settled or closed"),
    DRAFTING: ("制作中", "drafting"),
    REVIEWS: ("作品待确认", "content reviews"),
    UNPUBLISHED: ("已接收、未发布", "accepted, unpublished"),
    PUBLIC: ("已公开、未结算", "public, unsettled"),
    UNSETTLED: ("未结束、未结算", "open, unsettled"),
    OPEN: ("未结束", "open"),
    EVERY: ("所有阶段", "every stage"),
}


def section(rulebook: Rulebook) -> str:
    rows = (
        (
            both(*STAGE_WORDS[stage], stage.value),
            names(_clocks(stage, rulebook)),
            "✓" if stage in CLOSED else "",
        )
        for stage in Stage
    )
    groups = (
        (both(*words), "、".join(STAGE_WORDS[each][0] for each in in_order(at)))
        for at, words in GROUPS.items()
    )
    return "\n\n".join(
        (
            headed("阶段 · Stages", ("阶段 Stage", "可运行的时限 Clocks", "已结束 Closed"), rows),
            "下文的合称 · Named together below:",
            table(("合称 Name", "阶段 Stages"), groups),
        )
    )


def at(stages: tuple[Stage, ...]) -> str:
    """Where a row applies, by the shortest name there is."""
    for group, named in GROUPS.items():
        if set(group) == set(stages):
            return both(*named)
    words = [STAGE_WORDS[each] for each in in_order(stages)]
    return both("、".join(zh for zh, _ in words), ", ".join(en for _, en in words))


def in_order(stages: Iterable[Stage]) -> list[Stage]:
    """As they follow each other in life; what is listed from a set has no order of its own."""
    return sorted(stages, key=list(Stage).index)


def _clocks(stage: Stage, rulebook: Rulebook) -> list[str]:
    return [name for name, clock in rulebook.clocks.items() if stage in clock.lives and clock.lives != EVERY]
