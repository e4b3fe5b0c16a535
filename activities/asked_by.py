"""Who may order which activity: anybody with a Temporal client can order any, by a workflow or by itself.

What writes the books or is signed is a local activity of ours or of nobody; what moves money is a
withdrawal's.
"""

from collections.abc import Mapping
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

LOCAL = frozenset({"record", "recorded", "take_up", "withdrawal_reserve", "withdrawal_note", "tell"})
WITHDRAWAL = frozenset({"Withdrawal"})
COMMISSION = frozenset({"Commission"})
OF_COMMISSIONS = ("publish", "take_down", "set_edit", "probe", "look", "call", "ask_notice", "ask_payout")
BY_TYPE: Mapping[str, frozenset[str]] = {
    "transfer": WITHDRAWAL,
    "payout_begun": COMMISSION,
    **dict.fromkeys(OF_COMMISSIONS, COMMISSION),
    "webhook_deliver": frozenset({"Webhook"}),
    "find_transfer": frozenset({"Withdrawal", "RefundWatch"}),
}


def may_order(name: str, workflow_type: str | None, *, local: bool) -> bool:
    if name in LOCAL:
        return local
    return name not in BY_TYPE or workflow_type in BY_TYPE[name]


class AskedBy(Interceptor):
    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002
        return _Inbound(next)


class _Inbound(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401  # as the SDK has it
        info = activity.info()
        if not may_order(info.activity_type, info.workflow_type, local=info.is_local):
            raise ApplicationError(
                f"{info.activity_type} is not for others to order", type="NOT_OURS", non_retryable=True
            )
        return await super().execute_activity(input)
