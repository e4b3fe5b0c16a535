"""Every address of the pages, asked by nobody and by every role, about what is theirs and what is not."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine

from domain.parties.actor import KIND_OF, Role
from starter.web.assembly import ROUTERS
from starter.web.visitors import mark_of
from starter.web.wording import catalogue
from tests.http.asgi import Answer
from tests.http.people import token_of
from tests.web.conftest import placed
from tests.web.page_table import ANYBODY, PATH, ROLES, TABLE
from tests.web.visiting import Visiting

OWN = {"brand": "qingyou", "creator": "atang", "operator": "li"}
FOREIGN = {"brand": "shanxing", "creator": "laozhou"}
STREAMS = frozenset({"GET /live"})
"""They do not end by themselves."""
ENDED = catalogue("zh")["stale.title"]
SIGN_IN, REFUSED, ABSENT, BROKEN = 401, 403, 404, 500


def addresses() -> Iterator[str]:
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute), route
            yield from (f"{method} {route.path}" for method in route.methods - {"HEAD"})


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    found = list(addresses())
    assert sorted(found) == sorted(TABLE)


async def asked(api: FastAPI, engine: Engine, address: str, role: str, whose: str, commission: str) -> Answer:
    method, _, path = address.partition(" ")
    row = TABLE[address]
    filled = path.format(**{**PATH, "commission_id": commission, **row.path})
    token = token_of(engine, whose, role) if role not in ANYBODY else ""
    browser = Visiting(api, token)
    if method == "GET":
        return await browser.open(filled)
    return await browser.post(
        filled, {"csrf": mark_of(token), "key": "table-1", "reason": "核实", **row.fields}
    )


def who(role: str, names: dict[str, str]) -> str:
    kind = KIND_OF[Role(role)].value
    return f"{kind}-{names[kind]}" if kind in names else ""


def verdict(answer: Answer) -> str:
    ended = answer.status == SIGN_IN and (not answer.body or ENDED in answer.body.decode())
    if ended or answer.headers.get("location", "").startswith("/sign-in?next="):
        return "sign-in"
    if answer.status == REFUSED:
        return "refused"
    return "error" if answer.status == BROKEN else "allowed"  # a page says what is absent


@pytest.mark.parametrize("role", ROLES)
async def test_the_table_decides_who_is_let_in(api: FastAPI, engine: Engine, role: str) -> None:
    commission, wrong = placed(engine, "settled"), []
    for address, row in TABLE.items():
        if address in STREAMS and role in row.allowed:
            continue
        whose = "" if role in ANYBODY else who(role, OWN)
        found = verdict(await asked(api, engine, address, role, whose, commission))
        if row.allowed == ANYBODY or role in row.allowed:
            wanted = "allowed"
        else:
            wanted = "sign-in" if role in ANYBODY else "refused"
        if row.allowed == ANYBODY and found in ("sign-in", "refused") and address.startswith("POST"):
            continue  # a form of nobody's session: its own mark was not given
        if found != wanted:
            wrong.append((address, role, found, wanted))
    assert not wrong


@pytest.mark.parametrize("role", [each for each in ROLES if each not in ANYBODY])
async def test_what_is_anothers_looks_absent(api: FastAPI, engine: Engine, role: str) -> None:
    """It is answered as one that nobody ever ordered."""
    commission = placed(engine, "settled")
    stranger = who(role, FOREIGN)
    if not stranger:
        pytest.skip("operators have a part in every commission")
    wrong = []
    for address, row in TABLE.items():
        if not row.owned or role not in row.allowed:
            continue
        foreign = await asked(api, engine, address, role, stranger, commission)
        unknown = await asked(api, engine, address, role, stranger, "qingyou-nobodys")
        if (foreign.status, unknown.status) != (ABSENT, ABSENT):
            wrong.append((address, role, foreign.status, unknown.status))
    assert not wrong
