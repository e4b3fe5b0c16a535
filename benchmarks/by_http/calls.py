"""Between the gateway and Temporal: passes everything on, and counts the calls that come by.

A call of gRPC is a stream of HTTP/2, which begins with one frame of headers; pings and settings are none.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEAD, HEADERS = 9, 1


@dataclass
class Calls:
    address: str = ""
    number: int = 0


@asynccontextmanager
async def counting(address: str) -> AsyncIterator[Calls]:
    """``address`` is Temporal's; the one yielded stands before it."""
    host, _, port = address.rpartition(":")
    calls, running = Calls(), set[asyncio.Task[None]]()

    async def between(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        further = await asyncio.open_connection(host, int(port))
        ways = (_counted(reader, further[1], calls), _passed_on(further[0], writer))
        running.update(asyncio.create_task(each) for each in ways)

    server = await asyncio.start_server(between, "127.0.0.1", 0)
    calls.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield calls
    finally:
        server.close()
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, calls: Calls) -> None:
    with suppress(OSError, asyncio.IncompleteReadError):
        writer.write(await reader.readexactly(len(PREFACE)))
        while True:
            head = await reader.readexactly(HEAD)
            calls.number += head[3] == HEADERS
            writer.write(head + await reader.readexactly(int.from_bytes(head[:3])))
            await writer.drain()
    writer.close()


async def _passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while told := await reader.read(65_536):
            writer.write(told)
            await writer.drain()
    writer.close()
