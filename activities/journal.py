"""A line in the log for every activity that is done. What fails is logged by the SDK, with its attempt."""

import time
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor


class Journal(Interceptor):
    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return _Inbound(next)


class _Inbound(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401  # as the SDK has it
        began = time.monotonic()
        result = await super().execute_activity(input)
        if not activity.info().is_local:  # a record is logged by its workflow, line by line
            activity.logger.info("done", extra={"seconds": round(time.monotonic() - began, 3)})
        return result
