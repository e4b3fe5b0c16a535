"""A base of terms is data that travels: what is written against it is read as it was meant, for ever."""

import json
from dataclasses import asdict, replace
from hashlib import sha256

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.commissions.ordering.terms import BEFORE, Terms
from domain.money.withdrawals.terms import WithdrawalTerms
from domain.term_bases import BASES, NEWEST, thinned

READ = {"commission": TypeAdapter(Terms), "withdrawal": TypeAdapter(WithdrawalTerms)}
KINDS = {"commission": Terms(), "withdrawal": WithdrawalTerms()}
KEPT = {"1": "5df6afce086ca84b9b25a37c9578427fa8790dbcd2746da3910719d8c5ca4d26"}
"""Whoever edits a base changes what open commissions have agreed to. A new one is added, with its digest."""


def test_no_base_is_ever_edited() -> None:
    told = {
        name: sha256(json.dumps(base, sort_keys=True).encode()).hexdigest() for name, base in BASES.items()
    }

    assert told == KEPT
    assert list(BASES)[-1] == NEWEST


@pytest.mark.parametrize("purpose", KINDS)
def test_terms_are_read_as_they_were_written_whatever_differs(purpose: str) -> None:
    terms = KINDS[purpose]
    for name, value in asdict(terms).items():
        other = replace(terms, **{name: f"{value}-b" if isinstance(value, str) else value + 1})
        written = thinned(vars(other), purpose)
        assert READ[purpose].validate_python(written) == other, name


def test_what_every_commission_agrees_to_is_not_written_again() -> None:
    assert thinned(vars(Terms(accept_hours=12)), "commission") == {"base": "1", "accept_hours": 12}


def test_a_term_that_a_base_does_not_know_yet_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the terms of the next release mean what they say although this base has never heard of them."""
    older = {name: value for name, value in BASES["1"]["commission"].items() if name != "reworks_max"}
    monkeypatch.setitem(BASES["1"], "commission", older)  # type: ignore[arg-type]

    written = thinned(vars(Terms()), "commission")

    assert written == {"base": "1", "reworks_max": 1}
    assert READ["commission"].validate_python(written) == Terms()
    assert READ["commission"].validate_python({"base": "1"}).reworks_max == BEFORE["reworks_max"]


@pytest.mark.parametrize("base", ["2", 1, None, ["1"], "1" * 500])
def test_terms_of_an_unknown_base_are_not_guessed(base: object) -> None:
    for reader in READ.values():
        with pytest.raises(ValidationError, match="unknown base"):
            reader.validate_python({"base": base})
