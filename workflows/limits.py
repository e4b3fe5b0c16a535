"""How much a workflow takes on at once and how long its history may grow."""

from datetime import timedelta

from temporalio import workflow

DECISIONS_PER_ACTIVATION = 50
"""The SDK fails a task that computes for 2 s, and would do so for ever; a flood waits in the backlog."""
BREATH = timedelta(milliseconds=1)
"""A timer between two helpings of the backlog: only a new activation has 2 s of its own."""
EVENTS_MAX = 600
"""A signal is an event: well before the server takes no more signals of this run (LIMITS, runtime/server.py)
another goes on. From 400 on the server suggests it, and the first quiet moment is used.
"""


def is_full() -> bool:
    """Whether the history of this run has to end, whatever is under way."""
    return workflow.info().get_current_history_length() > EVENTS_MAX
