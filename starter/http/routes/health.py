"""How the gateway is: alive, and able to serve."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from models.api.operations import Alive, Ready
from services.operations.gateway_health import standing
from starter.http.calling import OpenedApp
from starter.http.described import OPEN

router = APIRouter(tags=["health"])
AWAY: dict[int | str, dict[str, Any]] = {
    503: {
        "description": "账目或 Temporal 不可用 · the books or Temporal are away",
        "model": Ready,
    }
}


@router.get("/health", summary="进程在运行 · it runs", openapi_extra={OPEN: True})
def alive() -> Alive:
    return Alive(status="ok")


@router.get(
    "/ready",
    response_model=Ready,
    summary="能否服务 · whether it can serve",
    responses=AWAY,
    openapi_extra={OPEN: True},
)
async def ready(app: OpenedApp) -> Response:
    """Reads need the books, commands Temporal too: each is told by itself."""
    found = await standing(app)
    told = Ready(books=found.books, temporal=found.temporal)
    return JSONResponse(told.model_dump(), 200 if found.books and found.temporal else 503)
