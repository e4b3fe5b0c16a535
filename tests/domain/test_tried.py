"""What a message of an operator would do, tried on a copy: it says what doing it says."""

import pytest

from domain.commissions.moves import Move
from domain.commissions.state.commission import Commission
from domain.commissions.views.standing.applying import applying
from domain.commissions.views.standing.tried import Tried, tried
from domain.party import Party
from domain.refusals import Refused
from tests.domain.scenes import complained, hear, in_review, published
from tests.domain.story import Story

TWO = {"two_persons_fen": 100_000}


def asked(story: Story, name: str, **said: object) -> Tried:
    actor = str(said.pop("actor", "operator:li"))
    move = Move(name, Party.OPERATOR, story.now, story.now, actor=actor, reason="核实", **said)  # type: ignore[arg-type]
    return tried(story.c, move)


@pytest.mark.parametrize(
    ("decision", "share", "sums"),
    [
        ("settle", None, {"held": -300_000, "creator": 285_000, "fee": 15_000}),
        ("refund", None, {"held": -300_000, "brand": 300_000}),
        ("split", 6_000, {"held": -300_000, "creator": 171_000, "fee": 9_000, "brand": 120_000}),
    ],
)
def test_a_decision_moves_what_it_moves_once_its_appeal_is_over(
    decision: str, share: int | None, sums: dict[str, int]
) -> None:
    story = hear(complained())
    found = asked(story, "arbitrate", decision=decision, creator_bps=share)
    story.operator("arbitrate", decision=decision, creator_bps=share)
    story.strike("appeal_by")

    assert dict(found.sums) == sums
    assert sum(found.sums.values()) == 0
    assert found.final_at is not None
    moved = {
        "creator": story.balances["creator:creator-1"],
        "fee": story.balances["fee"],
        "brand": story.balances["brand:brand-1"] - 100_000_000 + 300_000,
    }
    assert {name: fen for name, fen in moved.items() if fen} == {
        name: fen for name, fen in sums.items() if name != "held"
    }


def test_it_changes_nothing() -> None:
    story = hear(complained())
    before: Commission = story.c
    asked(story, "arbitrate", decision="settle")
    assert story.c is before


def test_what_comes_too_early_is_told_with_its_sums() -> None:
    found = asked(complained(), "arbitrate", decision="settle")
    assert found.early
    assert found.sums["creator"] == 285_000


def test_what_is_refused_is_refused_by_the_same_name() -> None:
    with pytest.raises(Refused, match="DECISION_UNFIT"):
        asked(hear(complained()), "arbitrate", decision="uphold_rejection")


def test_a_proposal_is_told_with_what_comes_once_it_is_seconded() -> None:
    story = hear(complained(terms=TWO))
    found = asked(story, "arbitrate", decision="settle")
    assert found.proposed
    assert found.rows == ("T66", "T66a")
    assert found.sums["creator"] == 285_000


def test_a_second_moves_what_was_proposed_and_not_by_who_proposed_it() -> None:
    story = hear(complained(terms=TWO))
    story.operator("arbitrate", decision="settle", actor="operator:wang")
    ref = str(story.c.proposal.seq) if story.c.proposal else ""
    assert asked(story, "second", ref=ref).sums["creator"] == 285_000
    with pytest.raises(Refused, match="SAME_OPERATOR"):
        asked(story, "second", ref=ref, actor="operator:wang")


def test_at_the_platforms_charge_the_brand_has_all_back() -> None:
    found = asked(published(), "force_settle", bearer="platform")
    assert dict(found.sums) == {"held": -300_000, "creator": 285_000, "brand": 300_000, "platform": -285_000}


def test_what_moves_no_money_has_no_sums() -> None:
    assert not asked(hear(complained()), "arbitrate", decision="rework").sums
    assert not asked(in_review(), "freeze", party="creator").sums


def test_the_rules_that_apply_are_those_that_led_here_those_of_the_platform_and_of_its_clocks() -> None:
    story = hear(complained())
    found = {each.id: each for each in applying(story.c, story.now, ("T27", "T27b"))}
    assert list(found)[:2] == ["T27", "T27b"]
    assert "T28" in found
    assert any("听取" in zh for zh, _ in found["T28"].asks)
    assert any(each.move[0] for each in found.values() if each.id.startswith("T27e"))
