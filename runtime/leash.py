"""A child process that ends with whoever started it, however that one ends: `kill -9` and a crash too.

The kernel closes our end of a channel when we are gone, and a watcher beside the child sees it. That holds on
every Unix and for every thread; a signal at the parent's death (Linux) would come when the thread ends.
"""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SCRIPT = Path(__file__).with_name("leashed.py")
CHANNEL = "STARMAP_CHANNEL"
"""Names the child's end of the channel to it."""
PATIENCE = 5.0
READY = b"ready\n"


@dataclass
class Leash:
    """Our end of the channel. Whoever drops it without letting go keeps the child until its own end."""

    process: subprocess.Popen[bytes]
    end: int
    heard: bytes = b""

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    @property
    def says_ready(self) -> bool:
        """Whether the child has said that it does its work."""
        if self.end >= 0 and READY not in self.heard:
            with contextlib.suppress(OSError):
                self.heard += os.read(self.end, 100)
        return READY in self.heard

    def let_go(self) -> None:
        """Of a child that has ended: returns when its watcher has too. Again: nothing happens."""
        if self.end < 0:
            return
        with socket.socket(fileno=self.end) as channel, contextlib.suppress(OSError):
            self.end = -1
            channel.shutdown(socket.SHUT_WR)
            channel.settimeout(PATIENCE)
            while channel.recv(100):
                pass


def leashed(
    program: Sequence[str],
    *,
    grace: float,
    output: IO[bytes],
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Leash:
    """The program, in a session of its own; ``grace`` seconds from SIGTERM to SIGKILL once we are gone."""
    ours, childs = socket.socketpair()
    with childs, contextlib.ExitStack() as unless_started:
        unless_started.callback(ours.close)
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(SCRIPT), str(childs.fileno()), str(grace), *program],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, who stops us in turn
            pass_fds=[childs.fileno(), *pass_fds],
        )
        unless_started.pop_all()
    ours.setblocking(False)
    return Leash(process, ours.detach())


def say_ready() -> None:
    """By the child, to whoever started it on a leash; to nobody, when it was started otherwise."""
    channel = os.environ.pop(CHANNEL, "")
    if channel.isdecimal():
        with contextlib.suppress(OSError):  # nobody is there any more: the watcher deals with it
            os.write(int(channel), READY)
