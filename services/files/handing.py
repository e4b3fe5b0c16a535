"""Files of people, read and written piece by piece: never whole in memory, never half on the disk."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from services.files.brief_files import BadFile

PIECE = 262_144


def pieces(path: Path) -> Iterator[bytes]:
    """Raises BadFile."""
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except FileNotFoundError:
        raise BadFile("NO_FILE", path=path) from None
    except OSError as failed:
        raise BadFile("FILE_UNREADABLE", path=path, why=failed.strerror) from None


def save(path: Path, content: Iterable[bytes]) -> None:
    """Nothing that is there is overwritten. Raises OSError, and what ``content`` raises."""
    with path.open("xb") as file:
        try:
            for piece in content:
                file.write(piece)
        except BaseException:
            path.unlink()
            raise
