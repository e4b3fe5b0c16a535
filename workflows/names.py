"""Wire names: workflow ids, types, task queues and search attributes. They are never renamed."""

from temporalio.common import SearchAttributeKey

COMMISSION = "Commission"
WITHDRAWAL = "Withdrawal"
SWEEP = "Sweep"
REFUND_WATCH = "RefundWatch"
WEBHOOK = "Webhook"
QUEUE = "commissions"

STAGE = SearchAttributeKey.for_keyword("CommissionStage")
TASK_TYPE = SearchAttributeKey.for_keyword("TaskType")
BRAND_ID = SearchAttributeKey.for_keyword("BrandId")
CREATOR_ID = SearchAttributeKey.for_keyword("CreatorId")
DEADLINE = SearchAttributeKey.for_datetime("Deadline")
AMOUNT_FEN = SearchAttributeKey.for_int("AmountFen")
ATTENTION = SearchAttributeKey.for_keyword_list("Attention")


def workflow_id(commission_id: str) -> str:
    return f"commission/{commission_id}"


def commission_id(workflow_id: str) -> str:
    return workflow_id.removeprefix("commission/")


def withdrawal_workflow_id(commission_id: str) -> str:
    return f"withdrawal/{commission_id}"


def refund_watch_id(number: str) -> str:
    return f"refund-watch/{number}"


def webhook_id(endpoint_id: str) -> str:
    return f"webhook/{endpoint_id}"


def notices_queue(queue: str) -> str:
    return f"{queue}-notices"


def publishing_queue(queue: str) -> str:
    return f"{queue}-publishing"


def payouts_queue(queue: str) -> str:
    return f"{queue}-payouts"


def webhooks_queue(queue: str) -> str:
    return f"{queue}-webhooks"


def sweeps_queue(queue: str) -> str:
    return f"{queue}-sweeps"


def sweep_id(name: str) -> str:
    """Of the schedule, and of a sweep by hand; those of a schedule have their instant behind it."""
    return f"sweep/{name}"
