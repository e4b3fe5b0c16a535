"""Workers that serve one state folder at the same time are of one code: two would decide by different rules.

A file in the folder is held shared by all that serve and says what their code is; only who finds nobody there
writes into it. The kernel lets go for the dead.
"""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from domain.refusals import in_words
from settings import PACKAGES, ROOT

FILE = "worker.lock"
CODE = (*PACKAGES, "settings.py", "worker.py")
LOOK_EVERY = 0.02


class OtherCodeServes(Exception):
    """A worker of another code still serves this state folder."""

    code = "OTHER_CODE_SERVES"

    def __init__(self, folder: Path) -> None:
        self.zh, self.en = in_words(self.code, folder=folder)
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


@contextmanager
def of_one_code(folder: Path, code: str) -> Iterator[None]:
    """Held while the block runs. Raises OtherCodeServes. Where nothing can be written, nothing is shared."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE).open("a+", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        _share(file, folder, code)
        yield


def fingerprint(root: Path = ROOT) -> str:
    """Of all the code a worker runs."""
    digest = hashlib.sha256()
    for part in CODE:
        for file in sorted((root / part).rglob("*.py")) or [root / part]:
            digest.update(f"{file.relative_to(root)}\0".encode())
            digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def _share(file: IO[str], folder: Path, code: str) -> None:
    if _locked(file, fcntl.LOCK_EX):
        file.truncate(0)
        file.write(code)
        file.flush()
    while not _locked(file, fcntl.LOCK_SH):  # refused for the moment in which somebody writes
        time.sleep(LOOK_EVERY)
    file.seek(0)
    if file.read() != code:
        raise OtherCodeServes(folder)


def _locked(file: IO[str], how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
