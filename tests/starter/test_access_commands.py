"""Members, keys and the audit log as an operator types them; the books alone are needed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.parties import tokens
from domain.parties.sign_in import Origin
from services.access.joining import look_at_invitation
from services.access.sessions import who
from settings import Settings
from starter.cli.exits import exit_of
from tests.gateways.records import market
from tests.starter.typed import told

BY = ("--operator", "li")
Typed = Callable[..., str]


@pytest.fixture
def typed(engine: Engine, database_url: str, tmp_path: Path) -> Typed:
    market(engine)
    env = {
        **os.environ,
        "STARMAP_STATE": str(tmp_path),
        "STARMAP_DATABASE_URL": database_url,
        "STARMAP_LANG": "en",
    }

    def type_(*words: str, refused: str = "") -> str:
        said, code = told(*words, env=env)
        assert code == (exit_of(refused) if refused else 0), said
        assert refused in said
        return said

    return type_


def document(typed: Typed, *words: str) -> Any:
    return json.loads(typed(*words, "--json"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


def test_a_key_is_made_shown_once_listed_replaced_and_revoked(
    typed: Typed, engine: Engine, settings: Settings
) -> None:
    made = document(typed, "key", "create", "qingyou", "--name", "ERP", "--scope", "commission.read", *BY)
    assert (made["id"], made["did"]) == ("qingyou", "key create")
    actor = who(engine, settings, made["secret"], Origin("203.0.113.7"))
    assert actor is not None
    assert actor.scopes == ("commission.read",)
    [listed] = document(typed, "key", "list", "qingyou")["keys"]
    assert listed["id"] == made["key"] == actor.credential_id
    assert listed["by"] == "terminal:li"
    assert made["secret"] not in typed("key", "list", "qingyou")

    replaced = typed("key", "rotate", "qingyou", made["key"], "--overlap", "2d", *BY)
    assert "good for another 2 days" in replaced
    [new] = [word for word in replaced.split() if tokens.prefix_of(word)]
    assert who(engine, settings, new, Origin("203.0.113.7"))
    typed("key", "rotate", "qingyou", made["key"], *BY, refused="KEY_REPLACED")

    typed("key", "revoke", "qingyou", made["key"], *BY)
    assert "revoked" in typed("key", "list", "qingyou")
    typed("key", "revoke", "qingyou", "ak_none", *BY, refused="KEY_UNKNOWN")


def test_members_are_invited_and_their_invitations_listed_and_taken_back(
    typed: Typed, engine: Engine
) -> None:
    made = document(typed, "member", "invite", "wang", "--brand", "qingyou", "--role", "owner", *BY)

    assert made["login"] == "wang@qingyou"
    assert look_at_invitation(engine, made["token"], Origin("203.0.113.7")).brand_name == "青柚茶饮"
    [listed] = document(typed, "member", "list", "--brand", "qingyou")["invitations"]
    assert (listed["id"], listed["role"]) == (made["invitation"], "owner")
    assert document(typed, "member", "list") == {"members": [], "invitations": []}
    typed("member", "withdraw-invitation", made["invitation"], *BY)
    assert document(typed, "member", "list", "--brand", "qingyou")["invitations"] == []
    said = typed("member", "invite", "zhao", "--role", "supervisor", *BY)
    assert any(tokens.prefix_of(word) == tokens.INVITATION for word in said.split())


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (("member", "invite", "wang", "--brand", "nobody", "--role", "owner", *BY), "BRAND_UNKNOWN"),
        (("member", "invite", "wang", "--brand", "qingyou", "--role", "operator", *BY), "ROLE_UNKNOWN"),
        (("member", "invite", "wang", "--role", "owner", *BY), "ROLE_UNKNOWN"),
        (("member", "invite", "w@ng", "--role", "operator", *BY), "MEMBER_NAME_INVALID"),
        (("member", "invite", "wang", "--role", "operator"), "NAMED_OPERATOR_NEEDED"),
        (("member", "remove", "mb_none", *BY), "MEMBER_UNKNOWN"),
        (("member", "reset", "mb_none", *BY), "MEMBER_UNKNOWN"),
        (("member", "role", "mb_none", "owner", *BY), "MEMBER_UNKNOWN"),
        (("member", "withdraw-invitation", "in_none", *BY), "INVITATION_UNKNOWN"),
        (("key", "create", "nobody", "--name", "x", *BY), "BRAND_UNKNOWN"),
        (("key", "create", "qingyou", "--name", "x" * 41, *BY), "KEY_NAME_INVALID"),
        (("key", "create", "qingyou", "--name", "x", "--expires", "2026-01-01", *BY), "EXPIRY_PAST"),
        (("key", "create", "qingyou", "--name", "x", "--scope", "members.manage", *BY), "NOT_ONE_OF"),
        (("key", "create", "qingyou", "--name", "x"), "NAMED_OPERATOR_NEEDED"),
        (("key", "rotate", "qingyou", "ak_none", "--overlap", "8d", *BY), "OVERLAP_OUT_OF_BOUNDS"),
        (("key", "list", "nobody"), "BRAND_UNKNOWN"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else given,
)
def test_what_cannot_be_is_refused_by_name(typed: Typed, words: tuple[str, ...], refused: str) -> None:
    typed(*words, refused=refused)

    assert document(typed, "audit")["lines"] == []


def test_who_did_it_stands_in_the_audit_log_without_the_secret(typed: Typed) -> None:
    key = document(typed, "key", "create", "qingyou", "--name", "ERP", *BY)
    invited = document(typed, "member", "invite", "wang", "--brand", "qingyou", "--role", "owner", *BY)

    said = typed("audit")
    lines = document(typed, "audit", "--party", "operator:li")["lines"]

    assert [(each["what"], each["account"]) for each in lines] == [
        ("invited", "terminal:li"),
        ("key_made", "terminal:li"),
    ]
    assert not {key["secret"], invited["token"]} & {*said.split()}
    assert len(document(typed, "audit", "--what", "invited")["lines"]) == 1
    assert document(typed, "audit", "--after", str(lines[-1]["id"]))["lines"] == []
