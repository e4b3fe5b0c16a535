"""How the gateway is: alive, and able to serve."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from services.operations.gateway_health import standing
from starter.http.calling import OpenedApp
from starter.http.described import OPEN

router = APIRouter(tags=["health"])
AWAY: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "账目或 Temporal 不可用 · the books or Temporal are away",
        "content": {"application/json": {}},
    }
}


@router.get("/health", summary="进程在运行 · it runs", openapi_extra={OPEN: True})
def alive() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/ready", summary="能否服务 · whether it can serve", responses=AWAY, openapi_extra={OPEN: True})
async def ready(app: OpenedApp) -> Response:
    """Reads need the books, commands Temporal too: each is told by itself."""
    found = await standing(app)
    return JSONResponse(
        {"books": found.books, "temporal": found.temporal}, 200 if found.books and found.temporal else 503
    )
