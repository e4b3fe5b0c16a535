"""`starmap --remote`: the same commands, in the same words, on a platform elsewhere; and what is refused."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.commissions.moves import MESSAGES
from domain.parties.permissions import COMMANDS
from gateways.parties.phones import SqlPhones
from services.parties.accounts import set_price
from services.sandbox.phones import received
from starter.cli.elsewhere.calling import checked
from starter.cli.elsewhere.table import BOOKS, LOCAL, REMOTE, SENT_THERE, why_here
from starter.cli.elsewhere.table import COMMANDS as COMMAND
from starter.cli.exits import exit_of
from tests.http.conftest import api, calling, ordered
from tests.http.matrix import MATRIX
from tests.http.people import token_of
from tests.http.test_events import happens
from tests.starter.remotely import Typed, document, typed
from tests.starter.test_readers import COMMANDS as EVERY
from tests.starter.typed import told
from tests.uploading import EXAMPLES

__all__ = ["api", "calling", "ordered", "typed"]

PHONE = "13800000077"
GIVEN = {name.replace("_", "-") for of in COMMANDS.values() for name in of}
"""Commands of a commission that a person may give."""


def test_every_command_is_carried_out_elsewhere_or_says_why_not() -> None:
    every = {" ".join(words) for words in EVERY}

    assert set(REMOTE) | set(LOCAL) | GIVEN <= every
    assert not set(REMOTE) & set(LOCAL)
    assert not GIVEN & (set(LOCAL) | set(REMOTE))
    assert {each for each in every if why_here(each) is None} == set(REMOTE) | GIVEN
    assert all(all(why) for why in LOCAL.values())


def test_a_command_that_nobody_has_listed_works_on_the_books_here_and_says_so() -> None:
    assert why_here("ledger check") == BOOKS
    assert "ledger check" not in {**REMOTE, **LOCAL}
    assert SENT_THERE == GIVEN


def test_what_is_carried_out_elsewhere_is_an_operation_of_the_interface() -> None:
    assert {each.operation for each in REMOTE.values()} | {COMMAND} <= set(MATRIX)
    assert {name.replace("_", "-") for name in MESSAGES} >= GIVEN


def test_lists_bills_and_quotes_are_read_elsewhere(typed: Typed, ordered: list[str]) -> None:
    brand = "brand-qingyou"

    listed = document(typed(brand, "commission", "list", "--limit", "2", "--json"))

    assert len(listed["commissions"]) == 2
    assert listed["more"]
    assert {each["brand"] for each in listed["commissions"]} == {"qingyou"}
    assert ordered[0] in typed(brand, "commission", "list")
    assert document(typed(brand, "commission", "bill", ordered[0], "--json"))["lines"]
    assert "cancel" in typed(brand, "commission", "quote", ordered[0])
    offered = document(typed(brand, "creator", "list", "--json"))["creators"]
    assert [each["id"] for each in offered] == ["atang", "laozhou"]


def test_a_creator_pauses_and_prices_his_own_account_alone(typed: Typed) -> None:
    creator = "creator-atang"

    assert "paused" in typed(creator, "creator", "pause", "atang")
    assert "3,000.00" in typed(creator, "creator", "quote", "atang", "article", "3000")
    typed(creator, "creator", "pause", "laozhou", refused="CREATOR_UNKNOWN")


def test_a_creator_opens_a_type_at_the_price_that_is_set(typed: Typed, engine: Engine) -> None:
    creator = "creator-atang"

    told = typed(creator, "creator", "open-type", "atang", "article", refused="NOT_REMOTE")
    assert "say creator quote" in told
    set_price(engine, "atang", "article", 300_000)
    for _ in range(2):
        assert "opened" in typed(creator, "creator", "open-type", "atang", "article")
    assert "3,000.00" in typed(creator, "creator", "show", "atang")
    typed(creator, "creator", "open-type", "laozhou", "article", refused="CREATOR_UNKNOWN")


def test_a_creator_binds_an_account_with_the_code_that_was_sent(typed: Typed, engine: Engine) -> None:
    SqlPhones(engine).change("creator:atang", PHONE, "operator:li", "实名核对", datetime.now(UTC))
    token = token_of(engine, "creator-atang")
    words = ("creator", "bind", "atang", "--account", "13800000009", "--holder", "汤小明")

    assert "nothing is bound yet" in typed("creator-atang", *words, token=token)
    typed("creator-atang", *words, "--code", "000000", refused="CODE_WRONG", token=token)
    code = re.findall(r"\d{6}", received(engine, PHONE)[-1].text)[0]
    told = typed("creator-atang", *words, "--code", code, token=token)

    assert "account bound: 138****0009" in told
    typed("creator-laozhou", *words, refused="CREATOR_UNKNOWN")


def test_files_go_there_and_come_back(typed: Typed, ordered: list[str], tmp_path: Path) -> None:
    (tmp_path / "提纲.docx").write_bytes(EXAMPLES["docx"])
    (tmp_path / "b.pdf").write_bytes(EXAMPLES["png"])
    creator = "creator-atang"

    made = document(typed(creator, "upload", "add", ordered[0], "提纲.docx", "--for", "outline", "--json"))
    listed = document(typed(creator, "upload", "list", ordered[0], "--json"))["uploads"]
    typed(creator, "upload", "save", ordered[0], made["upload"], "back.docx")

    assert [(each["id"], each["name"]) for each in listed] == [(made["upload"], "提纲.docx")]
    assert (tmp_path / "back.docx").read_bytes() == EXAMPLES["docx"]
    typed(creator, "upload", "add", ordered[0], "b.pdf", "--for", "outline", refused="FILE_NOT_AS_SAID")
    typed(creator, "upload", "add", ordered[0], "none.pdf", "--for", "outline", refused="NO_FILE")
    typed("creator-laozhou", "upload", "save", ordered[0], made["upload"], "x", refused="COMMISSION_UNKNOWN")
    assert not (tmp_path / "x").exists()


def test_events_are_read_there_by_the_side_whose_token_it_is(
    typed: Typed, ordered: list[str], engine: Engine
) -> None:
    assert ordered
    happens(engine, 1)
    happens(engine, 1, "shanxing", "laozhou")

    found = document(typed("brand-qingyou", "events", "list", "--json"))
    assert [(each["number"], each["type"]) for each in found["events"]] == [(1, "withdrawal.paid")]
    assert found["after"] == 2
    assert document(typed("creator-laozhou", "events", "list", "--after", "2", "--json"))["events"] == []
    typed("brand-qingyou", "events", "list", "--after", "3", refused="CURSOR_AHEAD")
    typed("brand-qingyou", "events", "list", "--type", "nothing", refused="EVENT_TYPE_UNKNOWN")
    types = document(typed("brand-qingyou", "events", "catalogue", "--json"))["types"]
    assert "commission.payout_paid" not in [each["type"] for each in types]


def test_a_command_without_an_operation_says_so_by_its_name_and_does_nothing(typed: Typed) -> None:
    for words in (
        ("ledger", "check"),
        ("up",),
        ("fault", "list"),
        ("person", "export", "brand:qingyou", "--out", "x", "--operator", "li"),
        ("funded", "c1"),
    ):
        name = " ".join(words[:2]) if words[0] in ("ledger", "fault", "person") else words[0]
        assert f"{name} does not work with --remote" in typed("brand-qingyou", *words, refused="NOT_REMOTE")


def test_who_speaks_is_said_by_the_token_alone(typed: Typed, ordered: list[str]) -> None:
    typed("creator-atang", "accept", ordered[0], "--actor", "brand", refused="FIELD_UNKNOWN")
    typed("creator-laozhou", "accept", ordered[0], refused="COMMISSION_UNKNOWN")
    typed("creator-atang", "approve", ordered[0], refused="WRONG_PARTY")
    typed("", "commission", "list", refused="REMOTE_TOKEN_NEEDED")


def test_a_token_in_a_file_is_read_by_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("sm_test_x\n")
    env = {**os.environ, "STARMAP_REMOTE_TOKEN_FILE": str(file), "STARMAP_CALLED_FROM": str(tmp_path)}
    words = ("--remote", "http://127.0.0.1:1", "creator", "list")

    file.chmod(0o640)
    said, code = told(*words, env=env)
    assert (code, "REMOTE_TOKEN_OPEN" in said) == (exit_of("REMOTE_TOKEN_OPEN"), True)
    file.write_text("")
    file.chmod(0o600)
    assert "REMOTE_TOKEN_NEEDED" in told(*words, env=env)[0]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com",
        "http://10.0.0.1:8234",
        "ftp://127.0.0.1",
        "https://",
        "https://u:p@example.com",
        "x",
        "https://a:b",
    ],
)
def test_a_token_goes_in_plain_text_to_nobody(address: str) -> None:
    with pytest.raises(Exception, match="REMOTE_ADDRESS_INVALID"):
        checked(address)


@pytest.mark.parametrize(
    "address", ["https://starmap.example.com", "http://127.0.0.1:8234", "http://[::1]:1", "http://localhost"]
)
def test_an_address_that_may_be_asked(address: str) -> None:
    assert checked(address) == address
