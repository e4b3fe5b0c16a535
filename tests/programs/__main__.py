"""``STARMAP_EXAMPLES=500 python -m tests.programs``: play programs and print what they did."""

import sys
import time

from rich.console import Console
from rich.table import Table

from tests.programs.playing import EXAMPLES, play
from tests.programs.program import Program


def main() -> int:
    started = time.monotonic()
    play(EXAMPLES)
    table = Table("", "", box=None)
    for name, figure in [
        ("programs", Program.programs),
        ("steps, and after each everything held", Program.steps),
        *sorted(Program.seen.items()),
        ("seconds", f"{time.monotonic() - started:.0f}"),
    ]:
        table.add_row(name, str(figure))
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
