"""How a sweep reports to a commission: a signal, keyed by the instant it was seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from temporalio.client import Client
from temporalio.service import RPCError

from gateways.ports.work import NeverSent
from services.commissions.commands import CommandRefused, tell

OVER = ("CLOSED", "COMMISSION_UNKNOWN")


@dataclass(frozen=True)
class TemporalFacts:
    client: Callable[[], Client]
    """The client of whoever reports: an activity has its worker's."""

    async def visibility_changed(
        self, commission_id: str, item: str, happened_at: datetime, *, public: bool
    ) -> None:
        key = f"visibility-{happened_at.astimezone(UTC):%Y%m%dT%H%M%S%f}"
        fields = {"item": item, "public": public, "happened_at": happened_at.isoformat(), "command_id": key}
        try:
            await tell(self.client(), commission_id, "visibility_changed", **fields)
        except CommandRefused as refused:
            if refused.code not in OVER:
                raise NeverSent(refused.code) from None
        except RPCError as failed:
            raise NeverSent(failed.status.name) from None
