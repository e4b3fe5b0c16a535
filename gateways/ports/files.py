"""Where uploaded files are kept, by their ids. Who may read which is not asked here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol


class FileGone(Exception):
    """Nothing is kept under that id."""


class NoRoom(Exception):
    """It is full: nothing of the file is kept."""


class FilesAway(Exception):
    """It cannot be written to, or read from, now."""


class Arriving(Protocol):
    """One file on its way in. Nobody reads any of it before it is kept. Raises NoRoom, FilesAway."""

    def write(self, part: bytes) -> None: ...

    def keep(self, file_id: str) -> None:
        """It will be there after a loss of power. A file of the same id is replaced whole."""

    def drop(self) -> None:
        """Nothing is left of it. Again, or once it is kept: nothing."""


class Files(Protocol):
    def arriving(self) -> Arriving:
        """Raises NoRoom, FilesAway."""

    def read(self, file_id: str) -> Iterator[bytes]:
        """In pieces. Raises FileGone at once, before the first piece; FilesAway."""

    def remove(self, file_id: str) -> None:
        """One that is not there: nothing."""

    def kept_before(self, before: datetime) -> Iterator[str]:
        """Ids of files that were kept before an instant."""

    def forget_broken_off(self, before: datetime) -> int:
        """Remove what began to arrive before an instant, and never ended; how many that were."""
