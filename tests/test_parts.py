"""Every test file belongs to one part, CI runs the three parts, and nothing that fails is tried again."""

import tomllib
from pathlib import Path

import pytest

from settings import ROOT
from tests.parts import BELONGS, HERE, PARTS, names_of, part_of_file
from tests.walks import for_each

FILES = sorted(HERE.rglob("test_*.py"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CI = (ROOT / ".ci/run").read_text(encoding="utf-8")


@for_each("file", FILES)
def test_every_test_file_belongs_to_exactly_one_part(file: Path) -> None:
    assert names_of(file), f"say in tests/parts.py to which part {file.name} belongs: {PARTS}"
    assert part_of_file(file) in PARTS


@for_each("name", BELONGS)
def test_what_the_table_names_is_there_and_decides_about_a_file(name: str) -> None:
    assert any(names_of(file)[:1] == [name] for file in FILES if names_of(file))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_a_command_and_ci_runs_it(part: str) -> None:
    assert f"\n{part}: " in MAKEFILE
    assert f"--part {part} " in MAKEFILE
    assert part in CI.partition("for part in ")[2].partition(";")[0].split()


def test_a_failure_is_tried_again_by_ci_alone_once_and_by_name() -> None:
    again = ("--last-failed", "--lf", "--failed-first", "--reruns", "rerunfailures", "flaky")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = MAKEFILE + str(project["dependency-groups"]) + str(project["tool"]["pytest"])

    assert [word for word in again if word in told] == []
    assert [word for word in again if word in CI] == ["--last-failed"]
    assert CI.count("--last-failed") == 1
    assert "NEEDED A SECOND TRY" in CI
    assert "SECOND_TRY=${STARMAP_SECOND_TRY:-passes}\n" in CI
