"""The stream of events: as they come, from where its reader was, and no longer than its reader may."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text

from starter.http import streaming
from tests.http.asgi import Caller
from tests.http.listening import Listener, listening
from tests.http.people import token_of
from tests.http.test_events import happens

BEGUN = "here"
pytestmark = pytest.mark.usefixtures("ordered")


@pytest.fixture
def lasting(api: FastAPI) -> FastAPI:
    api.state.streams.lasts = 60.0
    return api


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "BREATHES_EVERY", 0.05)
    monkeypatch.setattr(streaming, "ASKS_EVERY", 0.0)


def has(*numbers: int) -> object:
    return lambda reader: reader.numbers == list(numbers)


def is_over(reader: Listener) -> bool:
    return reader.is_over


async def test_what_happens_is_told_to_its_sides_as_it_happens(engine: Engine, lasting: FastAPI) -> None:
    tokens = [token_of(engine, who) for who in ("brand-qingyou", "creator-laozhou", "operator-li")]
    async with AsyncExitStack() as open_:
        brand, creator, operator = [
            await open_.enter_async_context(listening(lasting, token)) for token in tokens
        ]
        for reader in (brand, creator, operator):
            await reader.until(lambda reader: BEGUN in reader.text)
        happens(engine, 1)
        happens(engine, 1, "shanxing", "laozhou")
        happens(engine, 2)

        await brand.until(has(1, 3))
        await operator.until(has(1, 2, 3))
        await creator.until(has(2))

    assert brand.status == 200
    assert brand.last_id == "3"
    assert lasting.state.streams.open == 0


async def test_it_begins_behind_a_number_and_a_reader_who_comes_again_goes_on(
    engine: Engine, lasting: FastAPI
) -> None:
    for seq in range(1, 250):
        happens(engine, seq)
    token = token_of(engine, "brand-qingyou")

    async with listening(lasting, token, "after=0") as reader:
        await reader.until(has(*range(1, 250)))
    async with listening(lasting, token, "after=0", last_event_id="240") as reader:
        await reader.until(has(*range(241, 250)))
    async with listening(lasting, token) as reader:  # it has lost its id: from now on
        await reader.until(lambda reader: BEGUN in reader.text)
        happens(engine, 250)
        await reader.until(has(250))
    async with listening(lasting, token, "types=commission.accepted&after=0") as reader:
        await reader.until(lambda reader: BEGUN in reader.text)
        assert reader.numbers == []


@pytest.mark.parametrize(
    ("query", "last", "code"),
    [
        ("after=9", "", "CURSOR_AHEAD"),
        ("", "9", "CURSOR_AHEAD"),
        ("", "evt_1", "CURSOR_INVALID"),
        ("", "-1", "CURSOR_INVALID"),
        ("types=nothing", "", "EVENT_TYPE_UNKNOWN"),
    ],
)
async def test_a_cursor_that_cannot_be_meant_is_refused_before_it_begins(
    engine: Engine, lasting: FastAPI, query: str, last: str, code: str
) -> None:
    happens(engine, 1)

    async with listening(lasting, token_of(engine, "brand-qingyou"), query, last) as reader:
        await reader.until(is_over)

    assert reader.status == 422
    assert f'"code": "{code}"' in reader.text


@pytest.mark.parametrize("silence", [0.05, 60.0])
async def test_it_ends_with_the_session_and_tells_nothing_afterwards(
    engine: Engine, lasting: FastAPI, monkeypatch: pytest.MonkeyPatch, silence: float
) -> None:
    """Whether it breathes before the next event comes or not."""
    monkeypatch.setattr(streaming, "ASKS_EVERY", 0.0)
    monkeypatch.setattr(streaming, "BREATHES_EVERY", silence)
    token = token_of(engine, "brand-qingyou")
    async with listening(lasting, token, "after=0") as reader:
        happens(engine, 1)
        await reader.until(has(1))
        assert (await Caller(lasting, token).ask("DELETE", "/v1/me/session")).status in (200, 204)
        happens(engine, 2)
        await reader.until(is_over)

    assert reader.numbers == [1]


@pytest.mark.usefixtures("soon")
async def test_while_nothing_happens_it_breathes_and_its_id_goes_on(engine: Engine, lasting: FastAPI) -> None:
    async with listening(lasting, token_of(engine, "brand-qingyou")) as reader:
        await reader.until(lambda reader: BEGUN in reader.text)
        happens(engine, 1, "shanxing", "laozhou")
        await reader.until(lambda reader: "id: 1\n" in reader.text)

    assert reader.numbers == []


async def test_more_than_so_many_of_one_party_or_of_a_process_are_refused_by_name(
    engine: Engine, lasting: FastAPI
) -> None:
    streams = lasting.state.streams
    streams.of_party, streams.in_all = 2, 3
    brand, creator = token_of(engine, "brand-qingyou"), token_of(engine, "creator-atang")
    async with AsyncExitStack() as open_:
        for token in (brand, brand, creator):
            reader = await open_.enter_async_context(listening(lasting, token))
            await reader.until(lambda reader: BEGUN in reader.text)
        for token in (brand, creator):
            async with listening(lasting, token) as refused:
                await refused.until(is_over)
            assert refused.status == 429
            assert '"STREAMS_TOO_MANY"' in refused.text

    async with listening(lasting, brand) as reader:
        await reader.until(lambda reader: BEGUN in reader.text)


async def test_a_reader_that_takes_nothing_is_dropped_and_holds_nobody_up(
    engine: Engine, lasting: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "SLOW_SECONDS", 0.2)
    token = token_of(engine, "brand-qingyou")
    async with listening(lasting, token) as slow, listening(lasting, token) as other:
        for reader in (slow, other):
            await reader.until(lambda reader: BEGUN in reader.text)
        slow.reads.clear()
        happens(engine, 1)
        await other.until(has(1))
        async with asyncio.timeout(10):
            while lasting.state.streams.open > 1:  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(0.02)


async def test_where_the_process_stops_every_stream_ends_whole(engine: Engine, lasting: FastAPI) -> None:
    async with listening(lasting, token_of(engine, "brand-qingyou")) as reader:
        await reader.until(lambda reader: BEGUN in reader.text)
        lasting.state.streams.stop()
        await reader.until(is_over)


async def test_while_the_books_are_away_it_waits_and_then_misses_nothing(
    engine: Engine, lasting: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "BREATHES_EVERY", 0.05)
    async with listening(lasting, token_of(engine, "brand-qingyou")) as reader:
        await reader.until(lambda reader: BEGUN in reader.text)
        with engine.begin() as connection:
            connection.execute(text("alter table outbox rename to away"))
        await asyncio.sleep(0.6)
        with engine.begin() as connection:
            connection.execute(text("alter table away rename to outbox"))
        happens(engine, 1)
        await reader.until(has(1))
