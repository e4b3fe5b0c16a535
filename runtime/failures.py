"""What goes wrong where the platform is started and served, by name and with what to do about it."""

from runtime.folder_lock import FolderInUse
from runtime.metrics_address import MetricsAddressUnusable
from runtime.server import ServerDidNotStart, TemporalBinaryMissing
from runtime.serving_lock import OtherCodeServes
from runtime.worker_process import WorkerDoesNotServe
from services.failures import Complaint
from services.failures import named as named_around


def named(failed: BaseException) -> list[Complaint]:
    """Nothing, when it is nobody's doing but ours."""
    match failed:
        case (
            MetricsAddressUnusable()
            | OtherCodeServes()
            | WorkerDoesNotServe()
            | ServerDidNotStart()
            | TemporalBinaryMissing()
            | FolderInUse()
        ):
            return [Complaint(failed.code, failed.zh, failed.en)]
        case _:
            return named_around(failed)
