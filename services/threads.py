"""The one edge between asyncio and the books: their calls block, so they run in a thread.

Whoever serves many at once, as an HTTP server does, goes on meanwhile.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def in_thread(call: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    return await asyncio.to_thread(call, *given, **named)
