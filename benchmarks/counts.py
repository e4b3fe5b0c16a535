"""State transitions, actions and bytes of the shortest commissions, and what of them is owed to looks.

A fact from outside is a hint that starts one look: an activity, and the workflow task that its answer wakes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from benchmarks.reference import cost_of
from tests.replay.record import a_world_of_its_own
from tests.workflows.stories import STORIES

SIGNALS, UPDATES = "shortest_by_signals", "shortest_by_updates"
LOOK = "look"
OF_AN_ACTIVITY, OF_A_TASK = 2, 2
"""State transitions: begun and ended."""


@dataclass(frozen=True)
class Counted:
    transitions: int
    looks: int
    """How many of these."""
    actions: int
    bytes: int
    activities: int
    messages: int
    timers: int

    @property
    def beside_looks(self) -> int:
        return self.transitions - self.looks


def of_looks(history: WorkflowHistory) -> int:
    """A task counts only where the look's answer has asked for it: one that serves others too is theirs."""
    asked, found = set[int](), 0
    for before, event in zip(history.events, history.events[1:], strict=False):
        scheduled = before.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name == LOOK:
            asked.add(before.event_id)
        if before.event_type != EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
            continue
        if before.activity_task_completed_event_attributes.scheduled_event_id in asked:
            wakes = event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED
            found += OF_AN_ACTIVITY + (OF_A_TASK if wakes else 0)
    return found


async def counted(say: Callable[[str], None]) -> dict[str, Counted]:
    found = {}
    async with a_world_of_its_own() as world:
        for name in (SIGNALS, UPDATES):
            cid = await STORIES[name](world)
            cost = await cost_of(world, cid)
            looks = sum(of_looks(each) for each in await world.histories(cid))
            found[name] = Counted(
                cost["transitions"],
                looks,
                *(cost[each] for each in ("actions", "bytes", "activities", "messages", "timers")),
            )
            say(f"{name}: {cost['transitions']} state transitions, {looks} of them for looks")
    return found


def lines(found: dict[str, Counted]) -> Iterator[str]:
    columns = ("transitions", "looks", "actions", "bytes", "activities", "messages", "timers")
    yield f"{'counts':22}" + "".join(f"{each:>12}" for each in columns)
    for name, each in found.items():
        yield f"{name:22}" + "".join(f"{getattr(each, column):12}" for column in columns)
