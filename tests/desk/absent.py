"""Without a browser the tests of the desk cannot run. Where one is required that is a failure.

Elsewhere they are left out, and the end of the run says so and how to get them.
"""

import os
from pathlib import Path

import pytest

from tests.desk.browser import chromium

HERE = Path(__file__).parent
FIXTURE = "at"
REQUIRED = bool(os.environ.get("STARMAP_REQUIRE_BROWSER"))
INSTALL = "apt-get install chromium fonts-noto-cjk, or name a Chromium in STARMAP_CHROMIUM"
MISSING = f"no browser for the operators' desk: {INSTALL}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if REQUIRED or chromium():
        return
    left_out = [item for item in items if FIXTURE in getattr(item, "fixturenames", ())]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    asked = [Path(str(each).split("::")[0]).resolve() for each in config.args]
    if REQUIRED or chromium() or not any(HERE.is_relative_to(each) or HERE in each.parents for each in asked):
        return
    terminalreporter.section("tests/desk")
    terminalreporter.line(f"没有浏览器，运营台的测试没有运行：{INSTALL}", yellow=True)
    terminalreporter.line(f"The tests of the operators' desk did NOT run: {MISSING}", yellow=True)
