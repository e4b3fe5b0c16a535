"""The help in one language at a time: that of ``--lang``, else of the terminal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand, TyperGroup

from starter.language import language

ASIDE = re.compile(r"（([^（）]*?) · ([^（）]*?)）")
OURS: Mapping[str, str] = {"Show this message and exit.": "显示这份说明 · show this and end"}
TITLES: Mapping[str, tuple[str, str]] = {
    "ARGUMENTS_PANEL_TITLE": ("参数", "Arguments"),
    "OPTIONS_PANEL_TITLE": ("选项", "Options"),
    "COMMANDS_PANEL_TITLE": ("命令", "Commands"),
    "DEFAULT_STRING": ("[默认 {}]", "[default: {}]"),
    "REQUIRED_LONG_STRING": ("[必填]", "[required]"),
}
"""What Typer writes itself."""
TEXTS = ("help", "short_help", "rich_help_panel")


def spoken(text: str, lang: str) -> str:
    """Of "中文 · English" the one side, also in parentheses; what has no sides stands for both."""
    text, blank, example = OURS.get(text, text).partition("\n\n")
    side = 0 if lang == "zh" else 1
    told, asides = ASIDE.subn(lambda found: f"（{found[1 + side]}）" if side == 0 else f" ({found[2]})", text)
    zh, dot, en = told.partition(" · ")
    return ((zh, en)[side] if dot and not asides else told) + blank + example


def asked_language(words: Sequence[str]) -> str:
    """As the words of the command have it: the help is told before they are all read."""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if word == "--lang" or word.startswith("--lang="):
            return language(word.partition("=")[2] or following)
    return language()


def install() -> None:
    """Once, for every command: Typer offers no hook for it."""
    for kind in (TyperCommand, TyperGroup):
        if kind.format_help.__module__ != __name__:
            kind.format_help = _told_by(kind.format_help)  # type: ignore[method-assign]


def _told_by(plain: Any) -> Any:
    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        lang = asked_language(getattr(ctx.find_root().command, "words", ()))
        with _in(lang, self, ctx):
            plain(self, ctx, formatter)

    return format_help


@contextmanager
def _in(lang: str, command: Any, ctx: Any) -> Iterator[None]:
    from typer import rich_utils  # noqa: PLC0415  # only a help needs it, and it takes long to read

    changed: list[tuple[Any, str, Any]] = []

    def put(of: Any, name: str, value: Any) -> None:
        changed.append((of, name, getattr(of, name)))
        setattr(of, name, value)

    shown = (command, *command.get_params(ctx), *getattr(command, "commands", {}).values())
    for each in shown:
        for name in TEXTS:
            if isinstance(getattr(each, name, None), str):
                put(each, name, spoken(getattr(each, name), lang))
    for name, sides in TITLES.items():
        put(rich_utils, name, sides[0 if lang == "zh" else 1])
    usage = command.get_usage
    if lang == "zh":
        put(command, "get_usage", lambda ctx: usage(ctx).replace("Usage:", "用法：", 1))
    try:
        yield
    finally:
        for of, name, value in reversed(changed):
            setattr(of, name, value)
