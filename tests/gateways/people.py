"""Somebody with a password and an authenticator, for the tests of members; argon2 at a small cost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyotp import TOTP
from sqlalchemy import Engine, select, text

from domain.parties.actor import ActorKind, Role, at_the_terminal
from domain.parties.sign_in import Origin
from domain.refusals import Refused
from gateways.parties import passwords
from gateways.parties.members import Invited
from gateways.refusals import UnknownBrand
from gateways.sql.database import reading
from models.tables.access import AuditLine
from services.access.joining import Joined, accept_invitation, look_at_invitation
from services.access.members import (
    invite,
)
from services.access.passwords import sign_in_by_password
from settings import Settings
from tests.gateways.records import NOON, market

HERE = Origin("203.0.113.7", request_id="request-1")
LI = at_the_terminal("li")
GOOD, BETTER = "correct horse battery", "staple of another kind"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BRAND, OPERATOR = ActorKind.BRAND, ActorKind.OPERATOR


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2 as it is, at costs that a hundred sign-ins of tests can pay."""
    monkeypatch.setattr(passwords, "KIB", 64)
    monkeypatch.setattr(passwords, "ROUNDS", 1)
    monkeypatch.setattr(
        passwords, "HASHER", passwords.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(state=tmp_path, _env_file=None)


@pytest.fixture(autouse=True)
def parties(engine: Engine) -> None:
    market(engine).add_brand("other", "别家", "别家食品", "13900000002", NOON)


class Person:
    """Somebody with an authenticator, on which half a minute passes between two codes."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.settings, self.now = engine, settings, NOON
        self.secret = self.login = ""
        self.recovery: tuple[str, ...] = ()

    def accepts(self, invited: Invited, password: str = GOOD, name: str = "") -> Joined:
        self.secret = look_at_invitation(self.engine, invited.token, HERE, now=self.now).totp_secret
        joined = accept_invitation(
            self.engine, self.settings, invited.token, password, self.code(), HERE, name=name, now=self.now
        )
        self.login, self.recovery = joined.login, joined.recovery_codes
        return joined

    def code(self) -> str:
        self.now += timedelta(seconds=30)
        return TOTP(self.secret).at(self.now)

    def signs_in(self, password: str = GOOD, code: str | None = None, login: str = ""):  # noqa: ANN201
        code = self.code() if code is None else code
        return sign_in_by_password(
            self.engine, self.settings, login or self.login, password, code, HERE, now=self.now
        )


@pytest.fixture
def person(engine: Engine, settings: Settings) -> Person:
    return Person(engine, settings)


def invited(
    engine: Engine, name: str = "wang", role: Role = Role.OWNER, brand: str = "qingyou", **more: object
) -> Invited:
    kind = BRAND if brand else OPERATOR
    return invite(engine, more.pop("by", LI), kind, brand, role, name, origin=HERE, now=NOON)  # type: ignore[arg-type]


def joined(engine: Engine, settings: Settings, **more: object) -> Joined:
    return Person(engine, settings).accepts(invited(engine, **more))  # type: ignore[arg-type]


def code_of(act: Callable[[], object]) -> str:
    try:
        act()
    except (Refused, UnknownBrand) as refused:
        return refused.code
    return "done"


def log(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [each.what for each in session.scalars(select(AuditLine).order_by(text("id")))]
