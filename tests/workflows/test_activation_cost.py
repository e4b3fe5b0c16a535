"""What one workflow task may cost: the SDK fails one that computes for 2 s, and does so for ever.

On a machine that is five times too slow the largest one must still pass. So it costs a fifth, measured
in CPU time of this thread alone.
"""

import logging
from collections.abc import Iterator
from time import thread_time
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload

from models.messages.work import Start
from runtime.server import LIMITS
from tests.workflows.activations import Run, signalled, updated
from tests.workflows.everyone import LIVES, updatable
from tests.workflows.poison import GOOD, PAYLOADS, plain
from tests.workflows.test_limits import fullest
from workflows import limits
from workflows.commission import CommissionWorkflow

SIGNALS = int(LIMITS["history.maximumSignalsPerExecution"])
UPDATES = int(LIMITS["history.maxInFlightUpdates"])
UPDATE_BYTES = int(LIMITS["history.maxInFlightUpdatePayloads"])
SECONDS = 0.4
TRIES = 5
"""Other processes share the core's caches: the quickest try is the cost."""

COSTLY: dict[str, list[Payload]] = {
    **{
        what: PAYLOADS[what]
        for what in ("nothing", "null", "fifty", "ten thousand", "thousands of fields", "deep lists")
    },
    "in order": [GOOD],
    "all it may hold": [plain({"reason": "a" * 4_000, "text": "b" * 4_000, "evidence": ["c" * 150] * 50})],
    "fields nobody knows": [plain({f"f{number}": number for number in range(1_200)})],
    "evidence of the wrong kind": [plain({"evidence": [1] * 5_000})],
    "too many tags": [plain({"hashtags": ["茶"] * 1_300})],
    "escaped": [plain('{"reason": "' + "\\u4e00" * 2_000 + '"}')],
}
SUBJECTS: dict[str, tuple[type, Any]] = {
    **LIVES,
    "the fullest commission": (CommissionWorkflow, Start(fullest())),
}


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def cost(subject: str, name: str, payloads: list[Payload]) -> float:
    """Of a task with as many signals as a run can hold and as many updates as may be under way at once."""
    run = Run(*SUBJECTS[subject])
    run.activated()
    size = sum(each.ByteSize() + 2 for each in payloads) + 1
    updates = min(UPDATES, UPDATE_BYTES // size) if name in updatable(SUBJECTS[subject][0]) else 0
    jobs = [signalled(name, payloads) for _ in range(SIGNALS)]
    task = run.decoded([*jobs, *(updated(name, payloads) for _ in range(updates))])
    began = thread_time()
    run.completed(task)
    return thread_time() - began


@pytest.mark.parametrize("what", COSTLY)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_largest_task_there_can_be_costs_a_fifth_of_what_the_sdk_allows(subject: str, what: str) -> None:
    for name in ("extend", "submitted", "cancel_payout", "nosuch"):
        costs = [cost(subject, name, COSTLY[what])]
        while min(costs) > SECONDS / 2 and len(costs) < TRIES:
            costs.append(cost(subject, name, COSTLY[what]))

        print(f"{name}: {min(costs):.3f} s for {SIGNALS} signals")
        assert min(costs) < SECONDS, name


def test_a_run_full_of_the_largest_signals_stays_far_below_the_history_that_the_server_ends_a_run_for() -> (
    None
):
    """All that come while no worker runs are kept, and a run whose history is larger is terminated."""
    blob, history = int(LIMITS["limit.blobSize.error"]), int(LIMITS["limit.historySize.error"])

    assert (SIGNALS + limits.EVENTS_MAX) * blob + UPDATE_BYTES < history / 2


def test_a_run_ends_well_before_the_server_takes_no_more_signals() -> None:
    suggested = int(LIMITS["limit.historyCount.suggestContinueAsNew"])

    assert 2 * suggested <= SIGNALS
    assert suggested < limits.EVENTS_MAX <= 0.75 * SIGNALS
