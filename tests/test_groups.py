"""What a group of tests shares is made once, however many processes run the tests."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = """
import os
import pytest

@pytest.mark.xdist_group("shared")
@pytest.mark.parametrize("number", range(8))
def test_of_a_group(number):
    assert os.environ["PYTEST_XDIST_WORKER"] == "of the group"
"""


def test_a_group_runs_in_one_process_and_what_fails_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "conftest.py").write_text(
        "from tests.groups import pytest_collection_finish, pytest_runtest_logreport"
    )
    plugins = (
        "-p",
        "tests.groups",
        "-p",
        "no:asyncio",
        "-p",
        "no:cacheprovider",
        "-n",
        "2",
        "--dist",
        "loadgroup",
    )
    command = [sys.executable, "-m", "pytest", "--rootdir", str(tmp_path), *plugins, str(tmp_path)]

    ours = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, cwd=tmp_path, env=ours, capture_output=True, text=True, timeout=100, check=False
    )

    said = ended.stdout + ended.stderr
    assert len(set(re.findall(r"AssertionError: assert '(gw\d)'", said))) == 1, said
    assert "FAILED test_it.py::test_of_a_group[7]" in said
    assert "8 failed" in said
    assert "@shared" not in said
