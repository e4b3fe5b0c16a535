"""Every command that any text names exists, and takes the words it is named with.

Texts are the pages, the help, and every string of the program: refusals, advice, findings, what `up` says.
"""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from settings import PACKAGES, ROOT
from tests.starter.test_readers import BUILT

PAGES = sorted(path for pattern in ("*.md", "docs/*.md", "examples/**/*.md") for path in ROOT.glob(pattern))
PROGRAM = sorted(path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py"))
OTHERS = [ROOT / name for name in ("settings.py", "worker.py", ".env.example")]
CALLED = re.compile(r"(?:\./|(?<![\w./-]))starmap[ ](?P<rest>[a-z-][^`\n；。，、）)\"]*)")
QUOTED = re.compile(r"`(?P<rest>[a-z][^`\n]*)`")
STOPS = re.compile(
    r"(?:,\s|\s+(?:#|\$\(|查看|&&|\|(?:\s|$)|>|·|:|;|to\b|and\b|or\b|looks?\b|is\b|then\b|later\b|in\b|with\b)).*"
)
OF_COMPOSE = "up --build"
GROUPS = {name: each for name, each in BUILT.commands.items() if hasattr(each, "commands")}
AFTER = "(?= ?(?:$|[\u4e00-\u9fff，；。）、]))"
PAIR = re.compile(rf"[\u4e00-\u9fff：，；（、] ?(?P<rest>(?:{'|'.join(GROUPS)}) [a-z][a-z|-]*){AFTER}")
"""Among Chinese words these are commands and nothing else."""
PLACEHOLDER = re.compile(r"[A-Z…{}$<>\[\]]|[\u4e00-\u9fff]|^\.\.\.$")


def named(text: str, *, page: bool) -> Iterator[str]:
    """The words after `starmap`; on a page also a code that begins with a group."""
    for found in CALLED.finditer(text):
        yield STOPS.sub("", found["rest"]).rstrip(" ,.:!?")
    if page:
        for found in QUOTED.finditer(text):
            first, _, more = found["rest"].partition(" ")
            if (
                more
                and found["rest"] != OF_COMPOSE
                and (first in GROUPS or (first in BUILT.commands and more.startswith("--")))
            ):
                yield found["rest"]


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(each.value if isinstance(each, ast.Constant) else "X" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def program() -> set[str]:
    found: set[str] = set()
    for path in PROGRAM:
        for text in strings(path):
            found |= set(named(text, page=False))
            found |= {each["rest"] for each in PAIR.finditer(text)}
    return found


def pages() -> set[str]:
    found = {each for path in PAGES for each in named(path.read_text(encoding="utf-8"), page=True)}
    return found | {each for path in OTHERS for each in named(path.read_text(encoding="utf-8"), page=False)}


def wrong(rest: str) -> str:
    """What of it the command line would not take; nothing where it is all right."""
    try:
        words = shlex.split(rest)
    except ValueError:
        words = rest.split()
    command: Any = BUILT
    while words and hasattr(command, "commands"):
        word = words.pop(0)
        if word in ("--lang", "--remote"):
            words = words[1:]
            continue
        if word == "--help":
            return ""
        if word in ("…", "..."):
            return ""
        if "|" in word:
            missing = [each for each in word.split("|") if each not in command.commands]
            return f"no {missing}" if missing else ""
        if word not in command.commands:
            return f"no {word}"
        command = command.commands[word]
    return "" if hasattr(command, "commands") else _options(command, words)


def _options(command: Any, words: list[str]) -> str:
    options = {name: each for each in command.params for name in (*each.opts, *each.secondary_opts)}
    positional = [each for each in command.params if not each.opts[0].startswith("-")]
    given, rest = [], iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if not word.startswith("--") or word == "--help":
            given.append(word)
        elif name not in options:
            return f"no option {name}"
        elif not options[name].is_flag:
            value = value if equals else next(rest, "")
            unread = _unread(options[name], value)
            if unread:
                return unread
    told = [each for each in given if each not in ("…", "...", "--help")]
    if len(told) > len(positional):
        return f"too many words: {told}"
    return next(
        (why for each, word in zip(positional, told, strict=False) if (why := _unread(each, word))), ""
    )


def _unread(parameter: Any, word: str) -> str:
    """A value that is no placeholder is read by its own reader."""
    reader = parameter.type_descriptor.parameter_info.parser
    if reader is None or not word or PLACEHOLDER.search(word):
        return ""
    try:
        reader(word)
    except Exception as refused:  # noqa: BLE001  # whatever it says
        return str(refused)
    return ""


@pytest.mark.parametrize("rest", sorted(program()))
def test_every_command_that_the_program_names_exists(rest: str) -> None:
    assert wrong(rest) == ""


@pytest.mark.parametrize("rest", sorted(pages()))
def test_every_command_that_a_page_names_exists(rest: str) -> None:
    assert wrong(rest) == ""


def test_the_texts_are_looked_through() -> None:
    assert {"server prepare", "health", "withdrawal show"} <= program()
    assert {"attention", "ledger check"} <= pages()
    assert len(program()) > 20
    assert len(pages()) > 80


@pytest.mark.parametrize(
    "rest",
    ["creator lists", "commission show ID --rolle brand", "ledger", "withdrawal list|shows", "nothing x"],
)
def test_what_does_not_exist_is_found(rest: str) -> None:
    assert bool(wrong(rest)) is (rest != "ledger")
