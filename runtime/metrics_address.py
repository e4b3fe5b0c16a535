"""Where metrics are served: IP:PORT, one for each process."""

import errno
import os

from domain.refusals import in_words
from settings import Settings

UNMEASURED = {"STARMAP_METRICS_ADDRESS": "", "STARMAP_BUSINESS_METRICS_ADDRESS": ""}
"""A play beside the real thing: it takes no port of it."""


class MetricsAddressUnusable(Exception):
    """It is no IP:PORT, or another process serves its metrics there."""

    code = "METRICS_ADDRESS"

    def __init__(self, setting: str, address: str) -> None:
        self.zh, self.en = in_words(self.code, setting=setting, address=address)
        super().__init__(f"{self.code}: {self.zh} / {self.en}")


class AddressInUse(MetricsAddressUnusable):
    """Somebody else serves something there."""

    code = "ADDRESS_IN_USE"


def unusable(setting: str, address: str, failed: Exception) -> MetricsAddressUnusable:
    """The SDK's core has no error number to give, only the system's words."""
    taken = os.strerror(errno.EADDRINUSE) in str(failed)
    return (AddressInUse if taken else MetricsAddressUnusable)(setting, address)


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
