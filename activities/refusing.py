"""How what no retry can change leaves an activity: a vendor's final no, and a conflict of our books."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from gateways.ports.work import RecordConflict, VendorRefused


@contextmanager
def final_when_refused() -> Iterator[None]:
    try:
        yield
    except VendorRefused as refused:
        raise ApplicationError(
            f"{refused.code}: {refused}", refused.code, type="VendorRefused", non_retryable=True
        ) from None


@contextmanager
def final_when_in_conflict() -> Iterator[None]:
    try:
        yield
    except RecordConflict as conflict:
        raise ApplicationError(str(conflict), type="RecordConflict", non_retryable=True) from None
