"""What the reference commissions cost on a Temporal server: `python -m benchmarks.reference`.

Messages, timers, activities and upserts are equal in every run; workflow tasks, state transitions, events and
bytes depend on what happens to fall into one task and are held as upper bounds. The withdrawal is counted in.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from benchmarks.looks import owed_to_looks
from tests.replay.record import a_world_of_its_own
from tests.workflows.stories import STORIES
from tests.workflows.world import World
from workflows import names

BOUNDS: Mapping[str, Mapping[str, Mapping[str, int]]] = json.loads(
    (Path(__file__).parent / "bounds.json").read_text()
)
COLUMNS = (
    *("messages", "timers", "activities", "upserts", "children"),
    *("transitions", "tasks", "events", "bytes", "actions"),
    *("transitions beside", "actions beside", "bytes beside"),
)
COUNTED = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED: "messages",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED: "messages",
    EventType.EVENT_TYPE_TIMER_STARTED: "timers",
    EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED: "activities",
    EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: "upserts",
    EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED: "children",
    EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED: "tasks",
}
OF_THE_CLOCK = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
}
"""What skipping time writes: no real commission has it."""


async def measured(world: World, name: str) -> dict[str, int]:
    return await cost_of(world, await STORIES[name](world))


async def cost_of(world: World, cid: str) -> dict[str, int]:
    """``beside``: without what the looks at the platform cost (D12.17)."""
    cost, looks = Counter[str](), Counter[str]()
    for history in await world.histories(cid):
        cost.update(counted(history))
        looks.update(owed_to_looks(history))
    for workflow_id in (names.workflow_id(cid), names.withdrawal_workflow_id(cid)):
        described = await world.client.get_workflow_handle(workflow_id).describe()
        cost["transitions"] += described.raw_description.workflow_execution_info.state_transition_count
    cost["transitions"] -= cost.pop("skips")
    cost.update({f"{each} beside": cost[each] - looks[each] for each in ("transitions", "actions", "bytes")})
    return {each: cost[each] for each in COLUMNS}


def counted(history: WorkflowHistory) -> Counter[str]:
    """Billable actions after Temporal's list: starts (a child's twice), timers, upserts, messages,
    activities, and all local activities of one workflow task together."""
    cost: Counter[str] = Counter()
    of_tasks = set()
    for event in history.events:
        if event.event_type in OF_THE_CLOCK:
            cost["skips"] += 1
            continue
        cost["events"] += 1
        cost["bytes"] += event.ByteSize()
        cost[COUNTED.get(event.event_type, "other")] += 1
        if event.event_type == EventType.EVENT_TYPE_MARKER_RECORDED:
            of_tasks.add(event.marker_recorded_event_attributes.workflow_task_completed_event_id)
    del cost["other"]
    started = 1 if history.workflow_id.startswith("commission/") else 0
    billed = sum(cost[each] for each in ("messages", "timers", "activities", "upserts"))
    cost["actions"] = started + billed + 2 * cost["children"] + len(of_tasks)
    return cost


def findings(name: str, cost: Mapping[str, int]) -> list[str]:
    """Where a commission costs other than it should."""
    exactly, at_most = BOUNDS[name]["exactly"], BOUNDS[name]["at_most"]
    wrong = [f"{name}: {cost[each]} {each}, not {n}" for each, n in exactly.items() if cost[each] != n]
    return wrong + [f"{name}: {cost[each]} {each}, over {n}" for each, n in at_most.items() if cost[each] > n]


async def main() -> int:
    wrong = []
    print(f"{'':22}" + "".join(f"{each:>20}" for each in COLUMNS))
    async with a_world_of_its_own() as world:
        for name in BOUNDS:
            cost = await measured(world, name)
            bounds = {**BOUNDS[name]["exactly"], **BOUNDS[name]["at_most"]}
            print(f"{name:22}" + "".join(f"{cost[each]:>20}" for each in COLUMNS))
            print(f"{'  bound':22}" + "".join(f"{bounds.get(each, 0) or '–':>20}" for each in COLUMNS))
            wrong += findings(name, cost)
    print("\n".join(wrong))
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
