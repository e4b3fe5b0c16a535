"""A version of the terms says the same for ever, whoever asks first and however many at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.commissions.ordering.editions import Edition, digest
from domain.commissions.ordering.terms import Terms
from gateways.commissions.terms import SHOWN, SqlTermsStore, TermsChanged
from tests.gateways.records import NOON, at_once, counted

FIRST = Edition()
DEARER = replace(FIRST, terms=replace(Terms(), fee_bps=600, accept_hours=12))
NEXT = replace(FIRST, terms=replace(Terms(), version="2026-12", fee_bps=600))


def test_a_version_is_kept_once_and_met_again_whenever_it_is_the_same(engine: Engine) -> None:
    store = SqlTermsStore(engine)
    store.check(FIRST)
    assert counted(engine, "terms_versions") == 0

    for day in range(3):
        store.keep(FIRST, NOON + timedelta(days=day))

    assert counted(engine, "terms_versions") == 1
    assert store.first_met("2026-11") == NOON


def test_the_same_version_with_other_numbers_is_refused_term_by_term(engine: Engine) -> None:
    store = SqlTermsStore(engine)
    store.keep(FIRST, NOON)

    for act in (store.check, lambda edition: store.keep(edition, NOON)):
        with pytest.raises(TermsChanged) as refused:
            act(DEARER)

    both = f"2026-11, {digest(FIRST.numbers)[:SHOWN]} → {digest(DEARER.numbers)[:SHOWN]}"
    for told in (refused.value.zh, refused.value.en):
        assert f"{both}: accept_hours 24 → 12; fee_bps 500 → 600" in told
        assert "[next]" in told
        assert "effective_from" in told
    assert counted(engine, "terms_versions") == 1


def test_another_version_may_say_anything_and_the_first_may_come_back(engine: Engine) -> None:
    store = SqlTermsStore(engine)
    store.keep(FIRST, NOON)

    store.keep(NEXT, NOON + timedelta(days=1))
    store.keep(FIRST, NOON + timedelta(days=2))

    assert store.since("2026-12") == NOON + timedelta(days=1)
    assert store.since("2026-11") is None
    assert store.since("2027-01") is None


def test_of_two_starts_at_once_with_other_numbers_one_is_kept(engine: Engine) -> None:
    def start(number: int) -> str:
        try:
            SqlTermsStore(engine).keep((FIRST, DEARER)[number % 2], NOON)
        except TermsChanged:
            return "refused"
        return str(number % 2)

    told = at_once(8, start)

    assert sorted(told) == sorted(["refused"] * 4 + [next(each for each in told if each != "refused")] * 4)
    assert counted(engine, "terms_versions") == 1


@pytest.mark.parametrize("change", ["update terms_versions set digest = 'x'", "delete from terms_versions"])
def test_what_was_published_cannot_be_changed_behind_the_platforms_back(engine: Engine, change: str) -> None:
    SqlTermsStore(engine).keep(FIRST, NOON)

    with pytest.raises(DBAPIError, match="append only"), engine.begin() as connection:
        connection.execute(text(change))
