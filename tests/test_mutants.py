"""The machinery that breaks the rules works: broken rules are noticed, unbroken ones are not."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.timeout(900)
def test_of_eight_rules_broken_none_survives_and_the_canary_does() -> None:
    """`make mutants` breaks them all. The canary breaks nothing: the tests do not fail by themselves."""
    command = [sys.executable, "-m", "tests.mutants", "--sample", "8"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=800, check=False)

    said = ended.stdout + ended.stderr
    assert ended.stdout.endswith("survived: nothing is broken\n9 mutants, 1 survivors\n"), said
    assert ended.returncode == 1
