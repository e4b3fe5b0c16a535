"""`starmap --remote`: the same commands, in the same words, on a platform elsewhere; and what is refused."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from domain.commissions.moves import MESSAGES
from domain.parties.permissions import COMMANDS
from gateways.money.freezes import SqlFreezes
from starter.cli.elsewhere.calling import checked
from starter.cli.elsewhere.table import COMMANDS as COMMAND
from starter.cli.elsewhere.table import LOCAL, REMOTE
from starter.cli.exits import exit_of
from tests.http.conftest import api, calling, ordered
from tests.http.matrix import MATRIX
from tests.http.people import token_of
from tests.http.served import listening
from tests.starter.test_readers import COMMANDS as EVERY
from tests.starter.typed import told
from tests.uploading import EXAMPLES

__all__ = ["api", "calling", "ordered"]

Typed = Callable[..., str]
GIVEN = {name.replace("_", "-") for of in COMMANDS.values() for name in of}
"""Commands of a commission that a person may give."""


def document(said: str) -> Any:
    """The gateway logs to the same paper: it runs in this process."""
    return json.JSONDecoder().raw_decode(said[said.index("{\n") :])[0]


def test_every_command_is_carried_out_elsewhere_or_says_why_not() -> None:
    every = {" ".join(words) for words in EVERY}

    assert set(REMOTE) | set(LOCAL) | GIVEN == every
    assert not set(REMOTE) & set(LOCAL)
    assert not GIVEN & (set(LOCAL) | set(REMOTE))
    assert all(all(why) for why in LOCAL.values())


def test_what_is_carried_out_elsewhere_is_an_operation_of_the_interface() -> None:
    assert {each.operation for each in REMOTE.values()} | {COMMAND} <= set(MATRIX)
    assert {name.replace("_", "-") for name in MESSAGES} >= GIVEN


@pytest.fixture
def typed(api: FastAPI, engine: Engine, ordered: list[str], tmp_path: Path) -> Iterator[Typed]:
    assert ordered
    with listening(api) as address:

        def type_(who: str, *words: str, refused: str = "") -> str:
            env = {
                **{name: each for name, each in os.environ.items() if not name.startswith("STARMAP_")},
                "STARMAP_STATE": str(tmp_path / "nothing is here"),
                "STARMAP_CALLED_FROM": str(tmp_path),
                "STARMAP_REMOTE_TOKEN": token_of(engine, who) if who else "",
                "STARMAP_LANG": "en",
                "LANG": "en",
            }
            said, code = told("--lang", "en", "--remote", address, *words, env=env)
            assert code == (exit_of(refused) if refused else 0), said
            assert refused in said
            return said

        yield type_


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


def test_a_creator_reads_what_he_has_and_where_it_came_from(typed: Typed) -> None:
    creator = "creator-atang"

    balance = document(typed(creator, "creator", "balance", "atang", "--json"))

    assert (balance["creator"], balance["balance_fen"], balance["free_fen"]) == ("atang", 0, 0)
    assert "can be withdrawn" in typed(creator, "creator", "balance", "atang")
    assert document(typed(creator, "creator", "income", "atang", "--json"))["income"] == []
    assert "net in all 0.00" in typed(creator, "creator", "income", "atang", "--from", "2026-01-01")
    assert "作者atang（atang）" in typed(creator, "creator", "show", "atang")
    assert "0 withdrawals" in typed(creator, "withdrawal", "list", "--creator", "atang")
    assert "waits on the balance" in typed(creator, "creator", "payout", "atang", "by-hand")
    typed(creator, "creator", "balance", "laozhou", refused="CREATOR_UNKNOWN")
    typed(creator, "withdrawal", "list", "--creator", "laozhou", refused="CREATOR_UNKNOWN")


def test_a_freeze_is_said_beside_the_balance_it_withholds(typed: Typed, engine: Engine) -> None:
    SqlFreezes(engine).freeze("atang", "operator:li", "核实身份", datetime.now(UTC))

    said = typed("creator-atang", "creator", "balance", "atang")

    assert "is frozen (account: 核实身份)" in said


def test_a_brand_reads_its_wallet_and_its_statement(typed: Typed, tmp_path: Path) -> None:
    brand = "brand-qingyou"

    given = ("claim", "compensate", "brand:qingyou", "30", "--actor", "operator:li", "--reason", "补偿")
    typed("operator-li", *given, "--key", "c1")

    wallet = document(typed(brand, "brand", "show", "qingyou", "--json"))

    assert (wallet["id"], wallet["available_fen"], wallet["spent_fen"]) == ("qingyou", 3_000, 0)
    assert "品牌qingyou（qingyou）" in typed(brand, "brand", "show", "qingyou")
    assert "brand:qingyou opening 0.00" in typed(brand, "brand", "statement", "qingyou")
    assert "1 line, closing 30.00" in typed(brand, "brand", "statement", "qingyou")
    typed(brand, "brand", "statement", "qingyou", "--csv", "s.csv")
    assert "recorded_at" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
    assert "0 withdrawals" in typed(brand, "withdrawal", "list")
    typed(brand, "brand", "show", "shanxing", refused="BRAND_UNKNOWN")


def test_keys_are_made_replaced_and_revoked(typed: Typed) -> None:
    brand = "brand-qingyou"

    made = document(typed(brand, "key", "create", "qingyou", "--name", "ERP", "--json"))
    other = typed(brand, "key", "rotate", "qingyou", made["key"], "--overlap", "2d")
    listed = document(typed(brand, "key", "list", "qingyou", "--json"))["keys"]
    revoked = typed(brand, "key", "revoke", "qingyou", made["key"])

    assert made["secret"].startswith("sm_test_")
    assert "good for another 2" in other
    assert {each["name"] for each in listed} == {"ERP"}
    assert f"key {made['key']} is revoked" in revoked
    typed(brand, "key", "list", "shanxing", refused="BRAND_UNKNOWN")


def test_members_are_invited_given_another_role_and_removed(typed: Typed, engine: Engine) -> None:
    brand = "brand-qingyou"
    token_of(engine, brand, "reviewer")

    invited = document(
        typed(brand, "member", "invite", "chen", "--role", "finance", "--brand", "qingyou", "--json")
    )
    listed = document(typed(brand, "member", "list", "--brand", "qingyou", "--json"))["members"]
    changed = typed(brand, "member", "role", f"m-{brand}-reviewer", "finance")
    removed = typed(brand, "member", "remove", f"m-{brand}-reviewer")

    assert invited["token"].startswith("smi_")
    assert {each["role"] for each in listed} == {"owner", "reviewer"}
    assert "is now" in changed
    assert "is removed" in removed
    assert "1 member" in typed("operator-li", "member", "list")
    typed(brand, "member", "list", "--brand", "shanxing", refused="BRAND_UNKNOWN")


def test_operators_read_what_waits_for_a_person_and_who_did_what(typed: Typed) -> None:
    operator = "operator-li"
    typed("brand-qingyou", "key", "create", "qingyou", "--name", "ERP")

    audited = document(typed(operator, "audit", "--party", "brand:qingyou", "--json"))["lines"]

    assert [each["what"] for each in audited] == ["key_made"]
    assert document(typed(operator, "audit", "--to", "2026-01-01", "--json"))["lines"] == []
    assert "in need of attention" in typed(operator, "attention")
    assert "not swept yet" in typed(operator, "sweep", "show")
    assert "0 withdrawals" in typed(operator, "withdrawal", "list", "--creator", "atang")
    typed(operator, "withdrawal", "show", "nothing", refused="WITHDRAWAL_UNKNOWN")
    typed("brand-qingyou", "attention", refused="FORBIDDEN")


def test_what_is_decided_twice_under_one_number_says_that_it_was_before(typed: Typed) -> None:
    given = ("claim", "compensate", "creator:atang", "30", "--actor", "operator:li", "--reason", "补偿")

    first = document(typed("operator-li", *given, "--key", "c1", "--json"))
    again = document(typed("operator-li", *given, "--key", "c1", "--json"))

    assert (first["already"], again["already"]) == (False, True)
    assert first["amount_fen"] == 3_000
    assert {each["account"]: each["moved_fen"] for each in first["moved"]}["creator:atang"] == 3_000
    assert first["moved"] == again["moved"]
    listed = document(typed("operator-li", "claim", "list", "--party", "creator:atang", "--json"))["claims"]
    assert [each["key"] for each in listed] == [first["key"]]
    assert "nothing was done again" in typed("operator-li", *given, "--key", "c1")
    typed("operator-wang", *given, "--key", "c2", refused="REMOTE_SPEAKER_OTHER")


def test_the_timeline_is_told_as_it_is_told_here(typed: Typed, ordered: list[str]) -> None:
    here = document(typed("operator-li", "commission", "timeline", ordered[0], "--json"))

    assert here["commission"] == ordered[0]
    typed("creator-laozhou", "commission", "timeline", ordered[0], refused="COMMISSION_UNKNOWN")


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
