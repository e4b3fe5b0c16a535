"""Chinese is written without blanks between its words: a label ends in a colon, two words stand together."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.commissions.notices import EVERY
from domain.commissions.views.details import details
from domain.commissions.views.telling import Event, Reader, told
from domain.party import PEOPLE, Party
from domain.refusals import REFUSALS
from models.messages.work import WithdrawalStart
from services.money.withdrawals import summary
from settings import PACKAGES, ROOT
from tests.domain import scenes
from tests.domain.test_seen_brief import STORIES, page
from tests.domain.test_telling import MOVES, WHY
from tests.domain.test_withdrawals import NOON
from tests.walks import for_each

SOURCES = sorted(each for name in PACKAGES for each in (ROOT / name).rglob("*.py"))
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md"), ROOT / "terms.toml"])
BLANK = re.compile(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
"""What is typed has blanks between its words: `brand withdraw 品牌主 金额`."""
DIAGRAM = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
ALLOWED = {
    "展现 阅读 评论 点赞 分享": "taken apart at its blanks, never shown as it is",
}


def blanks(text: str) -> list[str]:
    bare = CODE.sub("`", DIAGRAM.sub(r"\1", text))
    return [bare[max(0, each.start() - 9) : each.end() + 9] for each in BLANK.finditer(bare)]


def literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@for_each("scene", STORIES)
def test_no_page_of_any_story_has_a_blank_between_two_words(scene: str) -> None:
    story = STORIES[scene]()
    reader = Reader(story.c.order, "zh", story.now)
    pages = (
        details(story.c, story.now, "zh", None),
        *(page(story, party) for party in PEOPLE),
        *(told(Event.of(line), reader) for line in story.c.recent),
    )

    assert [found for each in pages for found in blanks(each)] == []


@for_each(("name", "by"), MOVES)
def test_no_event_of_anybody_has_one(name: str, by: Party) -> None:
    story = scenes.published()
    events = [Event(story.now, name, by, reason=WHY)]
    events += [Event(story.now, name, by, refusal=code) for code in REFUSALS]

    assert [
        found for each in events for found in blanks(told(each, Reader(story.c.order, "zh", story.now)))
    ] == []


def test_no_notice_has_one() -> None:
    assert [found for each in EVERY for found in blanks(each.zh)] == []


@for_each("path", SOURCES)
def test_no_text_in_the_code_has_one(path: Path) -> None:
    assert [found for each in literals(path) if each not in ALLOWED for found in blanks(each)] == []


def test_every_exception_is_still_there() -> None:
    written = {each for path in SOURCES for each in literals(path)}

    assert set(ALLOWED) <= written


@for_each("path", PAGES)
def test_no_page_of_the_documents_has_one(path: Path) -> None:
    assert blanks(path.read_text("utf-8")) == []


@pytest.mark.parametrize("fen", [0, 285_000])
@pytest.mark.parametrize("brand", ["", "qingyou"])
def test_the_summary_of_a_withdrawal_has_none(brand: str, fen: int) -> None:
    start = WithdrawalStart("w-1", "", "atang", fen, 1, NOON, brand_id=brand)

    assert blanks(summary("zh", start)) == []
