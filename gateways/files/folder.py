"""Files in a folder of this machine, or of a disk that several machines share: one file for each id.

What arrives lies in a folder beside them until it is whole, and is renamed into its place.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from domain.commissions.uploads.names import is_upload_id
from gateways.ports.files import FileGone, FilesAway, NoRoom

PIECE = 262_144
ONLY_OURS, OURS_ALONE = 0o700, 0o600
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        raise (NoRoom if failed.errno in FULL else FilesAway)(os.strerror(failed.errno or 0)) from None


class ArrivingInFolder:
    def __init__(self, folder: "FolderFiles") -> None:
        self._folder = folder
        self._path = folder.arrivals / uuid4().hex
        with _told():
            folder.arrivals.mkdir(mode=ONLY_OURS, parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)

    def write(self, part: bytes) -> None:
        left = memoryview(part)
        with _told():
            while left:
                left = left[os.write(self._file, left) :]

    def keep(self, file_id: str) -> None:
        place = self._folder.place(file_id)
        with _told():
            os.fsync(self._file)
            place.parent.mkdir(mode=ONLY_OURS, exist_ok=True)
            self._path.replace(place)
            self._close()
            for each in (place.parent, place.parent.parent):
                _settle(each)

    def drop(self) -> None:
        self._close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class FolderFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.arrivals = folder / "arriving"

    def place(self, file_id: str) -> Path:
        """By two letters of the id: no folder becomes very long. Raises FileGone for what is no id."""
        if not is_upload_id(file_id):
            raise FileGone(file_id)
        return self._folder / file_id[3:5] / file_id

    def arriving(self) -> ArrivingInFolder:
        return ArrivingInFolder(self)

    def read(self, file_id: str) -> Iterator[bytes]:
        found = _pieces(self.place(file_id))
        next(found)  # it is open from here on, and closed with the iterator
        return found

    def remove(self, file_id: str) -> None:
        with suppress(FileGone), _told():
            self.place(file_id).unlink(missing_ok=True)

    def kept_before(self, before: datetime) -> Iterator[str]:
        yield from (each.name for each in self._folder.glob("??/up_*") if _is_before(each, before))

    def forget_broken_off(self, before: datetime) -> int:
        old = [each for each in self.arrivals.glob("*") if _is_before(each, before)]
        with _told():
            for each in old:
                each.unlink(missing_ok=True)
        return len(old)


def _pieces(place: Path) -> Iterator[bytes]:
    """First an empty one, once the file is open."""
    try:
        opened = place.open("rb")
    except FileNotFoundError:
        raise FileGone(place.name) from None
    except OSError as failed:
        raise FilesAway(os.strerror(failed.errno or 0)) from None
    with opened, _told():
        yield b""
        while piece := opened.read(PIECE):
            yield piece


def _is_before(path: Path, before: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    except FileNotFoundError:
        return False


def _settle(folder: Path) -> None:
    """The name of a new file is kept with the folder it stands in."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
