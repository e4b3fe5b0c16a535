"""An endpoint is woken when something was written down for it; where Temporal is away a sweep does it."""

import structlog
from temporalio.service import RPCError

from services.app import App
from services.webhooks.waking import wake

log = structlog.get_logger()


async def prompt(app: App, endpoint_id: str) -> None:
    """What was asked for stands in the books: it is sent within a minute, whatever becomes of this."""
    try:
        await wake(app.client, app.settings.queue, endpoint_id)
    except RPCError as failed:
        log.warning("an endpoint is woken later", error=type(failed).__name__)
