"""How much a workflow takes on at once and how long its history may grow.

A run that was begun under wider bounds goes on under them: what it decided is replayed as it was.
"""

from datetime import timedelta

from temporalio import workflow

DECISIONS_PER_ACTIVATION = 50
"""The SDK fails a task that computes for 2 s, and would do so for ever; a flood waits in the backlog."""
DECISIONS_BEFORE = 200
BREATH = timedelta(milliseconds=1)
"""A timer between two helpings of the backlog: only a new activation has 2 s of its own."""
EVENTS_MAX = 600
"""A signal is an event: well before the server takes no more signals of this run (LIMITS, starter/server.py)
another goes on. From 400 on the server suggests it, and the first quiet moment is used.
"""
EVENTS_BEFORE = 6_000
NARROW = "narrow-bounds"


def is_full() -> bool:
    """Whether the history of this run has to end, whatever is under way."""
    length = workflow.info().get_current_history_length()
    return length > EVENTS_BEFORE or (length > EVENTS_MAX and workflow.patched(NARROW))
