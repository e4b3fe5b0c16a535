"""Fifty requests for one act of money at the same instant, through two gateways over one PostgreSQL."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from gateways.operations.audit.checking import check_ledger
from gateways.sql.database import opened, reading
from models.tables.ledger import LedgerEntry
from settings import COUNT_MAX, Settings
from tests.conftest import keys_in
from tests.http.asgi import Answer, Caller
from tests.http.away import Away
from tests.http.conftest import gateway_over
from tests.http.people import token_of
from tests.races.ground import Ground, ground
from tests.races.of_withdrawals import _reserve

AT_ONCE = 50
POSTGRESQL = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@dataclass
class Two:
    """Gateways, and the books that both of them work on."""

    ground: Ground
    name: str
    gateways: list[Any]

    def callers(self, who: str) -> list[Caller]:
        token = token_of(self.ground.engine, who)
        return [Caller(api, token) for api in self.gateways]

    async def race(
        self, who: str, path: str, bodies: list[dict[str, Any]], key: str = "race"
    ) -> list[Answer]:
        callers = self.callers(who)
        asked = (
            callers[number % 2].post(path, bodies[number % len(bodies)], key=key) for number in range(AT_ONCE)
        )
        return list(await asyncio.gather(*asked))

    def entries(self) -> int:
        with reading(self.ground.engine) as session:
            return int(session.scalar(select(func.count(col(LedgerEntry.id)))) or 0)


@pytest.fixture
def two(database_url: str, tmp_path: Path) -> Iterator[Two]:
    keys = keys_in(tmp_path)
    settings = Settings(database_url=database_url, requests_a_minute=COUNT_MAX)
    with ExitStack() as stack, ground(database_url, keys) as here:
        engines = [stack.enter_context(opened(database_url, keys=keys)) for _ in range(2)]
        name = here.new_round()
        here.settled(name)
        yield Two(here, name, [gateway_over(each, settings, Away()) for each in engines])


def acts(name: str) -> dict[str, tuple[str, str, dict[str, Any], str]]:
    """Who asks, where, with what; and the field that another body changes."""
    why = {"reason": "核查后更正"}
    claims = "/v1/operations/claims"
    return {
        "top-up": (f"brand-{name}", "/v1/brand/top-ups", {"fen": 100}, "fen"),
        "clawback": (
            "operator-li",
            f"{claims}/clawbacks",
            {"commission_id": name, "creator_percent": 50, **why},
            "creator_percent",
        ),
        "compensation": (
            "operator-li",
            f"{claims}/compensations",
            {"party": f"creator:{name}", "fen": 100, **why},
            "fen",
        ),
        "write-off": (
            "operator-li",
            f"{claims}/write-offs",
            {"creator_id": name, "fen": 100, **why},
            "fen",
        ),
    }


ACTS = sorted(acts(""))


def prepare(two: Two, act: str) -> None:
    """Only who has withdrawn what is then clawed back owes anything."""
    if act == "write-off":
        _reserve(two.ground, two.name, f"{two.name}.w")


async def owing(two: Two, act: str) -> None:
    if act == "write-off":
        who, path, body, _ = acts(two.name)["clawback"]
        answer = await two.callers(who)[0].post(path, body, key="before")
        assert answer.status == 200, answer


@POSTGRESQL
@pytest.mark.parametrize("act", ACTS)
async def test_one_key_moves_money_once(two: Two, act: str) -> None:
    prepare(two, act)
    await owing(two, act)
    who, path, body, _ = acts(two.name)[act]
    before = two.entries()

    answers = await two.race(who, path, [body])

    done = [each for each in answers if each.status == 200]
    assert len({each.body for each in done}) == 1, answers[0]
    assert {each.code for each in answers if each.status != 200} <= {"KEY_IN_USE"}
    assert two.entries() == before + 1
    assert not check_ledger(two.ground.engine).findings


@POSTGRESQL
@pytest.mark.parametrize("act", ACTS)
async def test_one_key_with_two_bodies_does_one_of_them(two: Two, act: str) -> None:
    prepare(two, act)
    await owing(two, act)
    who, path, body, field = acts(two.name)[act]
    before = two.entries()

    answers = await two.race(who, path, [body, {**body, field: body[field] + 1}])

    done = [each for each in answers if each.status == 200]
    assert len({each.body for each in done}) == 1, answers[0]
    assert {each.code for each in answers if each.status != 200} <= {"KEY_IN_USE", "KEY_REUSED"}
    assert "KEY_REUSED" in {each.code for each in answers if each.status != 200}
    assert two.entries() == before + 1
    assert not check_ledger(two.ground.engine).findings


@POSTGRESQL
async def test_what_is_owed_is_written_off_once_under_fifty_keys(two: Two) -> None:
    prepare(two, "write-off")
    await owing(two, "write-off")
    caller = two.callers("operator-li")
    body = {"creator_id": two.name, "fen": 100_000, "reason": "核销"}

    answers = await asyncio.gather(
        *(caller[n % 2].post("/v1/operations/claims/write-offs", body, key=f"k{n}") for n in range(AT_ONCE))
    )

    assert [each.status for each in answers].count(200) == 1
    assert {each.code for each in answers if each.status != 200} == {"MORE_THAN_OWED"}
    assert not check_ledger(two.ground.engine).findings
