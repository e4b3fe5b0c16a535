"""What is wrong with the words of a command is told by us: by name, in both languages, with where to look."""

import re

import pytest

from starter.cli import __main__ as cli
from starter.cli.usage import said
from tests.starter.test_help import COMMANDS
from tests.starter.test_readers import BUILT

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOBODYS = re.compile(r"Usage:|Error|Invalid value|Got unexpected|Missing|No such|Traceback|Value error")
"""Words of the libraries that read the words."""
LEAVES = [path for path, command in COMMANDS.items() if path and not hasattr(command, "commands")]
GROUPS = [path for path, command in COMMANDS.items() if hasattr(command, "commands")]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = cli.run(lambda: BUILT(list(words), prog_name="starmap"))
    heard = capsys.readouterr()
    name, zh, en = heard.err.splitlines()

    assert (code, heard.out, name) == (2, "", "✗ BAD_USAGE"), words
    assert CHINESE.search(zh), words
    assert not CHINESE.search(en), words
    assert not NOBODYS.search(heard.err), (words, heard.err)
    path = [word for n, word in enumerate(words) if words[: n + 1] in COMMANDS]
    assert " ".join(["./starmap", *path, "--help"]) in heard.err
    return heard.err


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_tells_an_option_it_has_not_a_word_too_many_and_an_option_without_its_word(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    command = COMMANDS[path]
    assert "--nosuch" in told(capsys, *path, "--nosuch")
    for each in command.params:
        if each.opts[0].startswith("--") and not each.is_flag and each.name != "help":
            assert each.opts[0] in told(capsys, *path, each.opts[0])
            break


@pytest.mark.parametrize("path", GROUPS, ids=lambda path: " ".join(path) or "starmap")
def test_a_command_that_does_not_exist_is_named(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "没有命令 nosuch" in told(capsys, *path, "nosuch")


@pytest.mark.parametrize(
    ("words", "zh"),
    [
        (("accept",), "缺少 COMMISSION"),
        (("accept", "a-1", "b-1"), "多出 b-1"),
        (("creator", "verify", "atang"), "缺少选项 --name"),
        (("creator", "list", "--json=3"), "选项 --json 后面不写内容"),
        (("accept", "a-1", "--reasn", "x"), "没有选项 --reasn，是否指"),
        (("commission", "lst"), "没有命令 lst，是否指 list"),
        (("commission", "revive"), "写一个 COMMISSION，或写 --all，只写其一"),
        (("commission", "revive", "a-1", "--all"), "写一个 COMMISSION，或写 --all，只写其一"),
        (("commission", "import", "o.csv", "--results", "o.csv"), "--results 不能是订单文件本身"),
    ],
)
def test_the_mistake_is_said_in_chinese_too(
    words: tuple[str, ...], zh: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zh in told(capsys, *words)


def test_a_message_that_is_not_known_is_passed_on_whole() -> None:
    assert said("something new") == ("something new", "something new")
