"""What runs where: written by `up` to running.json in the state folder, read by every other command."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from domain.refusals import in_words
from runtime.started import began
from settings import Settings


class NotRunning(Exception):
    code = "NOT_RUNNING"
    zh, en = in_words(code)


@dataclass(frozen=True)
class Running:
    pid: int
    address: str
    ui_url: str
    worker_pid: int
    server_pid: int
    database: str
    virtual_time: bool
    since: str
    restarts: int = 0
    worker_pids: list[int] = field(default_factory=list)
    """All of them; the first stands in ``worker_pid`` too."""
    http_url: str = ""
    """Of the gateway; empty where there is none."""
    gateway_pid: int = 0
    began: str = ""
    """When ``pid`` was started: another process may have its number by now."""


def _place(settings: Settings) -> Path:
    return settings.state / "running.json"


def write(settings: Settings, running: Running) -> None:
    """Whole or not at all: readers never see half a file."""
    place = _place(settings)
    draft = place.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(running), indent=2, ensure_ascii=False), encoding="utf-8")
    draft.replace(place)


def forget(settings: Settings) -> None:
    _place(settings).unlink(missing_ok=True)


def read(settings: Settings) -> Running | None:
    """None when nothing is written or whoever wrote it is gone."""
    try:
        running = Running(**json.loads(_place(settings).read_text(encoding="utf-8")))
        os.kill(running.pid, 0)
    except (OSError, ValueError, TypeError, OverflowError):
        return None
    return running if running.began in ("", began(running.pid)) else None


def pages_address(settings: Settings) -> str:
    """Where people reach the pages: the setting, else the gateway that `up` started; empty: nowhere."""
    if settings.pages_address:
        return settings.pages_address
    started = read(settings)
    return started.http_url if started else ""


def where(settings: Settings, env: Mapping[str, str] = os.environ) -> tuple[str, bool]:
    """The Temporal address, and whether time may be skipped there. Raises NotRunning.

    TEMPORAL_ADDRESS wins: then nothing of ours is started, and time is never skipped.
    """
    elsewhere = env.get("TEMPORAL_ADDRESS")
    running = read(settings)
    if elsewhere and (running is None or running.address != elsewhere):
        return elsewhere, False
    if running is None:
        raise NotRunning
    return running.address, running.virtual_time
