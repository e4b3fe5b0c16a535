"""The worker of another commit beside ours, and which of them did how much of the work."""

import io
import subprocess
import tarfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from runtime.worker_process import WorkerProcess
from settings import ROOT


def checked_out(commit: str, folder: Path) -> Path:
    """What the project was at a commit. Raises CalledProcessError where there is no such commit."""
    packed = subprocess.run(
        ["git", "-C", str(ROOT), "archive", commit], check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def one_before() -> str:
    """The commit before this one; this one where the history ends with it."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--verify", "--quiet", "HEAD~1"],
        check=False,
        capture_output=True,
        text=True,
    )
    return asked.stdout.strip() or "HEAD"


PATIENCE = 120.0


@dataclass
class Version:
    name: str
    worker: WorkerProcess
    pids: set[int] = field(default_factory=set)
    kills: int = 0

    @classmethod
    def of(cls, name: str, root: Path, like: WorkerProcess) -> "Version":
        """Not started yet; a log and a state folder of its own, as on two machines, and one key for both."""
        log = like.log.with_name(f"worker-{name}.log")
        own = {"state": like.settings.state / name, "data_key_file": like.settings.data_keys.file}
        settings = like.settings.model_copy(update=own)
        return cls(name, replace(like, settings=settings, root=root, log=log, process=None))

    def start(self) -> None:
        """Returns when it works: what is killed before it begins has proved nothing."""
        said = self._ready_so_far()
        self.pids.add(self.worker.start())
        gives_up_at = time.monotonic() + PATIENCE
        while self._ready_so_far() == said:
            assert self.worker.is_running, self.worker.log.read_text()
            assert time.monotonic() < gives_up_at, self.worker.log.read_text()
            time.sleep(0.1)

    def _ready_so_far(self) -> int:
        return self.worker.log.read_text().count("worker ready") if self.worker.log.exists() else 0

    def kill(self) -> None:
        """kill -9, and started again."""
        self.worker.kill()
        self.kills += 1
        self.start()


def tasks(told: list[WorkflowHistory], versions: list[Version]) -> Counter[str]:
    """Workflow tasks by the version that did them: a worker's identity begins with its process id."""
    done: Counter[str] = Counter()
    for event in (event for history in told for event in history.events):
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            pid = event.workflow_task_completed_event_attributes.identity.split("@")[0]
            done[next((each.name for each in versions if int(pid) in each.pids), "?")] += 1
    return done
