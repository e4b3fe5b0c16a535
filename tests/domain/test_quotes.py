"""What a brand is quoted for cancelling has a version that changes with its ground."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.commissions.money.quotes import present_quote, quote
from domain.commissions.state.stages import Stage
from domain.commissions.views.payloads import payload
from domain.commissions.views.view import view
from domain.party import Party
from domain.refusals import Refused
from models.messages.command import Command
from tests.domain.scenes import (
    approved,
    cancelled,
    in_audit,
    in_final_review,
    in_review,
    making_outline,
    outline_in_review,
    published,
    writing,
)
from tests.domain.story import DAY, HOUR, Story

BEFORE_PUBLICATION = (
    making_outline,
    outline_in_review,
    writing,
    in_audit,
    in_review,
    in_final_review,
    approved,
)


def version(story: Story) -> str:
    return quote(story.c, story.now).version


def test_every_stage_has_a_version_of_its_own_where_the_amount_is_the_same_too() -> None:
    versions = [version(scene()) for scene in BEFORE_PUBLICATION]

    assert len(set(versions)) == len(BEFORE_PUBLICATION)


def test_another_price_and_other_terms_are_another_version() -> None:
    story = in_review()
    order = story.c.order
    dearer = replace(story.c, order=replace(order, price_fen=order.price_fen + 1))
    other = replace(story.c, order=replace(order, terms=replace(order.terms, version="2027-01")))
    harder = replace(story.c, order=replace(order, terms=replace(order.terms, kill_fee_content_bps=5_001)))

    versions = {quote(each, story.now).version for each in (story.c, dearer, other, harder)}

    assert len(versions) == 4


def test_the_same_ground_has_the_same_version_an_hour_later() -> None:
    story = in_review()
    before = version(story)

    story.wait(HOUR)

    assert version(story) == before


@pytest.mark.parametrize("scene", BEFORE_PUBLICATION)
def test_a_brand_that_names_amount_and_version_cancels(scene: Callable[..., Story]) -> None:
    story = scene()
    present = quote(story.c, story.now)

    story.brand("cancel", quoted_fen=present.fen, quote=present.version)

    waits = story.stage is Stage.PLATFORM_AUDIT and story.c.pending_cancel is not None
    assert waits or story.stage is Stage.CANCELLED


def test_an_older_version_is_stale_though_the_amount_is_equal() -> None:
    story = in_review()
    old = quote(story.c, story.now)
    story.brand("approve", release_at=story.now + DAY)
    present = quote(story.c, story.now)

    with pytest.raises(Refused) as refused:
        story.brand("cancel", quoted_fen=old.fen, quote=old.version)

    assert (old.fen, refused.value.code) == (present.fen, "QUOTE_STALE")
    assert refused.value.detail == f"quoted_fen={present.fen}, quote={present.version}"


def test_a_version_that_never_was_is_stale_where_nothing_is_due_too() -> None:
    assert writing().refused(Party.BRAND, "cancel", quote="00000000") == "QUOTE_STALE"


def test_a_version_alone_does_not_name_what_is_due() -> None:
    story = in_review()

    assert story.refused(Party.BRAND, "cancel", quote=version(story)) == "QUOTE_STALE"


@pytest.mark.parametrize("scene", [published, cancelled])
def test_what_is_published_or_over_is_quoted_nothing(scene: Callable[..., Story]) -> None:
    story = scene()

    assert present_quote(story.c, story.now) is None
    assert view(story.c, Party.BRAND, story.now)["quote"] == ""


def test_the_brand_and_the_operator_see_the_version_and_the_creator_does_not() -> None:
    story = in_review()

    assert view(story.c, Party.BRAND, story.now)["quote"] == version(story)
    assert view(story.c, Party.OPERATOR, story.now)["quote"] == version(story)
    assert "quote" not in view(story.c, Party.CREATOR, story.now)


def test_the_message_to_paste_names_both() -> None:
    story = in_review()

    pasted = payload(story.c, "cancel", Party.BRAND, story.now)

    assert pasted is not None
    assert (pasted["quoted_fen"], pasted["quote"]) == (150_000, version(story))


def test_a_cancel_without_a_version_has_the_digest_it_always_had() -> None:
    assert Command(quoted_fen=150_000, reason="推广计划改变").digest() == "c99801b9704ef4ff"
    assert Command(quoted_fen=150_000, quote="0a1b2c3d").digest() != Command(quoted_fen=150_000).digest()
