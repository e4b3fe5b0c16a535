"""How much a workflow takes on at once and how long its history may grow."""

from datetime import timedelta

DECISIONS_PER_ACTIVATION = 200
"""The SDK fails a task that computes for 2 s, and would do so for ever; a flood waits in the backlog."""
BREATH = timedelta(milliseconds=1)
"""A timer between two helpings of the backlog: only a new activation has 2 s of its own."""
EVENTS_MAX = 6_000
