"""The number of an act of money: whoever repeats a command repeats its number, and nothing moves twice.

Without one nothing is done. A person at a terminal is asked, with one proposed; a program is told one to use.
"""

import sys
from datetime import datetime
from secrets import token_hex

import typer

from domain.instants import BEIJING
from domain.refusals import in_words
from starter.cli.console import pick
from starter.cli.kinds import KEY

NUMBER = typer.Option(
    "",
    "--key",
    "--number",
    parser=KEY,
    help="编号，同号只执行一次 · its number: the same one is carried out once",
)


class NumberNeeded(Exception):
    code = "NUMBER_NEEDED"

    def __init__(self, proposed: str) -> None:
        self.zh, self.en = in_words(self.code, proposed=proposed)
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


def number_of(given: str) -> str:
    """The one given, or one agreed on at the terminal. Raises NumberNeeded."""
    if given:
        return given
    proposed = f"{datetime.now(BEIJING):%Y%m%d%H%M%S}-{token_hex(2)}"
    if not _somebody_is_there():
        raise NumberNeeded(proposed)
    question = pick("这一笔的编号（回车即用）", "the number of this act (Enter takes it)")
    return str(KEY(typer.prompt(question, default=proposed, err=True))) or proposed


def _somebody_is_there() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
