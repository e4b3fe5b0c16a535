"""Run as a script, it becomes the program it is told, and leaves a watcher that ends it with its supervisor.

Nothing of the project is imported, so that it costs a few milliseconds: `leashed.py CHANNEL GRACE PROGRAM …`.
"""

import os
import select
import signal
import sys
import time

LOOK_EVERY = 1.0


def main(channel: int, grace: float, program: list[str]) -> None:
    watched = os.getpid()
    if os.fork() == 0:
        watch(channel, watched, grace)
        os._exit(0)
    os.environ["STARMAP_CHANNEL"] = str(channel)
    os.execv(program[0], program)  # noqa: S606  # no shell is wanted


def watch(channel: int, watched: int, grace: float) -> None:
    """Who is our parent cannot be mistaken: its number is nobody else's as long as we are its child."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    os.closerange(0, channel)  # the locks and the log are the program's alone
    os.closerange(channel + 1, os.sysconf("SC_OPEN_MAX"))
    while os.getppid() == watched and not _is_over(channel, LOOK_EVERY):
        pass
    for sent, patience in ((signal.SIGTERM, grace), (signal.SIGKILL, LOOK_EVERY)):
        gives_up_at = time.monotonic() + patience
        if os.getppid() == watched:
            os.kill(watched, sent)
        while os.getppid() == watched and time.monotonic() < gives_up_at:
            time.sleep(0.02)


def _is_over(channel: int, seconds: float) -> bool:
    """The supervisor's end is closed: it let go, or it is no more."""
    if not select.select([channel], [], [], seconds)[0]:
        return False
    try:
        return not os.read(channel, 1)
    except OSError:
        return True


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
