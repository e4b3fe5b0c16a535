"""One registry of refusals: every code raised anywhere stands in it once, and none that nobody raises."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from domain import refusals
from domain.documents.refusals import KINDS, NAMES
from domain.money.withdrawals.transitions import ACCOUNTS, HOPELESS
from domain.refusals import (
    CONTEXTS,
    REFUSALS,
    Do,
    Kind,
    Provider,
    Refusal,
    Refused,
    as_registered,
    in_words,
    kind_of,
    what_to_do,
)
from domain.texts import TextFault
from gateways.alipay.codes import CODES, STATES
from gateways.refusals import BookRefusal
from models.tables.sandbox import ItemState
from settings import PACKAGES, ROOT
from starter.cli.exits import EXITS, OTHERWISE
from starter.documents.refusals import DOCUMENT, stale, write

CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
NAMING = {
    *("Refused", "CommandRefused", "named", "of", "Complaint", "complain", "VendorRefused", "Unreadable"),
    *("OutOfRange", "BadFile", "Why", "Reached", "in_words", "_complaint", "_refused", "Word", "_all"),
    *("OutcomeUnknown", "NeverSent", "Unverified", "Guard", "BookRefusal"),
}
"""Calls whose text in capitals is the name of a refusal."""
MADE = {*(each.value for each in TextFault), *(f"ITEM_{each.upper()}" for each in ItemState)}
"""Composed where they are raised: by the kind of a text, and by the state of an item."""
COUNTED = {"TOO_MANY_ROWS", "BAD_BRIEF", "TASKS_FAIL", "SERVER_DID_NOT_START"}
"""English counts with a noun; and what the log of a server says stands below once."""
TODO_ZH = re.compile("请|须|应|可以|可写|还可|可提|可用|只能|只用|改用|写|见 ")
TODO_EN = re.compile(
    r":|;|\b(?:must|may|needs?|needed|has|have|is|are|first|only|publish|either|at most|before|until"
    r"|expected|instead|upload|write|run|say|name|look|ask|wait|give|put|take)\b"
)


def product() -> list[Path]:
    files = [*(ROOT / "worker.py", ROOT / "settings.py", ROOT / "setting_words.py")]
    for package in (*PACKAGES, "services", "runtime", "starter"):
        files += sorted((ROOT / package).rglob("*.py"))
    return [each for each in dict.fromkeys(files) if REGISTRY not in each.parents]


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def raised(tree: ast.AST) -> Iterator[str]:
    """The codes of calls that refuse, of classes that do, and of rows that name theirs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in NAMING:
            yield from _codes(node.args[:2])
        if isinstance(node, ast.keyword) and node.arg in ("refusal", "late"):
            yield from _codes([node.value])
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and [_name(each) for each in line.targets] == ["code"]:
                    yield from _codes([line.value])


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _codes(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.IfExp):
            yield from _codes([node.body, node.orelse])


def told(code: str) -> str:
    """A provider's answer is raised without its prefix."""
    return as_registered(code, *Provider)


REGISTRY = ROOT / "domain" / "refusals"


@cache
def trees() -> dict[Path, ast.Module]:
    return {each: ast.parse(each.read_text(encoding="utf-8")) for each in product()}


def test_every_code_that_is_raised_is_registered() -> None:
    strange = {
        f"{path.relative_to(ROOT)}: {code}"
        for path, tree in trees().items()
        for code in raised(tree)
        if told(code) not in REFUSALS and code not in CODES
    }

    assert not strange


def test_every_registered_code_is_raised_somewhere() -> None:
    words = {code for tree in trees().values() for code in texts(tree)} | MADE

    assert REFUSALS.keys() - words - {f"{each}_{word}" for each in Provider for word in words} == set()


def test_the_words_of_the_banks_are_registered() -> None:
    words = {each.name for each in (*CODES.values(), *STATES.values()) if each.name} | ACCOUNTS | HOPELESS

    assert {as_registered(each, Provider.BANK) for each in words} <= REFUSALS.keys()


def test_the_states_of_an_item_that_are_refused_are_registered() -> None:
    assert {as_registered(f"ITEM_{each.upper()}", Provider.MP) for each in ItemState} <= REFUSALS.keys()


def test_a_providers_answer_has_a_prefix_of_its_own_and_no_refusal_of_ours_bears_one() -> None:
    theirs = {each.code for each in CONTEXTS["providers"]}

    assert {code for code in REFUSALS if code.partition("_")[0] in set(Provider)} == theirs


def test_an_answer_is_told_by_its_code_whatever_follows_it_and_one_of_ours_as_it_is() -> None:
    assert as_registered("ACCOUNT_INVALID", Provider.BANK) == "BANK_ACCOUNT_INVALID"
    assert as_registered("ACCOUNT_FROZEN PAYEE_X", Provider.BANK) == "BANK_ACCOUNT_FROZEN PAYEE_X"
    assert as_registered("LINKED_ELSEWHERE: x", Provider.MP) == "MP_LINKED_ELSEWHERE: x"
    assert as_registered("PHONE_INVALID", *Provider) == "SMS_PHONE_INVALID"
    for each in ("NO_ACCOUNT", "BANK_CANNOT_TELL", "没有答复", "no answer", ""):
        assert as_registered(each, *Provider) == each


def test_every_class_of_the_books_takes_its_words_from_the_registry() -> None:
    for kind in BookRefusal.__subclasses__():
        assert kind.code in REFUSALS, kind


def test_a_code_registered_twice_fails_as_it_is_imported() -> None:
    twice = (Refusal("CLOSED", Kind.CONFLICT, "x", "x"),)

    with pytest.raises(ValueError, match="CLOSED is registered twice"):
        refusals._registered([*CONTEXTS.values(), twice])


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_both_languages_and_says_what_to_do(code: str) -> None:
    refusal = REFUSALS[code]

    assert CODE.fullmatch(code)
    assert re.search(r"[\u4e00-\u9fff]", refusal.zh)
    assert re.search(r"[a-z]{2}", re.sub(r"\{.*?\}", "", refusal.en))
    assert _fields(refusal.zh) == _fields(refusal.en) or code in COUNTED
    if refusal.do is None:
        assert TODO_ZH.search(refusal.zh.replace("{todo}", "请")), refusal.zh
        assert TODO_EN.search(refusal.en), refusal.en


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


def test_what_to_do_is_said_once() -> None:
    """Of a command that is refused for its stage the answer says what is possible instead."""
    assert what_to_do("ALREADY_RATED", in_words("ALREADY_RATED")[0]) == Do.NOTHING.words
    assert what_to_do("NOT_NOW", in_words("NOT_NOW")[0]) == Do.LOOK.words
    assert what_to_do("NOT_NOW", "当前阶段不能进行这一操作（现在可以 submit）") is None
    assert what_to_do("NO_ACCOUNT", in_words("NO_ACCOUNT")[0]) is None
    assert what_to_do("SAID_BY_NOBODY", "x") is None


def test_a_detail_and_the_fields_stand_in_both_languages() -> None:
    assert in_words("FIELD_NEEDED", "cause") == ("缺少必填项（cause）", "a field is missing (cause)")
    assert in_words("COUNT_INVALID", least=1, most=9, what=("整数", "a whole number")) == (
        "应为 1 至 9 的整数",
        "expected a whole number from 1 to 9",
    )
    assert Refused("FIELD_NEEDED", detail="{cause}").zh == "缺少必填项（{cause}）"


def test_every_kind_has_an_exit_code_of_its_own_and_words() -> None:
    assert set(EXITS) == set(KINDS) == set(Kind)
    assert len({*EXITS.values()}) == len(Kind)
    assert not {*EXITS.values()} & OTHERWISE.keys()
    assert kind_of("SAID_BY_NOBODY") is Kind.CONFLICT
    assert {each.kind for each in REFUSALS.values()} == set(Kind)


def test_every_way_out_is_used() -> None:
    assert {each.do for each in REFUSALS.values()} == {None, *Do}


def test_the_document_is_the_one_in_the_repository(tmp_path: Path) -> None:
    assert set(NAMES) == set(CONTEXTS)
    assert not stale(), "python -m starter.documents.refusals"
    assert write(tmp_path / "refusals.md").read_text(encoding="utf-8") == DOCUMENT.read_text(encoding="utf-8")


def test_every_refusal_stands_in_the_document_with_its_kind() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    for code, refusal in REFUSALS.items():
        assert f"| `{code}` | `{refusal.kind}` |" in text
