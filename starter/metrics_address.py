"""Where metrics are served: HOST:PORT, one for each process."""

from settings import Settings


class MetricsAddressUnusable(Exception):
    """It is no HOST:PORT, or another process serves its metrics there."""

    code = "METRICS_ADDRESS"

    def __init__(self, setting: str, address: str) -> None:
        self.zh = f"{setting}={address} 不可用：须为 主机:端口，且每个进程的端口各不相同"
        self.en = f"{setting}={address} cannot be used: write HOST:PORT, a port of its own for each process"
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


def of_process(number: int, settings: Settings) -> dict[str, str]:
    """Of one of several processes: a port further each; only the first tells the business."""
    core, business = settings.metrics_address, settings.business_metrics_address
    host, _, port = core.rpartition(":")
    if port.isdecimal():
        core = f"{host}:{int(port) + number}"
    return {
        "STARMAP_METRICS_ADDRESS": core,
        "STARMAP_BUSINESS_METRICS_ADDRESS": "" if number else business,
    }
