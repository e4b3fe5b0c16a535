"""What a version of the terms stands for, and what makes another one of it."""

from dataclasses import fields, replace

from domain.commissions.ordering.editions import Edition, Numbers, changed, digest
from domain.commissions.ordering.terms import BEFORE, Terms
from domain.commissions.task_types import TASK_TYPES
from domain.money.withdrawals.terms import WithdrawalTerms
from tests.walks import for_each

NOW = Edition().numbers


def without(part: str, name: str) -> Numbers:
    return {**NOW, part: {each: value for each, value in NOW[part].items() if each != name}}


@for_each("name", [each.name for each in fields(Terms)])
def test_every_term_of_orders_belongs_to_a_version(name: str) -> None:
    other = replace(Edition(), terms=replace(Terms(), **{name: "other"})).numbers

    assert changed(NOW, other) == [(name, getattr(Terms(), name), "other")]
    assert digest(NOW) != digest(other)


@for_each("name", [each.name for each in fields(WithdrawalTerms)])
def test_every_term_of_withdrawing_belongs_to_it_too(name: str) -> None:
    other = replace(Edition(), withdrawal=replace(WithdrawalTerms(), **{name: 7})).numbers

    assert [each[0] for each in changed(NOW, other)] == [f"withdrawal.{name}"]


def test_what_a_task_type_has_of_its_own_belongs_to_it_too() -> None:
    kind = next(each for each in TASK_TYPES.values() if each.terms)
    other = {**NOW, kind.name: {**kind.terms, "submit_days": 9}}

    assert changed(NOW, other) == [(f"{kind.name}.submit_days", None, 9)]


def test_a_task_type_that_was_not_there_before_is_no_change() -> None:
    assert not changed({part: said for part, said in NOW.items() if part != "douyin_video"}, NOW)


@for_each("name", [each.name for each in fields(Terms)])
def test_a_term_that_an_older_program_did_not_have_counts_as_what_bound_nobody(name: str) -> None:
    found = changed(without("terms", name), NOW)

    now = getattr(Terms(), name)
    assert found == ([(name, BEFORE[name], now)] if BEFORE.get(name, now) != now else [])
