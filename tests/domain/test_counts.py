"""Whatever is counted in English is told in its number, in one place."""

import ast
import re
from collections.abc import Iterator

from domain.counts import how_many, in_number
from settings import PACKAGES, ROOT
from tests.walks import for_each

THINGS = re.compile(r" (?:of (?:the|its) )?(?:[a-z-]+ )?([a-z-]+s)\b")
NOT_THINGS = {
    *("accepts", "allows", "as", "asks", "begins", "belongs", "does", "ends", "fails", "goes", "has"),
    *("holds", "is", "its", "keeps", "lets", "lies", "makes", "means", "names", "needs", "orders", "reads"),
    *("rests", "says", "settles", "stands", "takes", "this", "waits", "was", "withdraws"),
}
"""What ends like a plural and is none."""


@for_each(
    ("number", "things", "told"),
    [
        (0, "commissions", "0 commissions"),
        (1, "commissions", "1 commission"),
        (2, "commissions", "2 commissions"),
        (1, "entries", "1 entry"),
        (1, "transfers at the bank", "1 transfer at the bank"),
        (1, "natural days", "1 natural day"),
        (1, "top-ups booked", "1 top-up booked"),
        (1, "times", "1 time"),
        (1, "postings", "1 posting"),
        (11, "lines", "11 lines"),
    ],
)
def test_what_is_counted_is_told_in_its_number(number: int, things: str, told: str) -> None:
    assert how_many(number, things) == told


def test_where_a_term_is_one_its_unit_is_one() -> None:
    text = "{hours} hours late, {days} natural days; “{title}” days, {n} minutes"

    told = in_number(text, {"hours": 1, "days": "1", "title": "1", "n": 11})

    assert told == "{hours} hour late, {days} natural day; “{title}” days, {n} minutes"


def counted_by_hand(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A value in an f-string with a plural behind it: a constant is no count."""
    for each in ast.walk(tree):
        if not isinstance(each, ast.JoinedStr):
            continue
        for value, behind in zip(each.values, each.values[1:], strict=False):
            if not isinstance(value, ast.FormattedValue) or not isinstance(behind, ast.Constant):
                continue
            found = THINGS.match(str(behind.value))
            constant = ast.unparse(value.value).isupper()
            if found and found[1] not in NOT_THINGS and not constant:
                yield each.lineno, ast.unparse(value.value) + found[0]


def test_nothing_is_counted_by_hand() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {said}"
        for place in PACKAGES
        for path in (ROOT / place).rglob("*.py")
        for line, said in counted_by_hand(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []
