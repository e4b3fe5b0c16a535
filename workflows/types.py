"""Every workflow type there is. Workers, replays and the tests that send everything to everyone walk this."""

from workflows.commission import CommissionWorkflow
from workflows.refund_watch import RefundWatchWorkflow
from workflows.sweep import SweepWorkflow
from workflows.webhook import WebhookWorkflow
from workflows.withdrawal import WithdrawalWorkflow

WORKFLOW_TYPES: tuple[type, ...] = (
    CommissionWorkflow,
    WithdrawalWorkflow,
    RefundWatchWorkflow,
    SweepWorkflow,
    WebhookWorkflow,
)
