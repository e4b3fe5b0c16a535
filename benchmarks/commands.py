"""CPU of the command line, beside a Python that does nothing."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.place import Place
from benchmarks.processes import ROOT, command_cpu_ms

STARMAP = str(ROOT / "starmap")


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    ms: float
    """More than bare Python."""

    @property
    def named(self) -> str:
        return " ".join(self.words)


HELP = ("--help",)
LISTS = (
    ("commission", "list"),
    ("attention",),
    ("withdrawal", "list"),
    ("ledger", "check"),
    ("terms", "show"),
)


def run_commands(place: Place, times: int, say: Callable[[str], None]) -> list[Command]:
    """Over the books that the rounds have filled."""
    environment = {
        "STARMAP_STATE": str(place.settings.state),
        "STARMAP_DATABASE_URL": place.settings.database,
        "TEMPORAL_ADDRESS": place.address,
    }
    bare = median(command_cpu_ms([sys.executable, "-c", ""], environment) for _ in range(times))
    found = []
    for words in (HELP, *LISTS):
        spent = median(command_cpu_ms([STARMAP, *words], environment) for _ in range(times))
        found.append(Command(words, spent - bare))
        say(f"./starmap {' '.join(words)}: {spent - bare:.0f} ms over {bare:.0f} of Python")
    return found
