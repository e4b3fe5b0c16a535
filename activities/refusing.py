"""How a vendor's final no leaves an activity: not to be retried, and with its code."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from gateways.ports import VendorRefused


@contextmanager
def final_when_refused() -> Iterator[None]:
    try:
        yield
    except VendorRefused as refused:
        raise ApplicationError(
            f"{refused.code}: {refused}", refused.code, type="VendorRefused", non_retryable=True
        ) from None
