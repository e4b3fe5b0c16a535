"""Everything the command line lists and shows: for people at any width, piped, and as JSON for programs.

The commands are asked of the command tree, and every text from outside is poison (`tests.starter.planted`).
"""

import csv
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.client import Client

from domain.commissions.moves import MESSAGES
from starter.cli import __main__ as cli
from starter.cli.console import out
from starter.cli.exits import exit_of
from starter.cli.report import JSON
from starter.terminal import PIPED_WIDTH
from tests.starter.planted import BRAND, CID, CREATOR, FEN, ITEM, POISONS, WE, WID, plant
from tests.starter.test_readers import BUILT, COMMANDS
from tests.workflows.conftest import client

__all__ = ["client"]

ROLES = ("creator", "brand", "operator")
WORDS: dict[tuple[str, ...], list[list[str]]] = {
    ("commission", "show"): [[CID, "--role", role] for role in ROLES],
    ("commission", "explain"): [[CID, "--role", role] for role in ROLES],
    ("commission", "bill"): [[CID, "--role", role] for role in ROLES],
    ("commission", "timeline"): [[CID]],
    ("commission", "quote"): [[CID]],
    ("upload", "list"): [[CID, "--role", role] for role in ROLES],
    ("creator", "show"): [[CREATOR]],
    ("creator", "balance"): [[CREATOR]],
    ("creator", "income"): [[CREATOR]],
    ("brand", "show"): [[BRAND]],
    ("brand", "statement"): [[BRAND]],
    ("mp", "items"): [[CREATOR]],
    ("phone",): [[CREATOR]],
    ("key", "list"): [[BRAND]],
    ("signing-key", "list"): [[], [BRAND]],
    ("member", "list"): [[], ["--brand", BRAND]],
    ("webhook", "list"): [[], ["--brand", BRAND]],
    ("webhook", "log"): [[WE]],
    ("withdrawal", "show"): [[WID]],
    ("ledger", "statement"): [[f"creator:{CREATOR}"]],
    ("ledger", "trial-balance"): [[], ["--accounts"]],
    ("health",): [["--no-workers"]],
}
"""What a command needs to be told of. Without a line here: nothing."""
WITH_JSON = {command for command, of in COMMANDS.items() if any(each.info is JSON for each in of)}
ELSEWHERE = {("status",), ("sweep", "run"), ("commission", "import")}
"""They ask a running `up` or its workers, or read a file: told in stories of their own."""
ACTS = {
    *(("creator", name) for name in ("add", "bind", "unbind", "verify", "payout", "open-type", "quote")),
    *(("creator", name) for name in ("pause", "freeze", "unfreeze", "phone")),
    *(("brand", name) for name in ("add", "top-up", "phone", "withdraw", "payer")),
    *(("claim", name) for name in ("clawback", "compensate", "write-off")),
    *(("commission", name) for name in ("new", "watch", "cancel-open", "replay", "revive")),
    *(("mp", name) for name in ("write", "audit", "edit", "hide", "restore", "remove")),
    *(("fault", name) for name in ("arm", "clear")),
    *(("upload", name) for name in ("add", "save")),
    *(("withdrawal", name) for name in ("retry", "cancel", "ask", "revive")),
    *(("bank", "refund"), ("withdraw",), ("up",), ("demo",), ("rulebook",), ("time", "skip")),
    *(("database", "migrate"), ("server", "prepare"), ("serve",)),
    *(("member", name) for name in ("invite", "reset", "withdraw-invitation", "role", "remove")),
    *(("person", name) for name in ("export", "erase")),
    ("keys", "rotate"),
    *(("key", name) for name in ("create", "rotate", "revoke")),
    *(("signing-key", name) for name in ("register", "revoke", "rotate", "revoke-gateway")),
    *(("webhook", name) for name in ("add", "change", "rotate", "enable", "disable", "remove")),
    *(("webhook", name) for name in ("redeliver", "test")),
}
"""Commands whose job is to do something, to follow, or to write a document."""
SENT = {(name.replace("_", "-"),) for name in MESSAGES}
REPORTED = WITH_JSON - ACTS - SENT
CALLS = [[*command, *words] for command in sorted(REPORTED - ELSEWHERE) for words in WORDS.get(command, [[]])]
STYLE = re.compile(r"\x1b\[[0-9;]*m")
MICROSECONDS = re.compile(r"\d{2}:\d{2}:\d{2}\.\d+")
FOREIGN_TIME = re.compile(r"\d{2}T\d{2}:\d{2}(?!(:\d{2})?\+08:00)|\+00:00|\d{2}:\d{2}Z")
"""In JSON to be pasted an instant says that it is Beijing's."""
ONE_OF_MANY = re.compile(r"(?<![\w.,:/-])1 (?!is\b|was\b|has\b)[a-z-]+s\b")
"""1 commissions: the planted books have one of each."""
COLON = re.compile(r"^ *[\u4e00-\u9fff]{1,12}: ", re.MULTILINE)
"""A label of ours in Chinese has a colon of Chinese."""
WIDTHS = (None, 60, 80, 200)
AMOUNT = "1,234,567.89"
SHOWN_WITH: dict[tuple[str, ...], tuple[str, ...]] = {
    ("commission", "list"): (CID, AMOUNT),
    ("commission", "show"): (CID,),
    ("commission", "explain"): (CID,),
    ("commission", "bill"): (AMOUNT,),
    ("creator", "list"): (CREATOR, AMOUNT),
    ("creator", "show"): (AMOUNT,),
    ("creator", "balance"): (AMOUNT,),
    ("creator", "income"): (CID, AMOUNT),
    ("brand", "list"): (BRAND, AMOUNT),
    ("brand", "show"): (AMOUNT,),
    ("brand", "statement"): ("compensation:k-1", CID, AMOUNT),
    ("ledger", "statement"): ("compensation:k-1", CID, AMOUNT),
    ("claim", "list"): ("k-1", CID, AMOUNT),
    ("withdrawal", "list"): (WID, f"{WID}-1", AMOUNT),
    ("withdrawal", "show"): (WID, AMOUNT, f"{WID}-1"),
    ("bank", "log"): (f"{WID}-1", AMOUNT),
    ("mp", "items"): (ITEM, CID),
    ("sweep", "show"): (CID,),
    ("webhook", "list"): (WE,),
}


@pytest.fixture
def place(engine: Engine, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    for name in [each for each in os.environ if each.startswith("STARMAP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STARMAP_STATE", str(tmp_path))
    monkeypatch.setenv("STARMAP_CALLED_FROM", str(tmp_path))
    monkeypatch.setenv("TEMPORAL_ADDRESS", client.service_client.config.target_host)
    return engine


@contextmanager
def screen(width: int | None) -> Iterator[None]:
    """As a terminal of this width would; without one, as a pipe."""
    before = out._force_terminal, out._width
    out._force_terminal, out._width = width is not None, width or PIPED_WIDTH
    try:
        yield
    finally:
        out._force_terminal, out._width = before


def called(
    capsys: pytest.CaptureFixture[str], *words: str, lang: str = "zh", width: int | None = None
) -> tuple[int, str, str]:
    """The code, and what stood on stdout and stderr, without the styles of a terminal."""
    with screen(width):
        code = cli.run(lambda: BUILT(["--lang", lang, *words], prog_name="starmap"))
    told = capsys.readouterr()
    return code, STYLE.sub("", told.out) if width else told.out, STYLE.sub("", told.err)


def invisible(said: str) -> set[str]:
    """What a terminal obeys, or a reader does not see."""
    own = {each for each in said if unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co")}
    return own - {"\n", "\u200d"}


def instants(value: Any, name: str = "") -> Iterator[str]:
    match value:
        case dict():
            for each, below in value.items():
                yield from instants(below, name if name == "clocks" else each)
        case list():
            for each in value:
                yield from instants(each, name)
        case str() if name in ("at", "deadline", "since", "old", "new", "clocks") or name.endswith("_at"):
            yield value


def amounts(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for each, below in value.items():
                yield from amounts(below, each)
        case list():
            for each in value:
                yield from amounts(each, name)
        case _ if name.endswith("_fen") or (value in (FEN, AMOUNT) and name != "detail"):
            yield name, value


def test_every_command_has_json_but_for_those_that_are_followed_and_the_rulebook() -> None:
    assert set(COMMANDS) - WITH_JSON == {
        ("up",),
        ("demo",),
        ("rulebook",),
        ("commission", "watch"),
    }
    assert set(COMMANDS) >= ACTS | SENT
    assert {("status",), ("attention",), ("commission", "list")} <= REPORTED
    assert set(SHOWN_WITH) <= REPORTED


@pytest.mark.timeout(600)
@pytest.mark.parametrize("poison", POISONS, ids=range(len(POISONS)))
def test_no_text_from_outside_breaks_or_steers_what_is_told(
    place: Engine, capsys: pytest.CaptureFixture[str], poison: str
) -> None:
    plant(place, poison)
    for words in CALLS:
        for width in (None, 60, 80, 200):
            for lang in ("zh", "en") if width == 80 else ("en",):
                code, said, err = called(capsys, *words, lang=lang, width=width)
                about = (words, width, lang, err, said)
                assert code in (0, 1), about
                assert "Traceback" not in err, about
                assert invisible(said) == set(), (invisible(said), *about)
                assert invisible(err) == set(), about
                whole = SHOWN_WITH.get(tuple(words[:2]), ())
                assert [each for each in whole if each not in said] == [], about
                assert "…" not in said.replace("…」", "").replace("<…>", ""), about
                told = said.replace(poison, "")
                assert not MICROSECONDS.search(told), about
                assert not FOREIGN_TIME.search(told), about
                assert not ONE_OF_MANY.search(told), about
                assert lang == "en" or not COLON.search(told), about


@pytest.mark.timeout(600)
@pytest.mark.parametrize("poison", POISONS, ids=range(len(POISONS)))
def test_json_is_one_document_with_whole_fen_and_instants_that_say_their_offset(
    place: Engine, capsys: pytest.CaptureFixture[str], poison: str
) -> None:
    plant(place, poison)
    for words in CALLS:
        for_people, _, _ = called(capsys, *words)
        for width in (None, 60):
            code, said, err = called(capsys, *words, "--json", width=width)
            assert code == for_people, (words, err)
            assert "\x1b" not in said
            assert invisible(said) == set(), (words, said)
            document = json.loads(said)
            assert isinstance(document, dict), words
            for each in instants(document):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", each), (words, each)
            for name, fen in amounts(document):
                assert name.endswith("_fen"), (words, name)
                assert fen is None or (isinstance(fen, int) and not isinstance(fen, bool)), (words, name, fen)
            for each in SHOWN_WITH.get(tuple(words[:2]), ()):
                assert (str(FEN) if each == AMOUNT else each) in said, (words, said)


def test_json_keeps_a_text_as_it_is(place: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    poison = "\x1b[2J\u202e“引号”\n\x9b👨‍👩‍👧"
    plant(place, poison)

    _, said, _ = called(capsys, "commission", "list", "--json")

    assert json.loads(said)["commissions"][0]["title"] == poison


@pytest.mark.usefixtures("place")
def test_a_refusal_is_told_on_stderr_by_name_and_no_document_is(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["commission", "show", "nothing"],
        ["creator", "show", "nobody"],
        ["withdrawal", "show", "x"],
    ):
        code, said, err = called(capsys, *words, "--json")
        plain_code, _, plain_err = called(capsys, *words)

        assert (code, said) == (exit_of("COMMISSION_UNKNOWN"), "")
        assert (plain_code, plain_err) == (code, err)
        assert "UNKNOWN" in err


def exports(folder: Path) -> list[list[str]]:
    file = str(folder / "told.csv")
    return [
        [*command, *words, "--csv", file]
        for command, of in COMMANDS.items()
        if any(each.name in ("csv", "file") and each.flag == "--csv" for each in of)
        for words in WORDS.get(command, [[]])
    ]


@pytest.mark.parametrize("poison", POISONS, ids=range(len(POISONS)))
def test_no_export_has_a_formula_a_control_or_a_time_of_elsewhere(
    place: Engine, capsys: pytest.CaptureFixture[str], tmp_path: Path, poison: str
) -> None:
    plant(place, poison)
    for words in exports(tmp_path):
        _, _, err = called(capsys, *words)
        told = (tmp_path / "told.csv").read_bytes()
        with (tmp_path / "told.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))

        assert told.startswith(b"\xef\xbb\xbf"), words
        assert len({len(row) for row in rows}) == 1, (words, rows)
        for cell in (cell for row in rows for cell in row):
            assert invisible(cell) == set(), (words, cell)
            assert "\n" not in cell, (words, cell)
            plain = unicodedata.normalize("NFKC", cell).lstrip()
            assert not plain.startswith(("=", "+", "@", "|", "%")), (words, cell)
            assert not MICROSECONDS.search(cell), (words, cell)
            assert not FOREIGN_TIME.search(cell), (words, cell)
        assert "Traceback" not in err
        (tmp_path / "told.csv").unlink()
