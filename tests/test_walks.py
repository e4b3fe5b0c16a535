"""A walk leaves no case out, names every one that fails, and looks to pytest like one test."""

import inspect

import pytest

from tests.domain.corpus import examples_of
from tests.walks import for_each

WALKED: list[object] = []


@for_each("sign", "xyz")
@for_each(("number", "word"), [(1, "one"), (2, "two")])
def noted(number: int, word: str, sign: str) -> None:
    """Every combination, the innermost table the slowest."""
    WALKED.append((number, word, sign))
    assert (number, sign) != (1, "y")
    if sign == "z":
        pytest.fail("z is bad")


def test_every_case_is_walked_and_all_that_fail_are_named() -> None:
    WALKED.clear()

    with pytest.raises(ExceptionGroup) as failed:
        noted()

    assert [(n, word, sign) for n, word in ((1, "one"), (2, "two")) for sign in "xyz"] == WALKED
    assert "3 of 6 cases failed: [1-one-y], [1-one-z], [2-two-z]" in str(failed.value)
    assert ["assert (1, 'y') != (1, 'y')" in str(each) for each in failed.value.exceptions] == [
        True,
        False,
        False,
    ]


def test_to_pytest_it_is_one_test_without_arguments_at_its_place() -> None:
    assert inspect.signature(noted).parameters == {}
    assert inspect.unwrap(noted).__code__.co_filename == __file__
    assert (noted.__name__, noted.__module__) == ("noted", __name__)


def test_a_story_that_is_walked_is_played_case_by_case() -> None:
    marks = (pytest.mark.parametrize("sign", "xyz"), pytest.mark.parametrize("number", [1, 2]))

    def parametrised(number: int, sign: str) -> None: ...

    def walked(number: int, sign: str) -> None: ...

    for mark in reversed(marks):
        parametrised = mark(parametrised)
        walked = for_each(*mark.mark.args)(walked)

    assert list(examples_of(walked)) == list(examples_of(parametrised))


@pytest.mark.parametrize("wrong", [pytest.skip.Exception("not here"), KeyError("x")])
def test_no_case_leaves_out_the_others(wrong: BaseException) -> None:
    @for_each("number", [1, 2])
    def walked(number: int) -> None:
        WALKED.append(number)
        raise wrong

    WALKED.clear()
    with pytest.raises(ExceptionGroup, match="2 of 2 cases"):
        walked()
    assert WALKED == [1, 2]


def test_a_walk_that_lasts_too_long_is_stopped() -> None:
    @for_each("number", [1, 2])
    def walked(number: int) -> None:
        pytest.fail(f"Timeout (>120.0s) from pytest-timeout, at {number}.")

    with pytest.raises(pytest.fail.Exception, match="Timeout"):
        walked()


def test_a_walk_of_nothing_proves_nothing() -> None:
    @for_each("number", [])
    def walked(number: int) -> None:
        WALKED.append(number)

    with pytest.raises(AssertionError, match="nothing to walk"):
        walked()
