"""Every workflow type with a start of its own, and every name that anybody could say to any of them."""

from datetime import UTC, datetime
from typing import Any

from temporalio.workflow import _Definition

from domain.commissions.moves import MESSAGES
from domain.commissions.ordering.order import Order
from domain.commissions.state.commission import Commission
from domain.money.withdrawals.messages import WORDS
from domain.money.withdrawals.state import State, Withdrawal
from models.messages.sweep import SweepStart
from models.messages.webhook import WebhookStart
from models.messages.work import RefundWatchStart, Start, WithdrawalStart
from tests.workflows.poison import NAMES
from workflows.commission import CommissionWorkflow
from workflows.refund_watch import RefundWatchWorkflow
from workflows.sweep import SweepWorkflow
from workflows.types import WORKFLOW_TYPES
from workflows.webhook import WebhookWorkflow
from workflows.withdrawal import WithdrawalWorkflow

AT = datetime(2026, 11, 30, 1, 30, tzinfo=UTC)
ORDER = Order("qingyou", "atang", "青柚茶饮", "阿汤说茶", "article", "夏日新品测评", 300_000)
BY_HAND = WithdrawalStart("w-1", "", "atang", 0, 1, AT)

LIVES: dict[str, tuple[type, Any]] = {
    "a commission": (CommissionWorkflow, Start(Commission("c-1", ORDER))),
    "a withdrawal": (WithdrawalWorkflow, BY_HAND),
    "a watch for a refund": (
        RefundWatchWorkflow,
        RefundWatchStart(Withdrawal("w-1", "atang", 100, "", 1, State.PAID), AT),
    ),
    "a sweep": (SweepWorkflow, SweepStart("daily")),
    "a webhook": (WebhookWorkflow, WebhookStart("we_nobody")),
}


def handled(kind: type) -> set[str]:
    """The names this type has a handler for."""
    defn = _Definition.must_from_class(kind)
    return {name for table in (defn.signals, defn.updates, defn.queries) for name in table if name}


def updatable(kind: type) -> set[str]:
    return {name for name in _Definition.must_from_class(kind).updates if name}


EVERY_NAME = sorted(
    {*MESSAGES, *WORDS, *NAMES.values(), *(name for kind in WORKFLOW_TYPES for name in handled(kind))}
)
"""Of every table and every handler, and some of none."""
