"""Every operation, asked by nobody, by expired and revoked tokens, and by every role: the table decides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update

from domain.parties.actor import KIND_OF, Role
from gateways.sql.database import writing
from models.tables.access import SessionRow
from services.parties.sample import furnish_if_empty
from settings import Settings
from starter.http.assembly import assembled
from tests.http.asgi import Answer, Caller
from tests.http.matrix import MATRIX, OPEN, ROLES
from tests.http.people import token_of

IDS = {
    "commission_id": "nobodys-1",
    "name": "accept",
    "task_type": "article",
    "creator_id": "atang",
    "withdrawal_id": "w.1",
    "upload_id": "up_0",
    "session_id": "ss_1",
    "member_id": "m_1",
    "key_id": "k_1",
    "endpoint_id": "we_1",
    "event_no": "1",
    "invitation_id": "in_1",
    "brand_id": "qingyou",
    "party_id": "atang",
}
NAMES = {"brand": "qingyou", "creator": "atang", "operator": "li"}
REFUSES = (401, 403)


def described() -> dict[str, dict[str, Any]]:
    paths = assembled(Settings(), None).openapi()["paths"]  # type: ignore[arg-type]
    return {f"{method.upper()} {path}": one for path, of in paths.items() for method, one in of.items()}


DESCRIBED = described()
GUARDED = [each for each in MATRIX if MATRIX[each] != OPEN]


def who(role: str) -> str:
    kind = KIND_OF[Role(role)].value
    return f"{kind}-{NAMES[kind]}"


async def ask(api: FastAPI, operation: str, token: str) -> Answer:
    method, _, path = operation.partition(" ")
    body = b"" if method in ("GET", "DELETE") else b"{}"
    headers = {"content-type": "application/json", "idempotency-key": "matrix"}
    return await Caller(api, token).ask(method, path.format(**IDS), body, headers)


@pytest.fixture(autouse=True)
def people(engine: Engine) -> None:
    furnish_if_empty(engine)


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert set(DESCRIBED) == set(MATRIX)


def test_what_is_open_says_so_and_nothing_else_does() -> None:
    assert {each for each in DESCRIBED if not DESCRIBED[each]["security"]} == set(MATRIX) - set(GUARDED)


async def test_nobody_is_told_anything_but_to_sign_in(api: FastAPI, engine: Engine) -> None:
    expired, revoked = token_of(engine, "creator-atang"), token_of(engine, "brand-qingyou")
    now = datetime.now(UTC)
    past = (
        update(SessionRow).where(SessionRow.kind == "creator").values(expires_at=now - timedelta(seconds=1))
    )
    with writing(engine) as session:
        session.execute(past)
        session.execute(update(SessionRow).where(SessionRow.kind == "brand").values(revoked_at=now))
    tokens = ("", "x", expired, revoked, f"{token_of(engine, 'operator-li')[:-1]}_")
    for operation in GUARDED:
        for token in tokens:
            answer = await ask(api, operation, token)
            assert (answer.status, answer.code) == (401, "SIGN_IN_NEEDED"), (operation, token[:4], answer)


async def test_what_an_operation_takes_is_told_to_nobody_before_they_sign_in(api: FastAPI) -> None:
    """A parameter that it does not have is answered as one that it has."""
    for operation in GUARDED:
        method, _, path = operation.partition(" ")
        answer = await Caller(api).ask(method, f"{path.format(**IDS)}?nothing=1", b"", {})
        assert (answer.status, answer.code) == (401, "SIGN_IN_NEEDED"), operation


@pytest.mark.parametrize("role", ROLES)
async def test_the_table_decides_who_gets_past_the_door(api: FastAPI, engine: Engine, role: str) -> None:
    """Each operation by itself: one of them may end the session."""
    wrong = [each for each in GUARDED if not passes(await asked(api, engine, each, role), each, role)]
    assert not wrong


async def asked(api: FastAPI, engine: Engine, operation: str, role: str) -> Answer:
    return await ask(api, operation, token_of(engine, who(role), role))


def passes(answer: Answer, operation: str, role: str) -> bool:
    if role not in MATRIX[operation]:
        return (answer.status, answer.code) == (403, "FORBIDDEN")
    if "/commands/" in operation:
        return answer.code in ("COMMISSION_UNKNOWN", "WRONG_PARTY", "FORBIDDEN")
    return answer.status not in (*REFUSES, 500, 503)
