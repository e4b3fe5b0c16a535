"""Every story the rules were read by is played by a test that bears its number."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.domain.story_ends import ENDS
from tests.walks import for_each

NUMBERED = re.compile(r"test_((?:[abc]\d+b?_)+)")


@cache
def played() -> frozenset[str]:
    """The numbers that stand in the names of tests of the domain."""
    return frozenset(
        number[0].upper() + number[1:]
        for file in Path(__file__).parent.glob("test_*.py")
        for test in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(test, ast.FunctionDef) and (named := NUMBERED.match(test.name))
        for number in named[1].rstrip("_").split("_")
    )


@for_each("number", ENDS)
def test_every_story_is_played_by_a_test_that_bears_its_number(number: str) -> None:
    assert number in played(), f"play it to its end: {ENDS[number]}"


def test_no_test_bears_the_number_of_a_story_that_is_not_told() -> None:
    assert played() - ENDS.keys() == frozenset()
