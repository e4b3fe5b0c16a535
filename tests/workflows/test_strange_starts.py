"""Starts that anybody can make up and our types can read: whatever they say and whatever the books answer,
no workflow task fails, then or later, a good word is heard, and each comes to an honest end.
"""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import RawValue
from temporalio.workflow import _Definition

from domain.commissions.ordering.possible import is_possible
from models.messages.pace import Pace
from models.messages.sweep import SweepReport
from models.messages.work import RefundWatchStart
from tests.workflows.activations import Run, own_id, queried, signalled
from tests.workflows.driving import Answers, driven
from tests.workflows.histories import failed_tasks, histories_of
from tests.workflows.poison import Wire, plain
from tests.workflows.strange_starts import STARTS, strange
from tests.workflows.test_limits import fullest
from tests.workflows.test_unread_starts import Runner
from tests.workflows.world import World
from workflows.converter import CONVERTER

TOWN = True
TASKS, ID_MAX = 6, 300
AT_ONCE = "know nothing of it"
"""What cannot be ends before any books are asked: it is tried with one."""
WORDS = ("cancel", "cancel_payout", "nosuch")
BY_HAND = plain({"reason": "平台要求", "actor": "operator:li"})
EVERY = 97
"""Of the strange starts of a type, those that a server sees."""


def reserved(order: Any) -> dict[str, Any]:
    return {"event": "reserved", "withdrawal": {**order["withdrawal"], "state": "sending", "seq": 1}}


def refused(order: Any) -> dict[str, Any]:
    return {"event": "refused", "withdrawal": order["withdrawal"], "code": "NOT_OURS", "zh": "x", "en": "x"}


WRITES = dict.fromkeys(
    ("withdrawal_note", "withdrawal_begin", "withdrawal_paid", "withdrawal_returned"), None
)
BOOKS: dict[str, Answers] = {
    AT_ONCE: {"record": "not_ours", "withdrawal_reserve": refused, "take_up": {}},
    "agree": {
        **WRITES,
        "record": "held",
        "take_up": {},
        "withdrawal_reserve": reserved,
        "find_transfer": {"state": "not_found"},
        "transfer": {"state": "paid", "rail": "bank_card"},
        "sweep_daily": SweepReport("daily"),
    },
    "agree, and the bank refuses": {
        **WRITES,
        "record": "short",
        "withdrawal_reserve": reserved,
        "withdrawal_rebound": False,
        "find_transfer": {"state": "refused", "reason": "SYSTEM_ERROR"},
        "transfer": {"state": "refused", "reason": "SYSTEM_ERROR"},
    },
    "are away": {},
}


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def read(life: str, payload: Payload) -> Any:
    """None where nobody can read it; such a one ends at once (test_unread_starts.py)."""
    try:
        return CONVERTER.payload_converter.from_payloads([payload], [type(STARTS[life][1])])[0]
    except Exception:  # noqa: BLE001  # whatever a reader may raise
        return None


def lived(life: str, payload: Payload, start: Any, books: Answers) -> None:
    kind, valid = STARTS[life]
    run = Run(kind, start if len(own_id(start)) <= ID_MAX else valid, Runner())  # a server takes no longer id
    run._first[0].initialize_workflow.arguments[0].CopyFrom(payload)
    if not driven(run, books, TASKS):
        run.activated([signalled(name, [BY_HAND]) for name in WORDS])
        assert run.activated([queried("__temporal_workflow_metadata", [])])
        driven(run, books, TASKS)


@pytest.mark.parametrize("books", BOOKS)
@pytest.mark.parametrize("life", STARTS)
def test_no_strange_start_fails_a_task_then_or_later(life: str, books: str) -> None:
    failed = {}
    for what, payload in strange(life):
        start = read(life, payload)
        try:
            if start is not None and (is_possible(start) or books == AT_ONCE):
                lived(life, payload, start, BOOKS[books])
        except Exception as found:  # noqa: BLE001  # all of them at once
            failed[what] = repr(found)[:150]

    assert failed == {}


@pytest.mark.parametrize("life", STARTS)
def test_a_start_of_ours_can_be(life: str) -> None:
    assert is_possible(STARTS[life][1])


def test_the_fullest_commission_can_be_begun_again() -> None:
    assert is_possible(fullest())


@pytest.mark.parametrize("days", [(-1,), (10**18,), (366,), (1,) * 366])
def test_a_watch_of_days_that_no_bank_needs_is_the_platforms_own(days: tuple[int, ...]) -> None:
    start = STARTS["a watch for a refund"][1]

    assert replace(start, days=days).days == RefundWatchStart(start.withdrawal, start.paid_at).days


def test_a_pace_that_grows_shorter_is_the_platforms_own() -> None:
    pace = Pace(first_retry_seconds=9, longest_retry_seconds=8)

    assert (pace.first_retry_seconds, pace.longest_retry_seconds) == (5, 600)


async def test_on_a_server_they_hear_a_good_word_and_none_fails_a_task(world: World) -> None:
    begun: dict[str, str] = {}
    for life in STARTS:
        for number, (what, payload) in enumerate(list(strange(life))[len(life) :: EVERY]):
            workflow_id = f"strange/{life}/{number}"
            start = read(life, payload)
            if start is not None and number % 2 and len(own_id(start)) <= ID_MAX:
                workflow_id = own_id(start)
            if workflow_id in begun or not workflow_id.isprintable():
                continue
            begun[workflow_id] = f"{life}: {what}"
            await world.client.start_workflow(
                _Definition.must_from_class(STARTS[life][0]).name or "",
                RawValue(payload),
                id=workflow_id,
                task_queue=world.settings.queue,
            )
    for workflow_id in begun:
        await heard(world, workflow_id)

    failed = {
        begun[each]: found
        for each in begun
        if (found := failed_tasks(await histories_of(world.client, each)))
    }
    assert failed == {}
    print(f"{len(begun)} strange starts on a server")


async def heard(world: World, workflow_id: str) -> None:
    """Its end, or an answer while it waits; then it is ended."""
    handle = world.client.get_workflow_handle(workflow_id)
    wire = Wire(world.client, workflow_id)
    for _ in range(200):
        told = await handle.describe()
        if told.status is not WorkflowExecutionStatus.RUNNING:
            return
        if told.history_length > 4:
            break
        await asyncio.sleep(0.05)
    await wire.signal("nosuch", [])
    assert '"definition"' in await wire.query("__temporal_workflow_metadata", [])
    await handle.terminate()
