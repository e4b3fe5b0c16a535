"""Ctrl-C at any moment of the start: nothing is left running or half made, and the next start works."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
INSTANTS = int(os.environ.get("STARMAP_INSTANTS", "6"))
"""`make chaos` interrupts it at twenty."""
BEYOND = 1.2
"""The interruptions are spread over the whole start, as long as it takes here, and a little more."""
SENT = (signal.SIGINT, signal.SIGTERM)


def environment(folder: Path, **more: str) -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("STARMAP_", "TEMPORAL_"))}
    place = {"STARMAP_STATE": str(folder), "STARMAP_PORT": "0", "STARMAP_UI_PORT": "0", "LANG": "C.UTF-8"}
    return {**plain, **place, **more}


def start(folder: Path) -> subprocess.Popen[bytes]:
    with (folder.parent / f"{folder.name}.out").open("wb") as output:
        return subprocess.Popen(
            [ROOT / "starmap", "up"],
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def of(folder: Path) -> list[str]:
    """Programs that still work in the folder."""
    found = []
    for process in psutil.process_iter(["cmdline", "pid"]):
        try:
            named = str(folder) in " ".join(process.info["cmdline"] or [])
            given = process.environ().get("STARMAP_STATE") == str(folder)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        if (named or given) and process.status() != psutil.STATUS_ZOMBIE:
            found.append(" ".join(process.info["cmdline"] or [])[:120])
    return found


@pytest.mark.timeout(900)
def test_an_interruption_at_any_instant_of_the_start_leaves_nothing_behind(tmp_path: Path) -> None:
    whole = start_and_stop(tmp_path / "measured")

    for number in range(INSTANTS):
        folder, instant = tmp_path / "state", BEYOND * whole * number / INSTANTS
        up = start(folder)
        time.sleep(instant)
        interrupt(up, SENT[number % len(SENT)])

        said = (tmp_path / "state.out").read_text(encoding="utf-8")
        assert of(folder) == [], f"after {instant:.2f} s"
        assert "Traceback" not in said, f"after {instant:.2f} s: {said}"
        assert not (folder / "running.json").exists(), f"after {instant:.2f} s"

    start_and_stop(tmp_path / "state")


def interrupt(up: subprocess.Popen[bytes], sent: int) -> None:
    """Pressed once more where nothing came of it: while Python reads itself it may swallow one, before any
    code of ours runs (1 of some 400 in the first 15 ms).
    """
    up.send_signal(sent)
    try:
        up.wait(45)
    except subprocess.TimeoutExpired:
        up.send_signal(sent)
        up.wait(90)


def start_and_stop(folder: Path) -> float:
    """How many seconds the start took."""
    began = time.monotonic()
    up = start(folder)
    asyncio.run(until_running(folder))
    took = time.monotonic() - began
    up.send_signal(signal.SIGINT)
    assert up.wait(90) == 0
    assert of(folder) == []
    return took


async def until_running(folder: Path) -> None:
    async with asyncio.timeout(90):
        while not (folder / "running.json").exists():  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.1)
