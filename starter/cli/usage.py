"""What is wrong with the words of a command, by name and in both languages, as every other refusal."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from domain.refusals import in_words

UsageError: Any = typer.BadParameter.__base__
"""Typer does not name it among its own."""
SAID = (
    (r"Missing (?:argument|parameter) '(.+?)'\.", "缺少 {0}", "{0} is missing"),
    (r"Missing option '(.+?)'\.", "缺少选项 {0}", "the option {0} is missing"),
    (r"Missing (command)\.", "缺少命令", "a command is missing"),
    (r"No such option: (\S+)", "没有选项 {0}", "there is no option {0}"),
    (r"No such command '(.*?)'\.", "没有命令 {0}", "there is no command {0}"),
    (
        r"Option '(.+?)' requires an argument\.",
        "选项 {0} 后面要写内容",
        "something must follow the option {0}",
    ),
    (
        r"Option '(.+?)' does not take a value\.",
        "选项 {0} 后面不写内容",
        "nothing follows the option {0}",
    ),
    (r"Got unexpected extra argument\(s\) \((.+)\)", "多出 {0}", "too many words: {0}"),
    (r"Invalid value(?: for .+?)?: (.+)", "{0}", "{0}"),
)
"""What the reader of the words says, and how we say it."""
MAYBE = re.compile(r"(?:Did you mean|Possible options:) ?(.+?)[?)]")


class Misused(Exception):
    code = "BAD_USAGE"

    def __init__(self, wrong: Any, path: str) -> None:
        help_ = f"./starmap {path} --help".replace("  ", " ")
        self.zh, self.en = in_words(self.code, wrong=said(wrong.format_message()), help=help_)
        super().__init__(self.en)


def said(message: str) -> tuple[str, str]:
    for form, zh, en in SAID:
        if found := re.search(form, message, re.DOTALL):
            maybe = MAYBE.search(message)
            meant = maybe[1].replace("'", "") if maybe else ""
            also_zh, also_en = (f"，是否指 {meant}", f", perhaps {meant}") if meant else ("", "")
            of_zh, of_en = sides(found[1])
            return zh.format(of_zh) + also_zh, en.format(of_en) + also_en
    return sides(message)


def sides(text: str) -> tuple[str, str]:
    """What our own commands say in both languages, "中文 · English"; anything else stands for both."""
    zh, dot, en = text.partition(" · ")
    return (zh, en) if dot else (text, text)


class Words(TyperGroup):
    """The whole command: what is wrong anywhere in its words is told by us."""

    words: tuple[str, ...] = ()

    def make_context(self, info_name: str | None, args: list[str], *given: Any, **more: Any) -> Any:
        self.words = tuple(args)
        with self._told():
            return super().make_context(info_name, args, *given, **more)

    def invoke(self, ctx: Any) -> Any:
        with self._told():
            return super().invoke(ctx)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raises Misused. Without any words the help is no mistake."""
        try:
            yield
        except UsageError as wrong:
            if type(wrong).__name__ == "NoArgsIsHelpError":
                raise
            raise Misused(wrong, self._path()) from None

    def _path(self) -> str:
        """The command that was meant, as far as it exists."""
        command: Any = self
        found = []
        for word in self.words:
            if word in getattr(command, "commands", {}):
                command = command.commands[word]
                found.append(word)
        return " ".join(found)
