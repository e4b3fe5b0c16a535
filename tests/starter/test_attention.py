"""Every command that a reason for attention names exists and is called as it is written."""

import re
import shlex
from typing import Any

import pytest
from typer.main import get_command

from domain.commissions.moves import MESSAGES
from domain.commissions.ordering.order import Order
from domain.commissions.views.attention_todo import TODO
from domain.money.withdrawals.attention import ALERTS
from domain.money.withdrawals.messages import WORDS
from starter.cli.every import app

ORDER = Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "秋日新品", 300_000)
NAMED = re.compile(r"`([^`]+)`")


def parsed(line: str) -> bool:
    """Whether the command line takes it; nothing is run."""
    _, *words = shlex.split(line)
    command: Any = get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    if hasattr(command, "commands"):
        return False
    command.make_context("starmap", words)
    return True


@pytest.mark.parametrize("name", TODO)
def test_the_command_of_each_reason_is_taken_as_it_is_pasted(name: str) -> None:
    assert parsed(TODO[name].look("qingyou-QY-1", ORDER))


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert not parsed("./starmap commission look qingyou-QY-1")


@pytest.mark.parametrize("text", [text for each in TODO.values() for text in (each.zh, each.en)])
def test_what_a_reason_says_to_press_is_a_message(text: str) -> None:
    assert set(NAMED.findall(text)) <= MESSAGES.keys()


@pytest.mark.parametrize("text", [text for each in ALERTS.values() for text in (each.do_zh, each.do_en)])
def test_what_a_withdrawal_says_to_press_is_one_of_its_messages_or_a_command(text: str) -> None:
    assert all(each in WORDS or parsed(each) for each in NAMED.findall(text))
