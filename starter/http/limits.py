"""How often one caller may ask in a minute, counted in this process alone: a gateway that is flooded says so.

A token has a count of its own once it has been one of ours; until then, and without one, the address is
counted, so that inventing tokens gains nothing. What is dear has limits of its own, in the books.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from starter.http.addresses import address_of
from starter.http.calling import token_of
from starter.http.problems import Problem, answer_with

WINDOW_SECONDS = 60
CALLERS_MAX = 20_000
"""Remembered at once; beyond it, who has been silent longest is forgotten."""
FREE = frozenset({"/health", "/ready"})
"""Asked by whatever watches the gateway, from one address and for ever."""
NETWORK_BITS = 64
"""Of IPv6: what one customer of a provider has."""


@dataclass
class Count:
    until: float
    asked: int = 0


@dataclass(frozen=True)
class Standing:
    policy: str
    quota: int
    left: int
    seconds: int

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"ratelimit-policy", f'"{self.policy}";q={self.quota};w={WINDOW_SECONDS}'.encode()),
            (b"ratelimit", f'"{self.policy}";r={max(self.left, 0)};t={self.seconds}'.encode()),
        ]


class Limits:
    """An ASGI layer."""

    def __init__(
        self, app: ASGIApp, of_token: int, of_address: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app, self._clock = app, clock
        self._of_token, self._of_address = of_token, of_address
        self._counts: OrderedDict[str, Count] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in FREE:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        token = _digest(token_of(request))
        standing = self._count(token, _network(address_of(request)))

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *standing.headers]
                if token and "actor" in scope.get("state", {}):
                    self._counts.setdefault(token, Count(self._clock() + WINDOW_SECONDS))
            await send(message)

        if standing.left < 0:
            problem = Problem.of("REQUESTS_TOO_MANY", retry_after=standing.seconds)
            await answer_with(problem, scope, receive, told)
        else:
            await self._app(scope, receive, told)

    def _count(self, token: str, address: str) -> Standing:
        known = token in self._counts
        who, policy, quota = (
            (token, "token", self._of_token) if known else (address, "address", self._of_address)
        )
        now = self._clock()
        found = self._counts.get(who)
        if found is None or found.until <= now:
            found = self._counts[who] = Count(now + WINDOW_SECONDS)
        self._counts.move_to_end(who)
        if len(self._counts) > CALLERS_MAX:
            self._counts.popitem(last=False)
        found.asked += 1
        return Standing(policy, quota, quota - found.asked, max(ceil(found.until - now), 1))


def _digest(token: str) -> str:
    """No token stays in memory for this."""
    return f"token:{hashlib.sha256(token.encode()).hexdigest()}" if token else ""


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(ip_network((found, NETWORK_BITS), strict=False))
    return address
