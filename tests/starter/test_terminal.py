"""What a terminal shows of text from outside: no escape is obeyed, no markup read, no id cut."""

import io

import pytest

from settings import PACKAGES, ROOT
from starter.cli.console import table
from starter.terminal import Listing, Terminal

HOSTILE = (
    "[/b]促销[red]",
    "[link=https://evil.example]x[/link]",
    ":smile:",
    "\x1b[2J\x1b[31mPAID",
    "\u202ePAID",
    "a\0b",
)
IDS = ("qingyou-2026-1128-0000000000001", "qingyou-2026-1128-0000000000002")


def printed(what: object, width: int | None = None) -> str:
    stream = io.StringIO()
    Terminal(file=stream, width=width).print(what)
    return stream.getvalue()


def listing(*titles: str) -> Listing:
    shown = table("任务", "标题", "金额", right=(2,))
    for cid, title in zip(IDS, titles, strict=False):
        shown.add_row(cid, title, "1,234,567.00")
    return shown


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["a line", "a cell"])
def test_text_is_shown_and_neither_obeyed_nor_read_as_markup(text: str, place: str) -> None:
    told = printed(text if place == "a line" else listing(text))

    assert "\x1b" not in told
    assert "\u202e" not in told
    if text.isprintable():
        assert text in told


@pytest.mark.parametrize("width", [None, 200, 80, 60, 40])
def test_ids_and_amounts_are_never_cut_or_broken(width: int | None) -> None:
    told = printed(listing("夏日新品上市之前的很长很长的一个标题" * 3, "短"), width)

    assert all(cid in told for cid in IDS)
    assert told.count("1,234,567.00") == 2
    assert "…" not in told


def test_in_a_file_every_row_is_one_line() -> None:
    told = printed(listing("夏日新品上市之前的很长很长的一个标题" * 20, "短"))

    assert len(told.splitlines()) == 3


def test_every_command_prints_through_the_terminal() -> None:
    """A console of its own would read markup and obey escapes."""
    sources = (path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    makers = {path.name for path in sources if " Console(" in path.read_text()}

    assert makers == set()
