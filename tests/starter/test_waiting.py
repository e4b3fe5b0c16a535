"""Every wait has an end and says what it was for; what is waited for may be done all the same."""

import asyncio
import inspect

import pytest

from services.waiting import LONGEST, StillWaiting, waited
from starter.cli import console


async def test_what_takes_too_long_is_named_with_what_to_do_then() -> None:
    with pytest.raises(StillWaiting) as told:
        await waited(asyncio.sleep(60), 0.01, ("银行的答复", "the bank's word"))

    assert told.value.code == "STILL_WAITING"
    assert "银行的答复" in told.value.zh
    assert "the bank's word" in told.value.en


async def test_what_comes_in_time_is_handed_on_and_its_own_failures_are_its_own() -> None:
    async def fails() -> None:
        raise TimeoutError

    assert await waited(asyncio.sleep(0, "done"), 5) == "done"
    with pytest.raises(TimeoutError):
        await waited(fails(), 5)


def test_a_command_that_says_nothing_of_its_wait_has_the_usual_limit() -> None:
    assert inspect.signature(console.with_app).parameters["limit"].default == LONGEST
