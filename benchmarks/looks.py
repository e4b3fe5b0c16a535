"""What the looks of a commission cost: a fact from outside is a hint, and each is looked at."""

from collections import Counter

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory

LOOK = "look"
OF_AN_ACTIVITY, OF_A_TASK = 2, 2
"""State transitions: begun and ended."""
TASK = {
    EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
}


def owed_to_looks(history: WorkflowHistory) -> Counter[str]:
    """Transitions, actions and bytes: of the activity, of the task that its answer wakes, and of its record.

    A task counts only where the look's answer has asked for it: one that serves others too is theirs.
    """
    owed: Counter[str] = Counter()
    events = list(history.events)
    asked: dict[int, HistoryEvent] = {}
    for n, event in enumerate(events):
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name == LOOK:
            asked[event.event_id] = event
            owed.update(actions=1, bytes=event.ByteSize())
        about = event.activity_task_started_event_attributes.scheduled_event_id
        if about in asked:
            owed["bytes"] += event.ByteSize()
        if event.activity_task_completed_event_attributes.scheduled_event_id in asked:
            owed.update(transitions=OF_AN_ACTIVITY, bytes=event.ByteSize())
            owed.update(_woken(events[n + 1 :]))
    return owed


def _woken(after: list[HistoryEvent]) -> Counter[str]:
    owed: Counter[str] = Counter()
    if not after or after[0].event_type != EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED:
        return owed
    owed["transitions"] += OF_A_TASK
    task = 0
    for event in after:
        if event.event_type in TASK and not task:
            owed["bytes"] += event.ByteSize()
            if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
                task = event.event_id
        elif task and event.marker_recorded_event_attributes.workflow_task_completed_event_id == task:
            owed.update(actions=0 if owed["actions"] else 1, bytes=event.ByteSize())
        elif task:
            break
    return owed
