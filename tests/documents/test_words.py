"""Words that plain English and natural Chinese do without, in pages and in texts that people see.

What is left of them stands in words_left.txt, word by word and file by file: it may only become less.
``python -m tests.documents.test_words`` writes it after a page was rewritten.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from settings import ROOT
from tests.documents.test_paths import CODE, tracked

LEFT = Path(__file__).with_name("words_left.txt")
ENGLISH = (
    "anew",
    "at once",
    "beside",
    "by hand",
    "for ever",
    "goes? on",
    "lacks?",
    "lacking",
    "looks? after",
    "mend(?:s|ed|ing)?",
    "need not",
    "of its own",
    "of ours",
    "sick",
    "stands? in",
    "struck under",
    "whence",
    "whoever",
)
CHINESE = ("任务书", "照看者", "账本不认识", "银行没有这", "失信于人", "不是公开", "走完一生", "坏日子")
FORBIDDEN = {
    **{each: re.compile(rf"\b{each}\b", re.IGNORECASE) for each in ENGLISH},
    **{each: re.compile(each) for each in CHINESE},
}
SEEN = ("gateways/refusals.py", "setting_words.py")
FOLDERS = (
    "domain/commissions/notices",
    "domain/commissions/views",
    "domain/documents",
    "domain/refusals",
    "starter/cli",
)


def texts() -> Iterator[tuple[str, str]]:
    """The pages without their code, and the literals of the files whose texts people see."""
    for path in tracked("*.md"):
        yield str(path.relative_to(ROOT)), CODE.sub("", path.read_text("utf-8"))
    for path in tracked("*.py"):
        name = str(path.relative_to(ROOT))
        if name in SEEN or name.startswith(FOLDERS):
            yield name, "\n".join(literals(path))


def literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def found() -> dict[str, int]:
    counted = {
        f"{name}: {word}": len(pattern.findall(text))
        for name, text in texts()
        for word, pattern in FORBIDDEN.items()
    }
    return {each: count for each, count in sorted(counted.items()) if count}


def left() -> dict[str, int]:
    lines = (each.rpartition(" ") for each in LEFT.read_text("utf-8").splitlines())
    return {name: int(count) for name, _, count in lines}


def test_no_text_has_more_of_these_words_than_are_left() -> None:
    known = left()

    assert {each: count for each, count in found().items() if count > known.get(each, 0)} == {}


def test_what_was_rewritten_is_no_exception_any_more() -> None:
    now = found()

    assert {each: count for each, count in left().items() if now.get(each, 0) < count} == {}


if __name__ == "__main__":
    LEFT.write_text("".join(f"{each} {count}\n" for each, count in found().items()), "utf-8")
