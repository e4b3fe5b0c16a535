"""Ten commissions by HTTP while every part is killed in turn; `make by-http` tells the figures."""

import ast
import sys
from pathlib import Path

import pytest

from tests.chaos.by_http.platform import PARTS, platform
from tests.chaos.by_http.trial import OUTSIDE, Trial
from tests.walks import for_each

PROGRAMS = sorted(OUTSIDE.glob("*.py"))


@pytest.mark.timeout(900)  # for hangs only
async def test_ten_commissions_come_to_their_ends_once_though_every_part_is_killed(tmp_path: Path) -> None:
    async with platform(tmp_path) as made:
        trial = Trial(made, many=10)
        await trial.run()

        assert await trial.violations() == []
        assert all(made.kills[part] >= 2 for part in PARTS), made.kills
        assert trial.figures()["retries"] > 0


@for_each("program", PROGRAMS)
def test_a_program_from_outside_imports_nothing_of_the_project(program: Path) -> None:
    outside = {each.stem for each in PROGRAMS}
    tree = ast.parse(program.read_text(encoding="utf-8"))
    taken = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    taken |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {each.partition(".")[0] for each in taken} <= sys.stdlib_module_names | outside
