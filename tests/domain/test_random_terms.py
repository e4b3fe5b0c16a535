"""Whatever terms the door takes: no story crashes, none goes round for ever, each comes to rest."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.bounds import BadTerms, bounds
from domain.commissions.ordering.terms import Terms, terms_from
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.scheduling import grace_of
from domain.commissions.state.stages import CLOSED, Stage
from tests.domain.scenes import ITEM
from tests.domain.story import HOUR, MINUTE, SECOND, Story
from tests.domain.test_invariants import bring_to_rest, step, the_books_balance

NUMBERS = [each for each in fields(Terms) if type(each.default) is int]
LINES_MAX = 2_000
PLAY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
)


@st.composite
def some_terms(draw: st.DrawFn) -> dict[str, Any]:
    """Up to a dozen numbers at or between their bounds; what no door takes together is left out."""
    chosen: dict[str, Any] = {}
    for term in draw(st.lists(st.sampled_from(NUMBERS), max_size=12)):
        lo, hi = bounds(term)
        tried = {**chosen, term.name: draw(st.one_of(st.sampled_from([lo, hi]), st.integers(lo, hi)))}
        try:
            terms_from(tried)
        except BadTerms:
            continue
        chosen = tried
    return chosen


@pytest.mark.timeout(60)
@PLAY
@given(st.data())
def test_by_any_terms_any_life_comes_to_rest(data: st.DataObject) -> None:
    story = Story(terms=data.draw(some_terms()), outline_wanted=data.draw(st.booleans()))
    for _ in range(12):
        step(data, story)
        the_books_balance(story)

    bring_to_rest(story)

    the_books_balance(story)
    assert story.stage in CLOSED
    assert len(story.transitions) < LINES_MAX


@pytest.mark.timeout(60)
@PLAY
@given(some_terms())
def test_by_any_terms_honest_work_is_settled_by_itself(terms: dict[str, Any]) -> None:
    story = approved(terms)
    assert story.stage is Stage.PUBLISHED

    story.wait(timedelta(days=story.c.order.terms.settle_days + 1))

    assert story.stage in (Stage.SETTLED, Stage.COMPLETED)
    assert story.money[0] == story.c.order.net_fen
    assert len(story.transitions) < LINES_MAX


@pytest.mark.timeout(60)
@PLAY
@given(some_terms(), st.sampled_from([False, None]))
def test_by_any_terms_what_is_not_seen_to_be_public_is_looked_at(
    terms: dict[str, Any],
    public: bool | None,  # noqa: FBT001
) -> None:
    story = approved(terms)
    story.world.public = public

    story.until(CLOCKS["settle_by"].strikes(story.c.clocks["settle_by"], grace_of(story.c))).wait(6 * HOUR)

    assert story.c.attention
    assert len(story.transitions) < LINES_MAX


def approved(terms: dict[str, Any]) -> Story:
    """Accepted, handed in, passed and approved at once."""
    story = Story(terms=terms)
    story.creator("accept")
    story.wait(SECOND).fact("submitted", item=ITEM, linked=True, creator="creator-1")
    story.wait(SECOND).fact("audited", passed=True, item=ITEM)
    story.wait(SECOND).brand("approve", release_at=story.now + MINUTE)
    return story.wait(2 * MINUTE)
