"""Which mutants are noticed by the stories, played once more against each: the slow way, for what is left.

The tests are collected once; each mutant lives in a forked child, where those tests come first that used its
row, the shortest before all others.
"""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.commissions.rules import engine
from domain.commissions.rules.row import Row
from tests.mutants.mutant import Mutant

STORIES = Path(__file__).parents[1] / "domain"
OF_THE_TABLE = (
    "test_table.py",
    "test_invariants.py",
    "test_details.py",
    "test_rulebook_document.py",
    "test_brief.py",
    "test_douyin_video.py",
)
"""The tests of the table's own shape: they would notice everything and prove nothing."""
LEFT_OUT = (*OF_THE_TABLE, "test_played.py")
"""What is recorded has been asked already, and is read once in a process."""
QUIET = ("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist")
CHILDREN = os.cpu_count() or 1


def unnoticed(mutants: Sequence[Mutant]) -> list[Mutant]:
    workshop = Workshop(mutants)
    left_out = [f"--ignore={STORIES / name}" for name in LEFT_OUT]
    ended = pytest.main([*QUIET, *left_out, str(STORIES)], plugins=[workshop])
    if ended != pytest.ExitCode.OK or workshop.tried != len(mutants):
        sys.exit(f"the tests could not be run: {ended}, {workshop.tried} mutants tried")
    return workshop.survivors


class Workshop:
    """A pytest plugin: instead of running the tests once, it runs them against every mutant."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        self.mutants = mutants
        self.survivors: list[Mutant] = []
        self.tried = 0
        self.used: dict[str, set[str]] = {}
        self.took: dict[str, float] = {}
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._learn(session)
        if session.testsfailed:
            sys.exit("\n".join(("the tests fail before anything is broken", *self.failed)))
        waiting, living = iter(self.mutants), dict[int, Mutant]()
        while True:
            while len(living) < CHILDREN and (following := next(waiting, None)):
                living[self._fork(session, following)] = following
            if not living:
                return True
            child, status = os.wait()
            mutant = living.pop(child)
            self.tried += 1
            if os.waitstatus_to_exitcode(status) == 0:
                self.survivors.append(mutant)

    def _learn(self, session: pytest.Session) -> None:
        """Run everything once, and note which rows each test uses and how long it takes."""
        of_row = engine._row
        for item in session.items:
            used = self.used.setdefault(item.nodeid, set())

            def noted(*args: Any, used: set[str] = used) -> Row:
                row = of_row(*args)
                used.add(row.id)
                return row

            engine._row = noted
            began = time.process_time()
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            self.took[item.nodeid] = time.process_time() - began
        engine._row = of_row

    def _fork(self, session: pytest.Session, mutant: Mutant) -> int:
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        mutant.break_it()
        for item in self._likely_first(session.items, mutant):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed:
                os._exit(1)
        os._exit(0)

    def _likely_first(self, items: Iterable[pytest.Item], mutant: Mutant) -> list[pytest.Item]:
        """A random life or a walk over every stage finds what one step of a story would have told at once."""
        return sorted(
            items, key=lambda item: (not self.used[item.nodeid] & mutant.rows, self.took[item.nodeid])
        )
