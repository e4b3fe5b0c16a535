"""Tests of one group run in one process of pytest-xdist, as its mark ``xdist_group`` promises.

pytest-xdist 3.8 writes the group into a field of the item that pytest 9.2 does not read any more, and spreads
the tests of a group over all processes without a word: each of them makes anew what the group was to share.
"""

import pytest
from _pytest.nodeid import NodeId


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist tells which tests there are, after everybody has chosen
def pytest_collection_finish(session: pytest.Session) -> None:
    if not session.config.getoption("loadgroup", default=False):
        return
    for item in session.items:
        groups = sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")})
        suffix = f"@{'_'.join(groups)}"
        if groups and not item.nodeid.endswith(suffix):
            item._id = NodeId.parse(item.nodeid + suffix)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """By its own name again, once it has come from its process: for a reader, and for ``--last-failed``."""
    name, at, group = report.nodeid.rpartition("@")
    if at and hasattr(report, "node") and "]" not in group and "::" in name:
        report.nodeid = name
