"""A route that does nothing, served as the routes of the gateway are. As a program it says its port."""

import asyncio
import logging

import uvicorn
from fastapi import FastAPI

from starter.http.serving import KEEP_ALIVE_SECONDS, listening_at

api = FastAPI(openapi_url=None)


@api.get("/empty")
def empty() -> dict[str, str]:
    return {"status": "ok"}


if __name__ == "__main__":
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    with listening_at("127.0.0.1", 0) as listening:
        print(listening.getsockname()[1], flush=True)
        config = uvicorn.Config(
            api, access_log=False, log_config=None, lifespan="off", timeout_keep_alive=KEEP_ALIVE_SECONDS
        )
        asyncio.run(uvicorn.Server(config).serve([listening]))
