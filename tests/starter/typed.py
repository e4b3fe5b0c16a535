"""The command line in this process: the same program from its words to its exit code, no Python is started.

Reading the program takes a new process two seconds of CPU, so only what must be a process of its own is one:
what is killed or interrupted, what loses its terminal, and whatever proves how a process begins and ends.
"""

import asyncio
import io
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest

from starter.cli import __main__ as cli
from starter.cli.console import Voice
from starter.language import language
from tests.starter.test_readers import BUILT

TURN = threading.Lock()
"""The environment and the terminal are the process's: one command at a time."""


async def typed(*words: str, env: Mapping[str, str]) -> tuple[str, int]:
    """Stdout and stderr together, and the exit code. In a thread: a command has a loop of its own."""
    return await asyncio.to_thread(told, *words, env=env)


def told(*words: str, env: Mapping[str, str]) -> tuple[str, int]:
    paper = io.StringIO()
    with TURN, _environment(env), redirect_stdout(paper), redirect_stderr(paper):
        Voice.lang = language()
        code = cli.ended(lambda: BUILT(list(words), prog_name="starmap"))
    return paper.getvalue(), code


@contextmanager
def _environment(env: Mapping[str, str]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - env.keys():
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        yield
