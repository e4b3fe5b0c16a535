"""The help of every command at every width: nothing of it is cut, and every option stands in it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from starter.cli import __main__ as cli
from starter.cli.helped import spoken
from starter.cli.kinds import CALLED, Reader
from tests.starter.test_readers import BUILT

FOLDED = 14
"""On the narrowest screen a long name is broken behind this, with its neighbour's beside it."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FRAME = re.compile(r"[\s─│╭╮╰╯├┤┌┐└┘]")


def every(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from every(each, (*path, name))


def bare(text: str) -> str:
    return FRAME.sub("", text)


def _stands_in_words(text: str, told: str) -> bool:
    """Beside a column that is broken too, its lines stand between the other's."""
    return "|" in text and all(bare(word) in told for word in text.split("|"))


COMMANDS = dict(every(BUILT))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_nothing_of_any_help_is_cut(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for path, command in COMMANDS.items():
        words = ["--lang", lang, *path, "--help"]
        code = cli.run(lambda words=words: BUILT(words, prog_name="starmap"))  # type: ignore[misc]
        told = bare(capsys.readouterr().out)

        assert code == 0, path
        texts = [command.help or "", *(each.help or "" for each in command.params)]
        texts += [each.help.partition("\n\n")[0] for each in getattr(command, "commands", {}).values()]
        texts = [spoken(each, lang) for each in texts]
        missing = [text for text in texts if bare(text) not in told and not _stands_in_words(text, told)]
        assert missing == [], (path, width, told)
        named = [
            name
            for each in command.params
            if not getattr(each, "hidden", False)
            for name in each.opts
            if name.startswith("--")
        ]
        assert [name for name in named if name[:FOLDED] not in told] == [], path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_help_speaks_one_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    """By itself with --lang, else that of the terminal. Examples and defaults are what one may write."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LC_ALL", {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[lang])
    for path in COMMANDS:
        cli.run(lambda words=[*path, "--help"]: BUILT(words, prog_name="starmap"))  # type: ignore[misc]
        by_terminal = capsys.readouterr().out
        cli.run(lambda words=[f"--lang={lang}", *path, "--help"]: BUILT(words, prog_name="starmap"))  # type: ignore[misc]
        assert capsys.readouterr().out == by_terminal, path

        told = [line for line in by_terminal.splitlines() if "{" not in line and "[default: " not in line]
        assert not any(" · " in line for line in told), (path, told)
        if lang == "en":
            assert not any(CHINESE.search(line) for line in told), (path, told)
        else:
            assert "用法：" in by_terminal, path
            assert "Show this" not in by_terminal, path


def test_a_text_is_spoken_by_its_side_its_asides_or_as_it_is() -> None:
    assert [spoken("甲 · a", lang) for lang in ("zh", "en")] == ["甲", "a"]
    assert [spoken("甲 · a\n\n{}", lang) for lang in ("zh", "en")] == ["甲\n\n{}", "a\n\n{}"]
    assert [spoken("x（甲 · a）, y", lang) for lang in ("zh", "en")] == ["x（甲）, y", "x (a), y"]
    assert spoken("alipay | bank_card", "en") == "alipay | bank_card"


def test_the_help_calls_every_parameter_what_it_is_read_as(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for path, command in COMMANDS.items():
        cli.run(lambda words=(*path, "--help"): BUILT(list(words), prog_name="starmap"))  # type: ignore[misc]
        told = capsys.readouterr().out

        kinds = [kind_of(each) for each in command.params]
        assert [f"<{kind}>" for kind in kinds if kind and f"<{kind}>" not in told] == [], path
        assert not re.search("<(int|float|datetime|Path)>", told), (path, told)


def kind_of(parameter: Any) -> str:
    reader = parameter.type_descriptor.parameter_info.parser
    return CALLED.get(reader.kind, reader.kind) if isinstance(reader, Reader) else ""
