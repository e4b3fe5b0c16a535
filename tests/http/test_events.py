"""Events by HTTP: each side reads its own, in order, none missing, from any number it had before."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text

from domain.events.catalogue import CATALOGUE
from domain.parties.actor import Role
from gateways.outbox import Announced, Subject, announce, number_events
from gateways.sql.database import writing
from services.operations.events import prune
from tests.gateways.records import NOON
from tests.http.asgi import Caller
from tests.http.people import token_of

Calling = Callable[[str], Caller]
pytestmark = pytest.mark.usefixtures("ordered")


def happens(engine: Engine, seq: int, brand: str | None = "qingyou", creator: str | None = "atang") -> None:
    """A step of a subject whose row is of no matter here."""
    step = Announced(
        *(Subject.WITHDRAWAL, f"w-{brand}-{creator}", seq, "paid", {"event": "paid", "fen": seq}, NOON),
        brand_id=brand,
        creator_id=creator,
    )
    with writing(engine) as session:
        announce(session, step)
    number_events(engine, 100, holder="a", now=NOON)


async def read(caller: Caller, query: str = "") -> tuple[list[int], int, bool]:
    told = (await caller.get(f"/v1/events{query}")).json
    return [each["number"] for each in told["events"]], told["after"], told["more"]


async def test_each_side_reads_its_own_and_operators_read_all(engine: Engine, calling: Calling) -> None:
    happens(engine, 1)
    happens(engine, 1, "shanxing", "laozhou")
    happens(engine, 2)

    assert await read(calling("brand-qingyou")) == ([1, 3], 3, False)
    assert await read(calling("creator-laozhou")) == ([2], 3, False)
    assert await read(calling("operator-li")) == ([1, 2, 3], 3, False)


async def test_a_cursor_goes_on_behind_what_was_others_and_misses_nothing(
    engine: Engine, calling: Calling
) -> None:
    for seq in range(1, 6):
        happens(engine, seq)
        happens(engine, seq, "shanxing", "laozhou")

    assert await read(calling("brand-qingyou"), "?limit=2") == ([1, 3], 3, True)
    assert await read(calling("brand-qingyou"), "?limit=2&after=3") == ([5, 7], 7, True)
    assert await read(calling("brand-qingyou"), "?limit=2&after=7") == ([9], 10, False)
    assert await read(calling("brand-qingyou"), "?after=10") == ([], 10, False)
    happens(engine, 6)
    assert await read(calling("brand-qingyou"), "?after=10") == ([11], 11, False)


async def test_somebody_elses_cursor_is_a_number_and_reads_ones_own(engine: Engine, calling: Calling) -> None:
    happens(engine, 1)
    happens(engine, 1, "shanxing", "laozhou")
    happens(engine, 2)

    assert await read(calling("brand-qingyou"), "?after=2") == ([3], 3, False)


async def test_the_envelope_is_told_as_the_catalogue_has_it(engine: Engine, calling: Calling) -> None:
    happens(engine, 7)

    (told,) = (await calling("creator-atang").get("/v1/events")).json["events"]

    assert told == {
        "id": "evt_1",
        "type": "withdrawal.paid",
        "number": 1,
        "occurred_at": "2026-11-22T04:00:00Z",
        "subject": {"kind": "withdrawal", "id": "w-qingyou-atang", "seq": 7},
        "data": {"event": "paid", "fen": 7},
    }


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?after=2", "CURSOR_AHEAD"),
        ("?after=9223372036854775807", "CURSOR_AHEAD"),
        ("?after=9223372036854775808", "REQUEST_INVALID"),
        ("?after=-1", "REQUEST_INVALID"),
        ("?after=1.0", "REQUEST_INVALID"),
        ("?after=evt_1", "REQUEST_INVALID"),
        ("?after=%00", "ADDRESS_UNUSABLE"),
        ("?after=1&after=1", "PARAMETER_TWICE"),
        ("?limit=0", "REQUEST_INVALID"),
        ("?limit=501", "REQUEST_INVALID"),
        ("?types=commission.acepted", "EVENT_TYPE_UNKNOWN"),
        ("?brand_id=shanxing", "REQUEST_INVALID"),
    ],
)
async def test_what_cannot_be_meant_is_refused_by_name(
    engine: Engine, calling: Calling, query: str, code: str
) -> None:
    happens(engine, 1)

    assert (await calling("brand-qingyou").get(f"/v1/events{query}")).code == code


async def test_types_are_chosen_by_name_and_one_that_is_not_for_the_asker_finds_nothing(
    engine: Engine, calling: Calling
) -> None:
    happens(engine, 1)

    assert (await read(calling("brand-qingyou"), "?types=withdrawal.paid,commission.accepted"))[0] == [1]
    assert (await read(calling("brand-qingyou"), "?types=commission.accepted"))[0] == []
    assert (await read(calling("brand-qingyou"), "?types=commission.payout_paid"))[0] == []


async def test_who_reads_no_money_hears_of_no_withdrawal(engine: Engine, api: FastAPI) -> None:
    happens(engine, 1)
    reviewer = Caller(api, token_of(engine, "brand-qingyou", Role.REVIEWER))

    assert await read(reviewer) == ([], 1, False)
    types = (await reviewer.get("/v1/events/catalogue")).json["types"]
    assert not [each["type"] for each in types if each["type"].startswith("withdrawal.")]


async def test_the_catalogue_tells_each_side_what_it_may_hear_of(calling: Calling) -> None:
    told = {
        who: {each["type"] for each in (await calling(who).get("/v1/events/catalogue")).json["types"]}
        for who in ("brand-qingyou", "creator-atang", "operator-li")
    }

    assert told["operator-li"] == set(CATALOGUE)
    assert "commission.payout_paid" in told["creator-atang"] - told["brand-qingyou"]
    assert "commission.record_conflicted" in told["operator-li"] - told["creator-atang"]


async def test_what_is_older_than_it_is_kept_is_gone_and_an_older_cursor_says_so(
    engine: Engine, calling: Calling
) -> None:
    for seq in range(1, 6):
        happens(engine, seq)
    with engine.begin() as connection:
        connection.execute(text("update outbox set created_at = '2020-01-01 00:00:00' where event_no <= 3"))

    assert prune(engine, 90, NOON + timedelta(days=1)) == 3

    told = await calling("brand-qingyou").get("/v1/events?after=2")
    assert (told.status, told.code) == (409, "CURSOR_TOO_OLD")
    assert told.json["after"] == 3
    assert await read(calling("brand-qingyou"), "?after=3") == ([4, 5], 5, False)
    assert await read(calling("brand-qingyou")) == ([4, 5], 5, False)


async def test_pruning_leaves_the_newest_so_that_numbers_go_on(engine: Engine, calling: Calling) -> None:
    for seq in (1, 2):
        happens(engine, seq)

    assert prune(engine, 90, datetime(2030, 1, 1, tzinfo=UTC)) == 1
    happens(engine, 3)

    assert await read(calling("brand-qingyou")) == ([2, 3], 3, False)


async def test_where_nothing_has_happened_there_is_nothing_to_be_read(calling: Calling) -> None:
    assert await read(calling("brand-qingyou")) == ([], 0, False)
    assert await read(calling("brand-qingyou"), "?after=0") == ([], 0, False)
    assert (await calling("brand-qingyou").get("/v1/events?after=1")).code == "CURSOR_AHEAD"
