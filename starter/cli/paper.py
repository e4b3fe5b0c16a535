"""What a command writes its report on. A report that is lost never turns a done act into a failure.

A letter the terminal has no sign for is replaced; a closed pipe or a full disk is noted once and written
to no more. The exit code tells the act's own outcome, and of the loss stderr is told if it can be.
"""

import errno
import io
import os
import sys
from typing import TextIO, cast

STREAMS = ("stdin", "stdout", "stderr")


class Paper(io.TextIOBase):
    """A stream that may be lost, and says so when asked."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.lost: OSError | None = None
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")

    def write(self, text: str) -> int:
        if self._stream is None:
            self.lost = self.lost or OSError(errno.EBADF, os.strerror(errno.EBADF))
        elif self.lost is None:
            try:
                self._stream.write(text)
            except (OSError, ValueError) as failed:
                self._lose(failed)
        return len(text)

    def flush(self) -> None:
        if self._stream is not None and self.lost is None:
            try:
                self._stream.flush()
            except (OSError, ValueError) as failed:
                self._lose(failed)

    def _lose(self, failed: OSError | ValueError) -> None:
        self.lost = failed if isinstance(failed, OSError) else OSError(errno.EBADF, str(failed))

    @property
    def nobody_reads(self) -> bool:
        """Whoever read has left of his own will, as `head` does."""
        return self.lost is not None and self.lost.errno == errno.EPIPE

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        if self._stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(self._stream, "encoding", None) or "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        return "replace"


def lay_out() -> None:
    """Write all reports on paper from now on. A number that was closed is given to no file or socket."""
    for number in range(len(STREAMS)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
    sys.stdout = cast("TextIO", _paper(sys.stdout))
    sys.stderr = cast("TextIO", _paper(sys.stderr))


def _paper(stream: TextIO | None) -> Paper:
    return stream if isinstance(stream, Paper) else Paper(stream)


def is_unread() -> bool:
    """Whether what a command says goes nowhere: one that only follows may end."""
    return isinstance(sys.stdout, Paper) and sys.stdout.lost is not None


def loss() -> OSError | None:
    """Why the report did not arrive, once all of it was handed over."""
    sys.stdout.flush()
    return sys.stdout.lost if isinstance(sys.stdout, Paper) else None
