"""What `up` started, written down in the state folder at once: the next `up` finds what a killed one left.

A process is known by its number and its start time: a number alone may be another's by now.
"""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "started.json"
PATIENCE = 8.0
LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Started:
    pid: int
    began: str

    @property
    def lives(self) -> bool:
        return bool(self.began) and began(self.pid) == self.began


def began(pid: int) -> str:
    """The start time of a living process, to be compared with itself; empty where there is none."""
    try:
        words = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return _as_ps_says(pid)
    return "" if words[0] in "ZX" else f"{boot} {words[19]}"


def _as_ps_says(pid: int) -> str:
    """Where there is no /proc."""
    if Path("/proc/self/stat").exists():
        return ""
    asked = ["ps", "-o", "state=,lstart=", "-p", str(pid)]
    with contextlib.suppress(OSError):
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
        return "" if not said or said[0].startswith("Z") else " ".join(said[1:])
    return ""


def write(folder: Path, pids: Iterable[int]) -> None:
    """Whole or not at all."""
    draft = folder / f"{FILE}.draft"
    draft.write_text(json.dumps([asdict(Started(pid, began(pid))) for pid in pids]), encoding="utf-8")
    draft.replace(folder / FILE)


def forget(folder: Path) -> None:
    (folder / FILE).unlink(missing_ok=True)


def read(folder: Path) -> list[Started]:
    """Those that still live."""
    try:
        told = [Started(**each) for each in json.loads((folder / FILE).read_text(encoding="utf-8"))]
        return [each for each in told if each.lives]
    except (OSError, ValueError, TypeError):
        return []


def end(left: Iterable[Started]) -> None:
    """SIGTERM, and SIGKILL to who is slow. Blocks until they are gone; each is looked at before it is hit."""
    remaining = list(left)
    for sent in (signal.SIGTERM, signal.SIGKILL):
        for each in remaining:
            with contextlib.suppress(ProcessLookupError):
                if each.lives:
                    os.kill(each.pid, sent)
        gives_up_at = time.monotonic() + PATIENCE
        while (remaining := [each for each in remaining if each.lives]) and time.monotonic() < gives_up_at:
            time.sleep(LOOK_EVERY)
