"""A Temporal server that is away: whatever is asked of it fails as it does then, and is counted."""

from collections.abc import Generator
from typing import Any, NoReturn

from temporalio.service import RPCError, RPCStatusCode


class Away:
    def __init__(self) -> None:
        self.asked = 0

    def __getattr__(self, name: str) -> "Away":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> "Away":
        return self

    def __await__(self) -> Generator[Any, None, NoReturn]:
        self.asked += 1
        raise RPCError("transport error: tcp connect error", RPCStatusCode.UNAVAILABLE, b"")
        yield
