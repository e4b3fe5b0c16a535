"""Break the rules one by one and see that some test notices: ``python -m tests.mutants``.

What is broken stands in broken.py. Each is shown first to what is recorded of the stories
(tests/domain/played); what that does not notice is shown to the stories themselves. ``--only NAME …`` runs
some, ``--list`` names them, ``--sample N`` runs N and the canary, ``--recorded`` asks the record only.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.domain.played import played, recorded
from tests.mutants.broken import mutants
from tests.mutants.mutant import NOTHING, Mutant
from tests.mutants.recorded import is_noticed
from tests.mutants.stories import unnoticed

FORK = get_context("fork")
CHILDREN = os.cpu_count() or 1
TOGETHER = 8
CHOSEN: list[Mutant] = []
"""Here and not in what the children are sent: a rule that is broken is code."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--recorded", action="store_true")
    asked = parser.parse_args()
    every = list(mutants())
    if asked.list:
        print(*(each.name for each in every), sep="\n")
        return 0
    CHOSEN.extend(chosen(every, asked))

    began = time.monotonic()
    with ProcessPoolExecutor(1, mp_context=FORK) as other:  # here pytest has yet to import what it rewrites
        left = [CHOSEN[number] for number in other.submit(not_in_the_record).result()]
    print(f"{time.monotonic() - began:.0f} s, {len(left)} not noticed by the record", flush=True)
    survivors = left if asked.recorded or not left else unnoticed(left)
    print(f"{time.monotonic() - began:.0f} s")
    for each in survivors:
        print("survived:", each.name)
    print(f"{len(CHOSEN)} mutants, {len(survivors)} survivors")
    return 1 if survivors else 0


def chosen(every: Sequence[Mutant], asked: argparse.Namespace) -> list[Mutant]:
    if asked.only:
        return [each for each in (*every, NOTHING) if each.name in asked.only]
    if asked.sample:
        return [*every[:: max(len(every) // asked.sample, 1)][: asked.sample], NOTHING]
    return list(every)


def not_in_the_record() -> list[int]:
    other = sum(text not in played() for texts in recorded().values() for text in texts)
    if other:
        sys.exit(f"{other} recorded steps end otherwise before anything is broken")
    with FORK.Pool(CHILDREN) as pool:
        noticed = list(pool.imap(_is_noticed, range(len(CHOSEN)), chunksize=TOGETHER))
    return [number for number, was in enumerate(noticed) if not was]


def _is_noticed(number: int) -> bool:
    return is_noticed(CHOSEN[number])


if __name__ == "__main__":
    sys.exit(main())
