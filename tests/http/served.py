"""The gateway on a port of its own: for clients that speak HTTP over a socket."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

from starter.http.serving import Protocol


@asynccontextmanager
async def serving(api: FastAPI) -> AsyncIterator[str]:
    """In this loop, to which the client of Temporal belongs. Yields the address."""
    server = uvicorn.Server(uvicorn.Config(api, log_config=None, lifespan="off", http=Protocol))
    with socket.create_server(("127.0.0.1", 0)) as listens:
        task = asyncio.create_task(server.serve([listens]))
        try:
            yield f"http://127.0.0.1:{listens.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


@contextmanager
def listening(api: FastAPI) -> Iterator[str]:
    """In a thread, for a test that blocks."""
    server = uvicorn.Server(uvicorn.Config(api, log_config=None, lifespan="off", http=Protocol))
    with socket.create_server(("127.0.0.1", 0)) as listens:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listens])))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listens.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
