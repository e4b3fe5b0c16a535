"""Each package and module at the top of a layer stands in the glossary, and no other."""

import re

from settings import ROOT

ROOMS = "## 代码的房间 · The rooms of the code"
LAYERS = ("activities", "domain", "gateways", "models", "runtime", "services", "starter", "workflows")


def words() -> set[str]:
    found = set(LAYERS)
    for layer in LAYERS:
        for path in (ROOT / layer).glob("*"):
            found |= {path.stem} if path.suffix == ".py" or (path / "__init__.py").exists() else set()
        for inner in (ROOT / layer).glob("*/*/__init__.py"):
            found.add(inner.parent.name)
    return {each for each in found if not each.startswith("_")}


def explained() -> set[str]:
    section = (ROOT / "docs" / "glossary.md").read_text("utf-8").split(ROOMS)[1].split("\n## ")[0]
    return set(re.findall(r"`([a-z_]+)`", section))


def test_every_word_of_a_layer_stands_in_the_glossary() -> None:
    assert sorted(words() - explained()) == []


def test_the_glossary_explains_no_room_that_is_not_there() -> None:
    beside = {"store", "queries", "predicates"}

    assert sorted(explained() - words() - beside) == []
