"""Which tests belong where: ``pytest --part check|test|system``, and all of them without it.

``check`` needs no server and is run all the time, ``test`` proves what the product does, ``system`` kills,
races and searches. A file belongs to the part of the longest path that names it, and so do the tests in it,
but for those that ask for something heavier themselves: a PostgreSQL, or Node.js.
"""

import inspect
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PARTS = ("check", "test", "system")
BELONGS = {
    "domain": "check",
    "replay": "check",
    "replay/test_beginnings.py": "test",
    "gateways": "check",
    "activities": "check",
    "models": "check",
    "test_groups.py": "check",
    "test_parts.py": "check",
    "test_unclosed.py": "check",
    "test_walks.py": "check",
    "documents": "check",
    "workflows": "test",
    "starter": "test",
    "guides": "test",
    "http": "test",
    "web": "test",
    "desk": "test",
    "observing": "test",
    "deploy": "test",
    "domain/test_kill_walk.py": "test",  # the whole walk: the stories tell each of its rules once
    "gateways/test_money_programs.py": "test",  # random programs: what one of them proves is told alone
    "gateways/test_planted.py": "test",  # a proof of the ledger's check, whose findings are told alone
    "gateways/test_postgresql.py": "test",
    "deploy/test_services.py": "system",  # every service of the compose file, as its image runs it
    "starter/test_importing.py": "system",  # stopped and killed as it orders
    "starter/test_interrupted.py": "system",
    "starter/test_owning.py": "system",
    "starter/test_restored.py": "system",  # a platform started twice
    "starter/test_up.py": "system",  # every part of it is killed
    "starter/test_up_on_postgresql.py": "system",
    "workflows/test_activation_cost.py": "system",  # the largest there can be, several times over
    "workflows/test_everyone.py": "system",  # every name with every payload, as every kind of message
    "workflows/test_floods.py": "system",
    "workflows/test_forged_floods.py": "system",
    "adversaries": "system",
    "programs": "system",
    "races": "system",
    "test_crash_points.py": "system",
    "test_kills.py": "system",
    "test_kills_by_http.py": "system",
    "test_mutants.py": "system",
    "test_rolling.py": "system",
    "test_webhook_trial.py": "system",
}
HEAVIER = {"gateways": "test", "activities": "test", "guides": "system"}
"""Of the folders where some tests ask for a PostgreSQL or for Node.js, the part that those belong to."""


@cache
def names_of(file: Path) -> list[str]:
    """What names it in the table, the longest first."""
    path = file.relative_to(HERE)
    return [str(each) for each in (path, *path.parents) if str(each) in BELONGS]


def part_of_file(file: Path) -> str:
    return BELONGS[names_of(file)[0]]


def part_of(item: pytest.Item) -> str:
    own = part_of_file(item.path)
    heavier = HEAVIER.get(item.path.parent.name, own)
    return heavier if heavier != own != "system" and asks_for_more(item) else own


def asks_for_more(item: pytest.Item) -> bool:
    """For Node.js, or for a PostgreSQL: through its parameter, or itself."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    itself = inspect.signature(item.obj).parameters if isinstance(item, pytest.Function) else ()
    is_on_node = item.get_closest_marker("node") is not None
    return is_on_node or given.get("backend") == "postgresql" or "running_postgres" in itself


def may_hold(file: Path, part: str) -> bool:
    """Whether it is worth reading: to read every file takes a third of a minute."""
    return part in (part_of_file(file), HEAVIER.get(file.parent.name))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", choices=PARTS, help="only the tests of this part; tests/parts.py says which")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """True leaves it out, None leaves the question to others."""
    part = config.getoption("part")
    is_file = collection_path.match("test_*.py")
    return True if part and is_file and not may_hold(collection_path, part) else None


def select(config: pytest.Config, items: list[pytest.Item]) -> None:
    part = config.getoption("part")
    if not part:
        return
    mine = [part_of(item) == part for item in items]
    others = [item for item, is_mine in zip(items, mine, strict=True) if not is_mine]
    items[:] = [item for item, is_mine in zip(items, mine, strict=True) if is_mine]
    if others:
        config.hook.pytest_deselected(items=others)
