"""State transitions, actions and bytes of the shortest commissions, and what of them is owed to looks.

A fact from outside is a hint that starts one look: an activity, and the workflow task that its answer wakes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from temporalio.client import WorkflowHistory

from benchmarks.looks import owed_to_looks
from benchmarks.reference import cost_of
from tests.replay.record import a_world_of_its_own
from tests.workflows.stories import STORIES

SIGNALS, UPDATES = "shortest_by_signals", "shortest_by_updates"


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
    actions_beside_looks: int
    bytes_beside_looks: int

    @property
    def beside_looks(self) -> int:
        return self.transitions - self.looks


def of_looks(history: WorkflowHistory) -> int:
    return owed_to_looks(history)["transitions"]


async def counted(say: Callable[[str], None]) -> dict[str, Counted]:
    found = {}
    async with a_world_of_its_own() as world:
        for name in (SIGNALS, UPDATES):
            cid = await STORIES[name](world)
            cost = await cost_of(world, cid)
            looks = cost["transitions"] - cost["transitions beside"]
            found[name] = Counted(
                cost["transitions"],
                looks,
                *(cost[each] for each in ("actions", "bytes", "activities", "messages", "timers")),
                cost["actions beside"],
                cost["bytes beside"],
            )
            say(f"{name}: {cost['transitions']} state transitions, {looks} of them for looks")
    return found


def lines(found: dict[str, Counted]) -> Iterator[str]:
    columns = ("transitions", "looks", "actions", "bytes", "activities", "messages", "timers")
    yield f"{'counts':22}" + "".join(f"{each:>12}" for each in columns)
    for name, each in found.items():
        yield f"{name:22}" + "".join(f"{getattr(each, column):12}" for column in columns)
