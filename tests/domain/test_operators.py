"""Who is an operator, and what becomes of a reason (D4)."""

import pytest

from domain.operators import check_reason, is_operator, shortened
from domain.refusals import Refused
from tests.walks import for_each


@pytest.mark.parametrize(
    "actor", ["operator:li", "operator:李", "operator:7", "operator:li.ming", "operator:temporal"]
)
def test_an_operator_has_a_name(actor: str) -> None:
    assert is_operator(actor)


@for_each(
    "actor",
    [
        "",
        "operator",
        "operator:",
        "operator: ",
        "operator:　",
        "operator:-",
        "operator: li",
        "operator:l\ni",
        "creator:li",
    ],
)
def test_blanks_signs_and_other_parties_are_nobody(actor: str) -> None:
    assert not is_operator(actor)


@pytest.mark.parametrize(
    ("reason", "code"), [("", "REASON_NEEDED"), (" \n", "REASON_NEEDED"), ("长" * 101, "REASON_TOO_LONG")]
)
def test_a_reason_is_needed_and_not_longer_than_people_may_write(reason: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_reason(reason, 100)


def test_a_reason_of_exactly_that_length_is_kept_whole() -> None:
    check_reason("长" * 100, 100)
    assert shortened("长" * 100, 100) == "长" * 100


def test_what_is_cut_is_seen_to_be_cut() -> None:
    assert shortened("长" * 101, 100) == "长" * 99 + "…"
