"""What a text of the repository names is in the repository: files, folders, modules and links."""

import re
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from settings import ROOT

MADE_LATER = ("deploy/secrets", "docs/rulebook-FAMILY.md", "starter/http", "tests/replay/before")
"""Written by a script, or spoken of as what is to come."""
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
DOTTED = re.compile(r"(?<![\w./-])((?:\w+\.)+\w+)(?![\w/(])")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / each for each in listed.stdout.splitlines() if (ROOT / each).exists()]


@cache
def tops() -> tuple[str, ...]:
    folders = {each.relative_to(ROOT).parts[0] for each in tracked() if each.parent != ROOT}
    return tuple(sorted(each for each in folders if not each.startswith(".")))


@cache
def paths() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w./{{-])((?:{'|'.join(tops())})/[\w./*-]*)")


def named_paths(text: str) -> set[str]:
    found = {each.rstrip("./").removesuffix("/*") for each in paths().findall(text)}
    return {each for each in found if not each.startswith(MADE_LATER)}


def is_there(name: str) -> bool:
    """From the root or, as in tests/parts.py, from tests/."""
    return any(
        (root / name).exists() or ("*" in name and any(root.glob(name))) for root in (ROOT, ROOT / "tests")
    )


def is_module(name: str) -> bool:
    """A module, or what stands in one."""
    for known in (name, name.rpartition(".")[0]):
        try:
            if find_spec(known):
                return True
        except (ModuleNotFoundError, ValueError):
            continue
    return False


def anchors(path: Path) -> set[str]:
    slugs = (
        re.sub(r"[^\w\- ]", "", each.strip().lower()) for each in HEADING.findall(path.read_text("utf-8"))
    )
    return {f"#{each.replace(' ', '-')}" for each in slugs}


PAGES = tracked("*.md")
SOURCES = tracked("*.py", "*.toml", "*.yaml", "*.yml", "Makefile", "Dockerfile", ".env.example")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    code = "\n".join(CODE.findall(page.read_text("utf-8")))

    assert [each for each in sorted(named_paths(code)) if not is_there(each)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file_and_to_a_heading_of_it(page: Path) -> None:
    lost = []
    for path, anchor in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(path + anchor)

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    code = "\n".join(CODE.findall(page.read_text("utf-8")))
    modules = (each for each in DOTTED.findall(code) if each.startswith(tuple(f"{top}." for top in tops())))

    assert [each for each in modules if not is_module(each)] == []


def test_every_path_that_the_code_names_is_there() -> None:
    lost = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in named_paths(path.read_text("utf-8"))
        if not is_there(name)
    ]

    assert lost == []
