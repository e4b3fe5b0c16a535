"""The gateway as a child process of `up`, on its port of this machine."""

import socket
import sys
from dataclasses import dataclass

from runtime.server import PortTaken
from runtime.worker_process import WorkerProcess
from settings import Settings

VIRTUAL_TIME = "--virtual-time"


@dataclass
class GatewayProcess(WorkerProcess):
    port: int = 0
    virtual_time: bool = False
    """Whether time may be skipped at the Temporal server it is started for."""

    @property
    def program(self) -> list[str]:
        return [sys.executable, "-m", "starter.http", *([VIRTUAL_TIME] if self.virtual_time else [])]

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
