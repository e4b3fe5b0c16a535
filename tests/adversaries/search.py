"""A seeded search over programs: by habits, and by the best so far, cut and gone on with a habit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from domain.party import Party
from tests.adversaries.played import LENGTH, Played
from tests.adversaries.scene import Scene

Program = tuple[str, ...]
KEPT = 10
STOPS = 0.02
"""How often a habit ends before the program is full."""

AIMS: Mapping[str, Callable[[Played], float]] = {
    "days held": lambda played: played.held_days,
    "SMS of one kind in an hour": lambda played: float(played.most_sms),
    "fen lost": lambda played: float(played.loss_fen),
    "rejections": lambda played: float(played.rejections),
}


def aims(scene: Scene) -> tuple[str, ...]:
    return tuple(each for each in AIMS if each != "rejections" or scene.adversary is Party.BRAND)


@dataclass(frozen=True)
class Found:
    """The best program for an aim, and what it gained."""

    aim: str
    scene: Scene
    value: float
    program: Program


class Habit:
    """Likes some words far more than others; which ones is drawn as they are met."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.likes: dict[str, float] = {}

    def __call__(self, names: list[str]) -> str | None:
        if self.random.random() < STOPS:
            return None
        for name in names:
            self.likes.setdefault(name, self.random.choice((0.02, 0.3, 1.0, 8.0)))
        return self.random.choices(names, [self.likes[name] for name in names])[0]


def search(scene: Scene, aim: str, *, tries: int, seed: int = 1) -> Found:
    """The same seed finds the same."""
    random, worth = Random(f"{seed} {scene.name} {aim}"), AIMS[aim]
    best: dict[Program, float] = {}
    for number in range(tries):
        begun = _cut(random, scene, random.choice(list(best))) if best and number % 3 else ()
        played = Played(scene).play(begun, Habit(random))
        best[played.said] = worth(played)
        best = dict(sorted(best.items(), key=lambda each: (-each[1], len(each[0]), each[0]))[:KEPT])
    program, value = next(iter(best.items()))
    return Found(aim, scene, value, program)


def _cut(random: Random, scene: Scene, program: Program) -> Program:
    least = min(len(scene.begins), len(program))
    return program[: random.randint(least, max(least, min(len(program), LENGTH - 1)))]
