"""Every line about a commission's money is what the ledger says now, at every step of every story."""

import re
from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.commissions.money.money_now import money_now
from domain.commissions.state.stages import CLOSED, Stage
from domain.commissions.state.sums import PLACES, WORDS, Sums, seen_by, told
from domain.commissions.views.details import details
from domain.commissions.views.view import view
from domain.money.amounts import yuan
from domain.party import PEOPLE, Party
from tests.domain import scenes
from tests.domain.story import Story
from tests.domain.test_details import ALSO
from tests.domain.test_invariants import ORDERS, STARTS, TERMS, step
from tests.walks import for_each

STORIES = {**scenes.SCENES, **ALSO}
FEES = [{}, {"fee_payer": "brand"}, {"fee_bps": 0}]


def of_the_ledger(story: Story) -> Sums:
    """From the balances of the story's own books, which know nothing of the state."""
    order, of = story.c.order, story.balances
    taken = order.hold_fen if f"hold:{story.c.id}" in story.entries else 0
    back = sum(
        posting.fen
        for entry in story.entries.values()
        for posting in entry.postings
        if posting.account == f"brand:{order.brand_id}" and entry.kind != "hold"
    )
    return Sums(
        taken=taken,
        held=of[f"escrow:{story.c.id}"],
        reserved=of[f"reserve:{story.c.id}"],
        creator=of[f"creator:{order.creator_id}"],
        fee=of["fee"],
        refunded=back,
    )


def check(story: Story) -> None:
    c, now = story.c, story.now
    sums = of_the_ledger(story)
    if c.stage is Stage.AWAITING_PAYMENT:  # held, and the answer is still on its way
        return
    assert money_now(c) == sums
    assert sums.taken == sums.held + sums.reserved + sums.creator + sums.fee + sums.refunded
    for lang in ("zh", "en"):
        (line,) = re.findall(r"^- \*\*(?:资金|Money)\*\*：?:? ?(.*)$", details(c, now, lang), re.MULTILINE)
        assert line == told(sums, c.order, Party.OPERATOR, lang)
        for name, fen in seen_by(sums, c.order, Party.OPERATOR).items():
            words = WORDS[name][lang == "en"].format(yuan(fen))
            assert (words in line) == bool(fen), (words, line)
    for party in PEOPLE:
        seen = view(c, party, now)["money"]
        assert seen == {f"{name}_fen": fen for name, fen in seen_by(sums, c.order, party).items()}


@for_each("terms", FEES)
@for_each("scene", STORIES)
def test_the_money_of_every_story_is_what_its_entries_moved(scene: str, terms: dict[str, object]) -> None:
    check(STORIES[scene](terms=terms) if scene in scenes.SCENES else STORIES[scene]())


@for_each("scene", STORIES)
def test_what_was_refunded_is_not_said_to_be_held_or_due_to_the_creator(scene: str) -> None:
    """However each story is ended by the platform or the brand."""
    for end in ("force_refund", "force_settle", "cancel"):
        story = STORIES[scene]()
        by = Party.OPERATOR
        if end in story.may(by):
            quoted = None
            if end == "cancel":
                seen = view(story.c, Party.BRAND, story.now)
                quoted = seen["kill_fee_fen"]
            story.operator(end, quoted_fen=quoted)
            check(story)
    if story.c.stage in CLOSED:
        assert "托管中" not in details(story.c, story.now, "zh")


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    derandomize=True,
)
@given(data=st.data())
def test_the_money_of_random_lives_is_what_their_entries_moved(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(STARTS))
    order = {**data.draw(st.sampled_from(ORDERS)), "terms": data.draw(st.sampled_from(TERMS))}
    story = scenes.SCENES[start](**order)
    for _ in range(data.draw(st.integers(1, 12))):
        step(data, story)
        check(story)


@for_each("terms", FEES)
@for_each("scene", STORIES)
def test_a_state_from_before_the_sums_were_kept_says_the_same(scene: str, terms: dict[str, object]) -> None:
    story = STORIES[scene](terms=terms) if scene in scenes.SCENES else STORIES[scene]()

    assert money_now(replace(story.c, sums=None)) == money_now(story.c)


def test_a_party_reads_no_figure_of_the_other_side() -> None:
    settled = scenes.settled()
    on_top = scenes.settled(terms={"fee_payer": "brand"})

    assert view(settled.c, Party.BRAND, settled.now)["money"] == {
        "held_fen": 0,
        "reserved_fen": 0,
        "released_fen": 300_000,
        "refunded_fen": 0,
    }
    seen = view(on_top.c, Party.CREATOR, on_top.now)["money"]
    assert seen == {"held_fen": 0, "reserved_fen": 0, "creator_fen": 300_000, "refunded_fen": 0}
    offered = scenes.offered(terms={"fee_payer": "brand"})
    assert view(offered.c, Party.CREATOR, offered.now)["money"]["held_fen"] == 300_000
    refunded = scenes.declined(terms={"fee_payer": "brand"})
    assert view(refunded.c, Party.CREATOR, refunded.now)["money"]["refunded_fen"] == 300_000
    assert view(refunded.c, Party.BRAND, refunded.now)["money"]["refunded_fen"] == 315_000


def test_what_the_platform_pays_itself_is_told_apart() -> None:
    story = scenes.cancelled()
    entry = story.entries["hold:c-1"]
    borne = replace(
        entry,
        kind="kill",
        postings=(
            replace(entry.postings[0], account="platform", fen=-28_500),
            replace(entry.postings[1], account="creator:creator-1", fen=28_500),
        ),
    )

    sums = money_now(story.c).after((borne,))

    assert (sums.platform, sums.creator) == (28_500, 28_500)
    assert "平台自付 285.00 元" in told(sums, story.c.order, Party.OPERATOR, "zh")
    assert set(PLACES.values()) <= set(WORDS)
