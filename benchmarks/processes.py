"""What processes have spent: CPU in milliseconds, memory in kilobytes."""

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

import psutil

ROOT = Path(__file__).parent.parent


def cpu_ms(pid: int) -> float:
    spent = psutil.Process(pid).cpu_times()
    return 1000 * (spent.user + spent.system)


def memory_kb(pid: int) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 1024


def own_cpu_ms() -> float:
    return 1000 * time.process_time()


class Aside(AbstractContextManager["Aside"]):
    """What the harness itself spends in this thread: the sandbox platform it plays, its looks at books."""

    def __init__(self) -> None:
        self.ms = 0.0
        self._began = 0.0

    def __enter__(self) -> Self:
        self._began = time.thread_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.ms += 1000 * (time.thread_time() - self._began)


def command_cpu_ms(program: Sequence[str], environment: dict[str, str]) -> float:
    """Of one run from start to end."""
    before = os.times()
    subprocess.run(
        program,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return 1000 * spent
