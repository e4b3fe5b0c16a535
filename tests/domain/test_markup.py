import pytest
from markdown_it import MarkdownIt

from domain.markup import quoted, said
from tests.walks import for_each

HOSTILE = (
    "[t](https://evil.example)",
    "![](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "https://evil.example/a",
    "www.evil.example",
    "mailto:li@evil.example",
    "**已打款** _斜体_ ~~删除~~",
    "_a_b_ __c__d_ e_ _f __ 甲_乙_丙 _(x)_y_",
    "`rm -rf`",
    "a\n\n# 标题\n- 列表\n> 引用",
    "| a | b |\n|---|---|",
    "&lt;b&gt; &#x1b;",
    "\\[x\\]",
    "\x1b[2J\x1b[31mPAID",
    "\u202ePAID",
    "[x]: https://evil.example",
    "[^1]",
    "&amp;copy;",
)
PLAIN = {"paragraph_open", "paragraph_close", "inline"}


@for_each("text", HOSTILE)
def test_what_people_wrote_is_text_in_the_page_of_operators(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"为什么：“{said(text)}”")

    assert {each.type for each in tokens} == PLAIN
    assert {part.type for each in tokens for part in each.children or ()} == {"text"}
    assert "://" not in said(text)
    assert "www." not in said(text)
    assert said(text).isprintable()


@for_each("text", HOSTILE)
def test_what_is_quoted_as_code_stays_code(text: str) -> None:
    (paragraph,) = [
        each for each in MarkdownIt("gfm-like", {"linkify": False}).parse(quoted(text)) if each.children
    ]

    assert [part.type for part in paragraph.children or ()] == ["code_inline"]
    assert quoted(text).isprintable()


def test_ordinary_words_are_not_changed() -> None:
    assert said("标题与产品不符，请改为 V2.0（3.5 折）") == "标题与产品不符，请改为 V2.0（3.5 折）"


@pytest.mark.parametrize("code", ["ACCOUNT_INVALID", "creator_59", "submit_by", "creator:a__b_1-2"])
def test_a_code_or_an_id_is_told_as_it_is_to_be_copied(code: str) -> None:
    assert said(f"打款 {code}（1）") == f"打款 {code}（1）"
