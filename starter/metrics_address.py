"""Where metrics are served: HOST:PORT, one for each process."""

import os


class MetricsAddressUnusable(Exception):
    """It is no HOST:PORT, or another process serves its metrics there."""

    code = "METRICS_ADDRESS"

    def __init__(self, setting: str, address: str) -> None:
        self.zh = f"{setting}={address} 不可用：须为 主机:端口，且每个进程的端口各不相同"
        self.en = f"{setting}={address} cannot be used: write HOST:PORT, a port of its own for each process"
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


def of_process(number: int, env: dict[str, str] | None = None) -> dict[str, str]:
    """What differs for one of several worker processes: a port further, and the business told by the first."""
    said = os.environ if env is None else env
    core = said.get("STARMAP_METRICS_ADDRESS", "")
    if not number or not core:
        return {"STARMAP_BUSINESS_METRICS_ADDRESS": ""} if number else {}
    host, _, port = core.rpartition(":")
    shifted = f"{host}:{int(port) + number}" if port.isdecimal() else core
    return {"STARMAP_METRICS_ADDRESS": shifted, "STARMAP_BUSINESS_METRICS_ADDRESS": ""}
