"""The Python versions that the READMEs promise are those that the program asks for and its checks run on."""

import re
import sys
import tomllib

import pytest

from tests.deploy.compose import ROOT

READMES = ["README.md", "README.zh.md"]
TRIED = re.compile(r"(?:Tried with CPython |试过的版本：CPython )([\d., 、and]+)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def floor() -> tuple[int, int]:
    asked = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"]
    return 3, int(asked.removeprefix(">=3."))


def tried(readme: str) -> list[tuple[int, ...]]:
    found = TRIED.search(text(readme))
    assert found, readme
    return [tuple(map(int, each.split("."))) for each in re.findall(r"\d+\.\d+\.\d+", found[1])]


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_asks_for_the_python_that_the_package_asks_for(readme: str) -> None:
    (asked,) = re.findall(r"Python (3\.\d+) (?:or later|以上)", text(readme))

    assert asked == "{}.{}".format(*floor())


def test_every_other_file_that_says_which_python_is_the_least_says_the_same() -> None:
    major, minor = floor()

    assert f"version >= ({major}, {minor})" in text(".ci/run")
    assert f"from {major}.{minor} on" in text(".ci/run")
    assert f"--python '>={major}.{minor}'" in text("Makefile")
    assert f"Python {major}.{minor} or later" in text("Makefile")


def test_both_readmes_name_the_same_versions_as_tried_from_the_least_on_without_a_gap() -> None:
    english, chinese = map(tried, READMES)

    assert english == chinese
    assert [each[:2] for each in english] == [(3, floor()[1] + number) for number in range(len(english))]


def test_this_python_is_among_those_that_were_tried() -> None:
    assert sys.version_info[:2] in [each[:2] for each in tried("README.md")]
