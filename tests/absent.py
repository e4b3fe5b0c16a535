"""What a newcomer's bare machine may lack. Where it is required, its absence is a failure.

Elsewhere the tests that need it are left out, and the end of the run says so and how to get it.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk import chromium
from tests.guides import node
from tests.parts import select

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Need:
    folder: Path
    is_missing: Callable[[], bool]
    required: str
    """The variable that makes its absence a failure."""
    needs: Callable[[pytest.Item], bool]
    part: str
    zh: str
    en: str

    @property
    def leaves_out(self) -> bool:
        return not os.environ.get(self.required) and self.is_missing()

    def is_asked_for(self, config: pytest.Config) -> bool:
        if config.getoption("part") not in (None, self.part):
            return False
        asked = [Path(str(each).split("::")[0]).resolve() for each in config.args]
        return any(self.folder.is_relative_to(each) or self.folder in each.parents for each in asked)


NEEDS = (
    Need(
        HERE / "desk",
        lambda: not chromium.chromium(),
        "STARMAP_REQUIRE_BROWSER",
        lambda item: "at" in getattr(item, "fixturenames", ()) and HERE / "desk" in item.path.parents,
        "test",
        f"没有浏览器，运营台的测试没有运行：{chromium.INSTALL}",
        f"the tests of the operators' desk did NOT run, there is no browser: {chromium.INSTALL}",
    ),
    Need(
        HERE / "guides",
        node.is_missing,
        "STARMAP_REQUIRE_NODE",
        lambda item: item.get_closest_marker("node") is not None,
        "system",
        f"没有 Node.js，TypeScript 示例的测试没有运行：{node.INSTALL}",
        f"the test of the TypeScript example did NOT run, there is no Node.js: {node.INSTALL}",
    ),
)


TOGETHER = ("observing", "desk")
"""Folders whose tests share something that is slow to make: one process of pytest-xdist runs them all."""


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    select(config, items)
    for item in items:
        folder = item.path.parent.name
        if folder in TOGETHER:
            item.add_marker(pytest.mark.xdist_group(folder))
    for need in NEEDS:
        left_out = [item for item in items if need.needs(item)] if need.leaves_out else []
        items[:] = [item for item in items if item not in left_out]
        if left_out:
            config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for need in NEEDS:
        if need.leaves_out and need.is_asked_for(config):
            terminalreporter.section(need.folder.name)
            terminalreporter.line(need.zh, yellow=True)
            terminalreporter.line(need.en, yellow=True)
