"""A view from elsewhere is told in the words in which the commission itself is told."""

from domain.commissions.views.seen_in_words import lines_of, lines_seen
from domain.commissions.views.seen_order import order_seen
from domain.commissions.views.telling import Reader
from domain.commissions.views.view import view
from domain.party import PEOPLE, Party
from tests.domain.story import Story
from tests.domain.test_seen_brief import ORDERED, STORIES
from tests.walks import for_each

CHANGED = ("brief · outline", "需求单 · 提纲", "「广告」")
"""What the work says of these by now is told by the commission alone."""


@for_each("party", PEOPLE)
@for_each("lang", ["zh", "en"])
@for_each("scene", [*STORIES, ""])
def test_a_view_alone_says_what_the_commission_says(scene: str, lang: str, party: Party) -> None:
    story = STORIES[scene]() if scene else Story(**ORDERED)
    seen = view(story.c, party, story.now)
    here = Reader(story.c.order, lang, story.now, names=False)
    there = Reader(order_seen(seen), lang, story.now, names=False)

    told = [each for each in lines_seen(seen, there) if not any(word in each for word in CHANGED)]

    assert told == [
        each for each in lines_of(seen, story.c, here) if not any(word in each for word in CHANGED)
    ]


def test_an_operator_reads_the_shares_of_a_decision_in_the_terms_of_the_order() -> None:
    story = Story(**ORDERED)

    order = order_seen(view(story.c, Party.OPERATOR, story.now))

    assert (order.fee_fen, order.hold_fen, order.net_fen) == (
        story.c.order.fee_fen,
        story.c.order.hold_fen,
        story.c.order.net_fen,
    )
    assert order.brief == story.c.order.brief
