"""Neither side gains more against an honest other one than the rules' own numbers allow (D12.18)."""

import os

import pytest

from tests.adversaries.bounds import bound
from tests.adversaries.scene import SCENES, Scene
from tests.adversaries.search import aims, search

TRIES = int(os.environ.get("STARMAP_ADVERSARIES", "20"))
"""``make adversaries`` tries far more and prints what it found."""


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_no_program_gains_more_than_the_rules_allow(scene: Scene) -> None:
    for aim in aims(scene):
        found = search(scene, aim, tries=TRIES)
        assert found.value <= bound(aim, scene), (aim, found.program)


def test_the_same_seed_finds_the_same() -> None:
    once, again = (search(SCENES[2], "days held", tries=10, seed=7) for _ in range(2))

    assert once == again
