"""The terms: named, checked, compared, pinned (D7, D12.12)."""

from dataclasses import fields

import pytest

from domain.bounds import BadTerms
from domain.commissions.ordering.terms import Terms, differences, terms_from
from tests.domain.scenes import offered, published
from tests.domain.story import Story


def test_every_term_says_what_it_is_and_on_what_basis() -> None:
    for term in fields(Terms):
        assert term.metadata["zh"], term.name
        assert term.metadata["en"], term.name
        assert term.metadata["basis"], term.name


def test_overrides_replace_single_terms() -> None:
    terms = terms_from({"accept_hours": 48}, Terms(version="x"))

    assert (terms.accept_hours, terms.version, terms.settle_days) == (48, "x", 7)


def test_every_problem_is_named_at_once() -> None:
    wrong = {
        "tea": 1,
        "accept_hours": "24",
        "settle_days": -1,
        "fee_payer": "bank",
        "fee_bps": 10_001,
        "quiet_from": True,
    }

    with pytest.raises(BadTerms) as bad:
        terms_from(wrong)

    for name in wrong:
        assert f"{name}: " in str(bad.value)


def test_the_limits_themselves_are_fine() -> None:
    terms = terms_from({"fee_bps": 5_000, "late_grace_hours": 0, "fee_payer": "brand"})

    assert (terms.fee_bps, terms.late_grace_hours, terms.fee_payer) == (5_000, 0, "brand")


def test_two_versions_are_compared_term_by_term() -> None:
    assert differences(Terms(), terms_from({"version": "2027-01", "fee_bps": 600})) == [
        ("version", "2026-11", "2027-01"),
        ("fee_bps", 500, 600),
    ]
    assert differences(Terms(), Terms()) == []


def test_each_commission_keeps_its_own() -> None:
    old, new = Story(terms={"settle_days": 3}), offered()

    assert (old.c.order.terms.settle_days, new.c.order.terms.settle_days) == (3, 7)


def test_numbers_the_seeds_do_not_give_are_terms() -> None:
    story = published(
        terms={"hidden_tolerance_hours": 1, "edit_hours": 5, "rating_days": 2, "retry_minutes": 7}
    )
    story.brand("open_edit")

    assert story.clock("edit_by") == "2026-11-27 01:00"
