"""A command reads its own part of the program and no other; nobody sees a difference."""

import subprocess
import sys
from typing import Any

import pytest
import typer

from domain.commissions.moves import MESSAGES
from settings import ROOT
from starter.cli import every
from starter.cli.__main__ import asked
from starter.cli.assembly import assembled, word_of
from starter.cli.parts import PARTS

HEAVY = ("sqlalchemy", "temporalio", "pydantic", "alembic", "opentelemetry", "settings")
PROGRAM = """
import sys
from starter.cli.__main__ import whole
code = whole()
print(*[each for each in {heavy!r} if each in sys.modules], file=sys.stderr)
sys.exit(code)
"""


def test_the_help_of_the_whole_command_reads_neither_database_nor_temporal_client() -> None:
    program = PROGRAM.format(heavy=HEAVY)

    ended = subprocess.run(
        [sys.executable, "-c", program, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "commission" in ended.stdout
    assert ended.stderr.strip() == ""


def shape(command: Any) -> object:
    """Names, texts and parameters, down to the last command."""
    below = getattr(command, "commands", {})
    parameters = [(each.name, each.opts) for each in command.params]
    text = command.help
    return text, parameters, {name: shape(each) for name, each in below.items()}


@pytest.mark.parametrize("word", [*(part.word for part in PARTS), *map(word_of, MESSAGES.values())])
def test_a_part_read_alone_is_what_it_is_among_all(word: str) -> None:
    alone: Any = typer.main.get_command(assembled([word]))
    among_all: Any = typer.main.get_command(every.app)

    assert set(alone.commands) == set(among_all.commands)
    assert shape(alone.commands[word]) == shape(among_all.commands[word])


def test_the_words_of_a_command_are_found_behind_its_options() -> None:
    assert asked(["--lang", "en", "commission", "list", "--json"]) == ["en", "commission", "list"]
