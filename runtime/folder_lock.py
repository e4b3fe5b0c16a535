"""Who owns a state folder.

Locks, not pid files, say who is alive: the kernel drops them with their holder.
"""

import contextlib
import fcntl
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from domain.refusals import Words, in_words

PATIENCE = 10.0


class FolderInUse(Exception):
    """Somebody else works in this folder; the text says who."""

    code = "FOLDER_IN_USE"

    def __init__(self, folder: Path, by: str | Words) -> None:
        self.zh, self.en = in_words(self.code, folder=folder, by=by)
        super().__init__(f"{self.zh}\n{self.en}")


@dataclass(frozen=True)
class FolderLock:
    """Ours dies with us; the server inherits its own and holds it for as long as it lives."""

    ours: IO[str]
    servers: IO[str]

    def handed_to(self, pid: int) -> None:
        _write(self.servers, str(pid))

    def release(self) -> None:
        self.ours.close()
        self.servers.close()


def look_after(folder: Path) -> IO[str]:
    """Ours alone until it is closed, or we end. Raises FolderInUse."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "up.lock").open("a+")
    try:
        _take_ours(lock, folder)
    except BaseException:
        lock.close()
        raise
    return lock


def own(folder: Path) -> FolderLock:
    """Take the folder, stopping a server whose supervisor was killed. Blocks while that server ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FolderLock((folder / "supervisor.lock").open("a+"), (folder / "temporal.lock").open("a+"))
    try:
        _take_ours(lock.ours, folder)
        _take_servers(lock.servers, folder)
    except BaseException:
        lock.release()
        raise
    return lock


def _take_ours(file: IO[str], folder: Path) -> None:
    if not _locked(file):
        raise FolderInUse(folder, _read(file))
    _write(file, str(os.getpid()))


def _take_servers(file: IO[str], folder: Path) -> None:
    for sent in (signal.SIGTERM, signal.SIGKILL):
        gives_up_at = time.monotonic() + PATIENCE
        asked = False
        while time.monotonic() < gives_up_at:
            if _locked(file):
                _write(file, "")  # so that a number in a held lock is never an old one
                return
            pid = _read(file)
            if pid and not asked:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), sent)  # the lock is held, so this process lives and is the server
                asked = True
            time.sleep(0.1)
    raise FolderInUse(folder, ("旧的 Temporal 服务", "an old Temporal server"))


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(file: IO[str], text: str) -> None:
    file.truncate(0)
    file.write(text)
    file.flush()


def _read(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip()
