"""The gateway as a child process of `up`, on its port of this machine."""

import socket
import sys
from dataclasses import dataclass

from runtime.server import PortTaken
from runtime.worker_process import WorkerProcess
from settings import Settings


@dataclass
class GatewayProcess(WorkerProcess):
    """Started after `running.json` is written: it reads there where Temporal is, and of skipped time."""

    port: int = 0

    @property
    def program(self) -> list[str]:
        return [sys.executable, "-m", "starter.http"]

    @property
    def url(self) -> str:
        host = self.settings.http_host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def port_of(settings: Settings) -> int:
    """The port to listen on. Raises PortTaken for one that was named and is taken."""
    wanted = 0 if settings.http_port == "off" else settings.http_port
    try:
        return _free(settings.http_host, wanted)
    except OSError:
        if "http_port" in settings.model_fields_set:
            raise PortTaken("http_port", wanted) from None
        return _free(settings.http_host, 0)


def _free(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as held:
        return int(held.getsockname()[1])
