"""Every name in the operators' guide exists: commands, searches, stages, reasons, codes, findings."""

import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from domain.commissions.moves import DECISIONS, FAULTS, MESSAGES, Move
from domain.commissions.notices import TEMPLATES
from domain.commissions.ordering.terms import Terms
from domain.commissions.rules.clocks import CLOCKS
from domain.commissions.rules.guards.cases import FITTING
from domain.commissions.rules.rulebook import RULEBOOK
from domain.commissions.state.stages import Stage
from domain.commissions.views.attention import ATTENTION
from domain.documents.operator_acts import ACTS, CASES, act_lines, case_lines
from domain.forms import Unreadable
from domain.money.withdrawals.attention import ALERTS
from domain.money.withdrawals.messages import WORDS
from domain.money.withdrawals.state import State
from domain.operations.finding_answers import ANSWERS, todo
from domain.operations.findings import KINDS, Finding
from domain.operations.sweeps import SWEEPS
from domain.party import Party
from domain.placeholders import left_in
from domain.refusals import REFUSALS
from gateways.sandbox.faults import Fault
from models.messages.command import Command
from starter.cli.every import app
from tests.desk.guide import GUIDES, payloads, queries, text
from workflows import names

CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
COMMAND = re.compile(r"\./starmap [^`\n]*")
ACTIVITIES = {"notice", "publish", "probe", "look", "withdrawal_note"}
ATTRIBUTES = {
    each.name for each in (names.STAGE, names.TASK_TYPE, names.BRAND_ID, names.CREATOR_ID, names.DEADLINE)
} | {names.AMOUNT_FEN.name, names.ATTENTION.name, "WorkflowType", "ExecutionStatus"}
TYPES = {names.COMMISSION, names.WITHDRAWAL, names.SWEEP, names.REFUND_WATCH}
KNOWN = {
    *TEMPLATES,
    *Move.__dataclass_fields__,
    *MESSAGES,
    *WORDS,
    *Stage,
    *Party,
    *State,
    *ATTENTION,
    *ALERTS,
    *CLOCKS,
    *KINDS,
    *SWEEPS,
    *DECISIONS,
    *FAULTS,
    *REFUSALS,
    *Fault,
    *Command.model_fields,
    *(each.name for each in fields(Terms)),
    *ACTIVITIES,
    *ATTRIBUTES,
    *TYPES,
    "view",
    "payouts",
}
OF_ITS_OWN = {
    "任务编号": "c-1",
    "提现编号": "w-1",
    "创作者": "atang",
    "手机号": "13800000001",
    "PHONE": "13800000001",
}
WORD = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)*")
OUTSIDE = {"true", "now", "ID", "WHY", "qingyou", "atang", "local", "R", "STARMAP_LANG", "AND", "JSON"}
"""Samples, keys of the keyboard, settings."""


def called(line: str) -> tuple[Any, list[str]]:
    """The command of a line, and its words."""
    words = shlex.split(line.replace("…", "x"))[1:]
    command: Any = get_command(app)
    while words and words[0].startswith("--lang"):
        words = words[2:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    return command, words


def _with_ids(words: list[str]) -> list[str]:
    """Where the Chinese guide says which id belongs there."""
    before = ["", *words]
    given = {"手机号": "13800000001", "PHONE": "13800000001"}
    own = {
        "operator:ID": "operator:li",
        "operator:工号": "operator:li",
        "工号": "li",
        "WHY": "x",
        "理由": "x",
        "账户": "6222000011112222",
        "户名": "x",
    }
    return [
        own.get(word, "li" if last == "--operator" else given.get(word, word if word.isascii() else "ID"))
        for last, word in zip(before, words, strict=False)
    ]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_command_is_taken_as_it_is_written(path: Path) -> None:
    told = {line.strip() for line in COMMAND.findall(text(path))}
    assert len(told) >= 30

    for line in told:
        command, words = called(line)
        if words == [] and hasattr(command, "commands"):
            assert line in ("./starmap --lang zh", "./starmap --lang en"), line
            continue
        assert not hasattr(command, "commands"), line
        options = {opt for each in command.params for opt in each.opts}
        assert {word for word in words if word.startswith("--")} <= options, line
        if "…" not in line and words:
            command.make_context("starmap", _with_ids(words))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_no_command_of_the_guide_is_taken_with_its_stand_ins_left_in(path: Path) -> None:
    """Who copies a line and forgets to write an own id or reason is told so, and nothing is done."""
    acts = {line for line in COMMAND.findall(text(path)) if "--actor" in line or "--operator" in line}
    assert len(acts) >= 10

    for line in acts:
        command, words = called(line)
        by = words[words.index("--operator" if "--operator" in words else "--actor") + 1]
        assert left_in(by), line
        assert left_in(words[words.index("--reason") + 1]), line
        with pytest.raises(Unreadable, match="PLACEHOLDER_LEFT"):
            command.make_context("starmap", [OF_ITS_OWN.get(word, word) for word in words])


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_word_in_code_is_in_a_table(path: Path) -> None:
    for code in CODE.findall(text(path)):
        if WORD.fullmatch(code):
            assert code in KNOWN | OUTSIDE, code


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_search_names_attributes_and_values_that_exist(path: Path) -> None:
    values = {
        names.STAGE.name: set(Stage),
        names.ATTENTION.name: {*ATTENTION, *ALERTS},
        "WorkflowType": TYPES,
        "ExecutionStatus": {"Running"},
    }
    asked = [*queries(path), *(code for code in CODE.findall(text(path)) if " = '" in code)]
    for query in asked:
        for name, value in re.findall(r"(\w+) = '([^']+)'", query):
            assert name in ATTRIBUTES, query
            assert value in values.get(name, {value}), query


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_word_of_a_withdrawals_attention_has_its_search(path: Path) -> None:
    asked = " ".join(queries(path))

    assert [word for word in ALERTS if word != "payout_conflict" and f"'{word}'" not in asked] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_act_of_an_operator_stands_in_the_guide_with_what_to_see_to_and_who_hears_it(
    path: Path,
) -> None:
    lines = text(path).splitlines()

    for line in (*act_lines(zh=path == GUIDES[1]), *case_lines(FITTING, zh=path == GUIDES[1])):
        assert line in lines, line


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_message_and_decision_of_an_operator_has_json_to_paste(path: Path) -> None:
    """A decision that differs in one word from another is named beside it, as an alternative."""
    shown = {name for name, _ in payloads(path)}
    beside = " ".join(line for line in text(path).splitlines() if line.startswith("`arbitrate`"))
    pasted = beside + " ".join(payload for _, payload in payloads(path))

    assert {name for name, each in MESSAGES.items() if Party.OPERATOR in each.by} <= shown
    assert [each for each in DECISIONS if each != "refund" and each not in pasted] == []


def test_every_row_of_an_operator_belongs_to_an_act_and_every_decision_has_one() -> None:
    mine = {row.id for row in RULEBOOK.rows if Party.OPERATOR in row.by and "propose" not in row.does}

    assert {row.id for act in ACTS for row in act.rows} == mine
    assert all(act.rows for act in ACTS)
    assert {act.decision for act in ACTS} - {""} == set(DECISIONS)
    assert CASES.keys() == FITTING.keys()


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_finding_stands_in_the_guide_with_its_answer(path: Path) -> None:
    lines, chinese = text(path).splitlines(), path == GUIDES[1]
    for kind, words in KINDS.items():
        answer = ANSWERS[kind]
        meaning, act = (words.zh, answer.zh) if chinese else (words.en, answer.en)
        subject = "编号" if chinese else "ID"
        act, command = (
            said.format(subject=subject, withdrawal=subject)
            for said in (act, f"`./starmap {answer.command}`")
        )
        assert f"| `{kind}` | {meaning} | {act} | {command} |" in lines, kind


def test_every_kind_of_finding_has_an_answer() -> None:
    assert ANSWERS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_of_a_finding_is_taken_as_it_is_pasted(kind: str, lang: str) -> None:
    said = todo(Finding(kind, "qingyou-QY-1"), lang)
    command, words = called(said[said.index("./starmap") :])

    command.make_context("starmap", words)
    for named in CODE.findall(said):
        inner, rest = called(f"./starmap {named}")
        assert not hasattr(inner, "commands"), named
        assert rest in ([], ["qingyou-QY-1"], ["qingyou-QY"]), named  # the command, or with its id
