"""What a process knows of the data keys of one database: where the wrapping key stands, what it opened.

It stands beside the engine, so that whoever has a connection can read. ``gateways.personal`` works with it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

DATA_KEYS = "data_keys"
"""The option of an engine that holds its own."""
FILE_NAME = "data.key"
KEPT_MOST = 4096
"""Data keys a process remembers: some hundred bytes each."""
KEPT_SECONDS = 60.0
"""So long a process can still read what another has erased."""


@dataclass
class DataKeys:
    file: Path | None = None
    may_make: bool = False
    """Whether the file is made where there is none and the database never had a key."""
    clock: Callable[[], float] = time.monotonic
    wrapping: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    _opened: "OrderedDict[str, tuple[float, object]]" = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def remembered(self, person: str) -> object | None:
        with self._lock:
            until, known = self._opened.get(person, (0.0, None))
            return known if until > self.clock() else None

    def remember(self, person: str, known: object) -> None:
        with self._lock:
            self._opened[person] = self.clock() + KEPT_SECONDS, known
            self._opened.move_to_end(person)
            if len(self._opened) > KEPT_MOST:
                self._opened.popitem(last=False)

    def forget(self, person: str) -> None:
        with self._lock:
            self._opened.pop(person, None)
