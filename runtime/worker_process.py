"""The worker as a child process: started, killed and started again. It ends when whoever started it does."""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from domain.refusals import in_words
from runtime.leash import Leash, leashed
from settings import ROOT, VENDORS, Settings

FEW_HEAPS = {"MALLOC_ARENA_MAX": "2"}
"""The C library keeps a heap for each of many threads otherwise, and memory of commissions in all of them."""
GRACE = 3.0
"""Between SIGTERM and SIGKILL once nobody looks after it: what it had begun is done again by another."""


class WorkerDoesNotServe(Exception):
    """It ends, or is silent, before it has taken any work."""

    code = "WORKER_DOES_NOT_SERVE"

    def __init__(self, log: Path, told: str) -> None:
        self.zh, self.en = in_words(self.code, log=log, said=told or ("没有说明原因", "it did not say why"))
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


@dataclass
class WorkerProcess:
    settings: Settings
    address: str
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    root: Path = ROOT
    """The checkout it runs from."""
    process: subprocess.Popen[bytes] | None = None
    leash: Leash | None = field(default=None, init=False)

    @property
    def program(self) -> list[str]:
        return [sys.executable, str(self.root / "worker.py")]

    def start(self) -> int:
        """The new process's id. Its output goes to the log."""
        said = {
            "TEMPORAL_ADDRESS": self.address,
            "STARMAP_STATE": str(self.settings.state),
            **self._database(),
            "STARMAP_DATA_KEY_FILE": str(self.settings.data_keys.file),
            "STARMAP_QUEUE": self.settings.queue,
            **self._vendors(),
            **self.environment,
        }
        self._let_go()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.leash = leashed(
                self.program,
                grace=GRACE,
                output=output,
                cwd=self.root,
                env={**FEW_HEAPS, **os.environ, **said},
            )
        self.process = self.leash.process
        return self.process.pid

    def _vendors(self) -> dict[str, str]:
        """Of whoever starts it, whatever `.env` says: the demonstration's are never real ones."""
        return {f"STARMAP_{name.upper()}": str(getattr(self.settings, name)) for name in VENDORS}

    def _database(self) -> dict[str, str]:
        """Where the settings name a file the worker reads it too: no secret in its environment."""
        if self.settings.database_url_file and not self.settings.database_url:
            return {"STARMAP_DATABASE_URL_FILE": str(self.settings.database_url_file)}
        return {"STARMAP_DATABASE_URL": self.settings.database_url or self.settings.database}

    @property
    def last_words(self) -> str:
        """Why it gave up, when it said so by name."""
        with contextlib.suppress(OSError):
            lines = self.log.read_text(encoding="utf-8", errors="replace")[-2000:].splitlines()
            return lines[-1] if lines and lines[-1].startswith("✗") else ""
        return ""

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def is_serving(self) -> bool:
        """It has said that it takes work, and it lives."""
        return self.leash is not None and self.leash.says_ready and self.is_running

    def kill(self) -> None:
        """kill -9, and gone when this returns."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self._let_go()

    def stop(self) -> None:
        if self.process and self.is_running:
            self.process.terminate()
            try:
                self.process.wait(self.settings.time_to_stop.total_seconds())
            except subprocess.TimeoutExpired:
                self.kill()
        self._let_go()

    def _let_go(self) -> None:
        """Of a process that has ended, or was started by others."""
        if self.leash and not self.leash.is_running:
            self.leash.let_go()
            self.leash = None
