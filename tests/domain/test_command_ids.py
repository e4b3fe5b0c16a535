"""A command id is used once by whoever it belongs to (D4): every message, in every pair."""

from copy import copy
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest

from domain.commissions.moves import MESSAGES, Move
from domain.commissions.rules.engine import decide
from domain.commissions.state.commission import Commission
from domain.commissions.state.stages import Stage
from domain.party import PEOPLE, Party
from domain.process.applied import APPLIED_MAX, Applied, Named, recall, remember
from domain.refusals import Refused, Repeated
from tests.domain.examples import example
from tests.domain.scenes import SCENES, in_review, offered, published, writing
from tests.domain.story import Story
from tests.walks import for_each

X = "X-1"
LI = {"actor": "operator:li", "reason": "代为操作"}
SENT = [(name, by) for name, message in MESSAGES.items() for by in message.by]


def said(c: Commission, move: Move) -> str:
    try:
        decide(c, move)
    except Refused as refused:
        return str(refused)
    except Repeated as repeated:
        return f"repeated {repeated.seq}"
    return "applied"


@cache
def played() -> Story:
    """Told once: it is only asked, never told further."""
    return published()


def taken(by: Party, name: str = "first", *, on_behalf_of: str = "") -> Story:
    """A commission that has applied a command under the id."""
    story = copy(played())
    command = Named(Party.OPERATOR if on_behalf_of else by, X, name, "digest")
    story.c = replace(story.c, applied=remember(story.c.applied, command, 7))
    return story


@for_each(("name", "by"), SENT)
def test_every_message_under_an_id_its_party_has_used_is_refused_with_the_first_command_named(
    name: str, by: Party
) -> None:
    story = taken(by)
    answer = said(story.c, replace(example(name, by, story.now), command_id=X, digest="d"))

    assert answer.startswith("ID_REUSED")
    assert "first, seq=7" in answer


@for_each(("name", "by"), SENT)
def test_no_message_is_refused_for_an_id_that_another_party_has_used(name: str, by: Party) -> None:
    others = [each for each in Party if each is not by]
    for other in others:
        story = taken(other)
        answer = said(story.c, replace(example(name, by, story.now), command_id=X, digest="d"))
        assert not answer.startswith(("ID_REUSED", "repeated")), other


@for_each("stage", Stage)
def test_wherever_a_commission_stands_what_was_applied_is_answered_and_another_under_its_id_refused(
    stage: Stage,
) -> None:
    story = SCENES[stage]()
    for name, by in SENT:
        move = replace(example(name, by, story.now), command_id=X, digest="d")
        if said(story.c, move) != "applied":
            continue
        after = decide(story.c, move).commission
        assert said(after, move) == f"repeated {after.seq}"
        assert said(after, replace(move, digest="e")).startswith("ID_REUSED")
        for other, its in SENT:
            if its is by and other != name:
                reused = replace(example(other, its, story.now), command_id=X, digest="d")
                assert f"{name}, seq={after.seq}" in said(after, reused)


def test_brand_creator_and_operator_each_have_an_x_1_of_their_own() -> None:
    story = in_review()
    story.creator("request_cancel", reason="档期冲突", command_id=X)
    story.brand("reject", command_id=X)
    story.operator("freeze", party="creator", command_id=X)

    for by in PEOPLE:
        assert story.refused(by, "close_edit", command_id=X, **(LI if by is Party.OPERATOR else {})) == (
            "ID_REUSED"
        )


def test_an_id_an_operator_uses_for_a_party_is_the_operators() -> None:
    story = offered()
    story.do(Party.CREATOR, "accept", command_id=X, on_behalf_of="creator", **LI)

    story.creator("request_cancel", reason="档期冲突", command_id=X)
    assert story.refused(Party.OPERATOR, "freeze", party="creator", command_id=X, **LI) == "ID_REUSED"
    assert (
        story.refused(Party.BRAND, "waive_outline", command_id=X, on_behalf_of="brand", **LI) == "ID_REUSED"
    )


def test_a_party_does_not_burn_the_operators_id() -> None:
    story = writing()
    story.creator("request_cancel", reason="档期冲突", command_id=X)

    story.do(Party.CREATOR, "withdraw_cancel", command_id=X, on_behalf_of="creator", **LI)

    assert story.c.cancel_request is None


def test_an_id_that_spells_anothers_name_is_its_own() -> None:
    applied = remember((), Named(Party.CREATOR, X, "accept", "d"), 3)

    for crafty in ("creator:X-1", "creator X-1", "creatorX-1"):
        recall(applied, Named(Party.BRAND, crafty, "reject", "d"))


def test_ids_kept_before_they_had_owners_are_still_known() -> None:
    old = (Applied(sha256(X.encode()).hexdigest()[:16], "accept", "d", 3),)

    with pytest.raises(Repeated):
        recall(old, Named(Party.CREATOR, X, "accept", "d"))
    with pytest.raises(Refused, match="accept, seq=3"):
        recall(old, Named(Party.CREATOR, X, "submit", "d"))


def test_the_last_200_are_kept_and_nothing_is_kept_of_a_command_without_an_id() -> None:
    applied: tuple[Applied, ...] = ()
    for n in range(APPLIED_MAX + 1):
        applied = remember(applied, Named(Party.BRAND, f"b-{n}", "settle", "d"), n)

    assert len(applied) == APPLIED_MAX
    recall(applied, Named(Party.BRAND, "b-0", "reject", "d"))
    with pytest.raises(Refused):
        recall(applied, Named(Party.BRAND, "b-1", "reject", "d"))
    assert remember(applied, Named(Party.BRAND, "", "settle", "d"), 9) == applied
