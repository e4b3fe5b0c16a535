"""``python -m tests.adversaries [tries] [seed]``: what two adversaries gained, beside its bound."""

import sys
import time

from rich.console import Console
from rich.table import Table

from tests.adversaries.bounds import bound
from tests.adversaries.scene import SCENES
from tests.adversaries.search import aims, search

TRIES, SEED = 1_500, 1


def main() -> int:
    tries, seed = (int(each) for each in (*sys.argv[1:], *(str(TRIES), str(SEED))[len(sys.argv) - 1 :]))
    console, started, over = Console(), time.monotonic(), 0
    table = Table("scene", "aim", "found", "bound", "by", title=f"{tries} programs each, seed {seed}")
    for scene in SCENES:
        for aim in aims(scene):
            found, most = search(scene, aim, tries=tries, seed=seed), bound(aim, scene)
            over += found.value > most
            mark = " !" if found.value > most else ""
            table.add_row(
                scene.name, aim, f"{found.value:.1f}{mark}", f"{most:.1f}", ", ".join(found.program[:14])
            )
            print(f"{scene.name} · {aim}: {found.value:.1f}", file=sys.stderr)
    console.print(table)
    console.print(f"{over} over their bound, {time.monotonic() - started:.0f} s")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
