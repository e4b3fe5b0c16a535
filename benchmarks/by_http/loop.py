"""An open loop: what is due is asked for when it is due, whether or not what came before is answered."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

Ask = Callable[[], Awaitable[object]]


async def open_loop(asked: Sequence[Ask], a_second: float) -> list[float]:
    """Milliseconds from the moment each was due to its answer."""
    begun = time.perf_counter()

    async def one(ask: Ask, due: float) -> float:
        await ask()
        return 1000 * (time.perf_counter() - due)

    tasks = []
    for number, ask in enumerate(asked):
        due = begun + number / a_second
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(ask, due)))
    return list(await asyncio.gather(*tasks))


def p99(taken: Sequence[float]) -> float:
    return sorted(taken)[max(0, -(-99 * len(taken) // 100) - 1)]
