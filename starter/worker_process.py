"""The worker as a child process: started, killed and started again."""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from settings import ROOT, Settings


@dataclass
class WorkerProcess:
    settings: Settings
    address: str
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    root: Path = ROOT
    """The checkout it runs from."""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> int:
        """The new process's id. Its output goes to the log."""
        said = {
            "TEMPORAL_ADDRESS": self.address,
            "STARMAP_STATE": str(self.settings.state),
            **self._database(),
            "STARMAP_QUEUE": self.settings.queue,
            "STARMAP_BANK": self.settings.bank,  # the demonstration's never is a real one
            **self.environment,
        }
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(self.root / "worker.py")],
                cwd=self.root,
                env={**os.environ, **said},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, who stops us in turn
            )
        return self.process.pid

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

    def kill(self) -> None:
        """kill -9, and gone when this returns."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if not self.process or not self.is_running:
            return
        self.process.terminate()
        try:
            self.process.wait(self.settings.time_to_stop.total_seconds())
        except subprocess.TimeoutExpired:
            self.kill()
