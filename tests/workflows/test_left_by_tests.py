"""What a test has left in the loop is ended after it, and nothing else is."""

import asyncio

from tests.workflows.conftest import end, of_tests


async def test_what_a_test_has_left_is_ended_and_a_worker_of_others_goes_on() -> None:
    async def test_that_ran_out_of_time() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)

    async def serves() -> None:
        await asyncio.Event().wait()

    left, other = asyncio.create_task(test_that_ran_out_of_time()), asyncio.create_task(serves())
    await asyncio.sleep(0)
    await end(of_tests)

    assert left.cancelled()
    assert not other.done()
    other.cancel()


async def test_what_is_slow_to_hear_it_is_told_again() -> None:
    heard: list[int] = []

    async def test_that_goes_on() -> None:
        while len(heard) < 3:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                heard.append(1)

    left = asyncio.create_task(test_that_goes_on())
    await asyncio.sleep(0)
    await end(of_tests)

    assert left.done()
    assert heard == [1, 1, 1]
