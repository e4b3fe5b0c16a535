"""STARMAP_DATA_KEY_FILE: wrapping keys in Base64, one a line, the newest first.

Only its owner may read it. Usually one line; two from when a new key is chosen until every data key is
wrapped by it.
"""

import base64
import binascii
import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from gateways.refusals import DataKeyMissing, DataKeyUnwritable, DataKeyWrong

KEY_BYTES = 32
OWNER_ALONE = 0o600


def fingerprint(key: bytes) -> str:
    """What a key is known by. It tells nothing of the key."""
    return hashlib.sha256(b"starmap wrapping key\n" + key).hexdigest()[:16]


def read(file: Path | None) -> tuple[bytes, ...]:
    """The newest first. Raises DataKeyMissing, DataKeyWrong."""
    if file is None:
        raise DataKeyMissing("STARMAP_DATA_KEY_FILE")
    try:
        lines = file.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise DataKeyMissing(str(file)) from None
    except (OSError, UnicodeDecodeError):
        raise DataKeyWrong(str(file)) from None
    return _decoded(lines, file)


def _decoded(lines: Sequence[str], file: Path) -> tuple[bytes, ...]:
    try:
        keys = tuple(base64.b64decode(line, validate=True) for line in lines)
    except binascii.Error:
        raise DataKeyWrong(str(file)) from None
    if not keys or any(len(each) != KEY_BYTES for each in keys):
        raise DataKeyWrong(str(file))
    return keys


def make(file: Path) -> None:
    """With one new key. Of two at once the first is kept, and the other finds it made."""
    draft = _draft(file, [os.urandom(KEY_BYTES)])
    try:
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def write(file: Path, keys: Sequence[bytes]) -> None:
    """In place of what it held: whole, or as it was. Raises DataKeyUnwritable."""
    try:
        draft = _draft(file, keys)
        draft.replace(file)
    except OSError as failed:
        raise DataKeyUnwritable(f"{file} ({failed.strerror})") from None


@contextmanager
def held_still(file: Path) -> Iterator[None]:
    """One changes it at a time, on this machine; the lock ends with its holder. Raises DataKeyMissing."""
    try:
        folder = os.open(file.parent, os.O_RDONLY)
    except OSError:
        raise DataKeyMissing(str(file)) from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _draft(file: Path, keys: Sequence[bytes]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{uuid4().hex}.new")
    told = "".join(f"{base64.b64encode(each).decode()}\n" for each in keys)
    opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    with os.fdopen(opened, "w", encoding="ascii") as out:
        out.write(told)
        out.flush()
        os.fsync(out.fileno())
    return draft
