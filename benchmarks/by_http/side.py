"""The gateway and a route that does nothing, each a process of its own, beside the place of benchmarks."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.client import Client

from benchmarks.by_http.asking import Asking
from benchmarks.by_http.calls import Calls, counting
from benchmarks.place import BRAND, Place, serves
from benchmarks.processes import ROOT
from domain.parties.actor import Actor, ActorKind, Role
from runtime.gateway_process import GatewayProcess, port_of
from services.access.keys import create_key
from services.connection import connect

PLENTY = "1000000"
"""Nobody is told to come back later here."""


@dataclass
class Side:
    place: Place
    gateway: Asking
    empty: Asking
    calls: Calls
    client: Client
    """Of the bare updates: it goes the gateway's own way to Temporal, past the same counter."""
    gateway_pid: int
    empty_pid: int
    key: str
    """Of the brand's system."""


@asynccontextmanager
async def beside(place: Place) -> AsyncIterator[Side]:
    async with counting(place.address) as calls:
        port = await asyncio.to_thread(port_of, place.settings)
        said = {
            "STARMAP_HTTP_PORT": str(port),
            "STARMAP_REQUESTS_A_MINUTE": PLENTY,
            "STARMAP_ANONYMOUS_REQUESTS_A_MINUTE": PLENTY,
        }
        log = place.settings.state / "gateway.log"
        gateway = GatewayProcess(place.settings, calls.address, log, said, port=port, virtual_time=True)
        try:
            with _nothing() as (port_of_nothing, pid):
                await serves(gateway)
                assert gateway.process is not None
                nothing = Asking(f"http://127.0.0.1:{port_of_nothing}")
                asking = Asking(gateway.url)
                client = await connect(calls.address)
                yield Side(place, asking, nothing, calls, client, gateway.process.pid, pid, _key(place))
                asking.close()
                nothing.close()
        finally:
            await asyncio.to_thread(gateway.stop)


@contextmanager
def _nothing() -> Iterator[tuple[int, int]]:
    """Its port, and its process."""
    program = [sys.executable, "-m", "benchmarks.by_http.empty"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline()), process.pid
        finally:
            process.kill()


def _key(place: Place) -> str:
    owner = Actor(ActorKind.BRAND, BRAND, "m-owner", "owner", Role.OWNER)
    made = create_key(place.engine, place.settings, owner, BRAND, "bench", now=datetime.now(UTC))
    return made.key
