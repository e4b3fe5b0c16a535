"""What each side sees of a commission, and nothing of the other's."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.commissions.state.stages import Stage
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from tests.domain.scenes import SCENES, decided
from tests.walks import for_each

BOTH = {"price_fen", "held_fen", "reserved_fen", "refunded_fen"}
"""Where the price is: a fee on top of it is left out of what the creator reads."""
FIGURES = {
    Party.CREATOR: BOTH
    | {"fee_fen", "net_fen", "cancel_gives_up_fen", "withheld_fen", "creator_fen", "platform_fen"},
    Party.BRAND: BOTH | {"hold_fen", "kill_fee_fen", "kill_fee_if_passed_fen", "brand_fen", "released_fen"},
}


def figures(seen: Any) -> Iterator[tuple[str, int]]:
    """Every amount in it, however deep."""
    if isinstance(seen, dict):
        for name, value in seen.items():
            if name.endswith("_fen"):
                yield name, value
            yield from figures(value)
    elif isinstance(seen, list):
        for each in seen:
            yield from figures(each)


@for_each("stage", list(Stage))
def test_no_side_sees_a_figure_of_the_other(stage: Stage) -> None:
    story = SCENES[stage]()

    for party, theirs in FIGURES.items():
        assert {name for name, _ in figures(view(story.c, party, story.now))} <= theirs
    assert set().union(*FIGURES.values()) >= {
        name for party in PEOPLE for name, _ in figures(view(story.c, party, story.now))
    }


@pytest.mark.parametrize("decision", ["settle", "refund", "split"])
def test_a_fee_on_top_is_the_brands_figure_and_none_of_the_creators(decision: str) -> None:
    story = decided(decision, terms={"fee_payer": "brand"}, price_fen=300_000)

    creator = dict(figures(view(story.c, Party.CREATOR, story.now)))
    brand = dict(figures(view(story.c, Party.BRAND, story.now)))

    assert creator.pop("fee_fen") == 0
    assert 15_000 not in creator.values()
    assert {"hold_fen", "brand_fen", "fee_fen"} <= brand.keys()
    assert "creator_fen" not in brand
