"""CPU of a whole commission by process, ours and the floors' in turn, so that both meet the same load."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.batches import Batch, creators, floor, ours
from benchmarks.floors import flows
from benchmarks.place import Place
from benchmarks.processes import cpu_ms, own_cpu_ms

OURS, A, TEXTBOOK = "starmap", "floor A", "textbook"
KINDS = (OURS, A, TEXTBOOK)
WARM_UP = 3
AFTERWARDS = 0.3
IDLE = 5.0


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU for one commission."""

    server: float
    worker: float
    client: float
    answer_p50: float

    @property
    def total(self) -> float:
        return self.server + self.worker + self.client


@dataclass(frozen=True)
class Rounds:
    costs: dict[str, list[Cost]]

    def middle(self, kind: str, of: Callable[[Cost], float]) -> float:
        return median(of(each) for each in self.costs[kind])

    def ratios(self, kind: str) -> list[float]:
        """Ours over another's, round by round."""
        pairs = zip(self.costs[OURS], self.costs[kind], strict=False)
        return [own.total / other.total for own, other in pairs]

    @property
    def number(self) -> int:
        return min(len(each) for each in self.costs.values())

    def lines(self) -> Iterator[str]:
        yield f"{'CPU ms a commission':22}" + "".join(
            f"{each:>12}" for each in ("server", "worker", "client", "total", "answer p50")
        )
        for kind in KINDS:
            if self.costs[kind]:
                told = (
                    self.middle(kind, of)
                    for of in (
                        lambda each: each.server,
                        lambda each: each.worker,
                        lambda each: each.client,
                        lambda each: each.total,
                        lambda each: each.answer_p50,
                    )
                )
                yield f"{kind:22}" + "".join(f"{each:12.1f}" for each in told)


async def run_rounds(
    place: Place,
    number: int,
    size: int,
    say: Callable[[str], None],
    kept: Rounds,
    kinds: Sequence[str] = KINDS,
) -> None:
    """Each finished round is in ``kept`` at once: whoever stops this has what there is."""
    for each in kinds:
        await measured(place, each, WARM_UP)
    for turn in range(number):
        found = {}
        for kind in (*kinds[turn % len(kinds) :], *kinds[: turn % len(kinds)]):
            found[kind] = await measured(place, kind, size)
        for kind, cost in found.items():
            kept.costs[kind].append(cost)
        said = "   ".join(f"{kind} {found[kind].total:.0f} ms" for kind in kinds)
        say(f"round {turn + 1} of {number}: {said}")


async def measured(place: Place, kind: str, size: int) -> Cost:
    batch = Batch(place, size)
    people = creators(place, size) if kind == OURS else []
    worker = place.worker if kind == OURS else place.floors
    before = cpu_ms(place.server), cpu_ms(worker), own_cpu_ms()
    if kind == OURS:
        await ours(batch, people)
    else:
        await floor(batch, flows.A if kind == A else flows.TEXTBOOK)
    await asyncio.sleep(AFTERWARDS)
    after = cpu_ms(place.server), cpu_ms(worker), own_cpu_ms()
    server, spent, client = ((late - early) / size for early, late in zip(before, after, strict=True))
    return Cost(server, spent, client - batch.aside.ms / size, median(batch.answers_ms))


async def idle(place: Place) -> str:
    """What runs while nothing is under way is in every figure above: the batches take about as long."""
    before = cpu_ms(place.server), cpu_ms(place.worker), cpu_ms(place.floors)
    await asyncio.sleep(IDLE)
    after = cpu_ms(place.server), cpu_ms(place.worker), cpu_ms(place.floors)
    told = ((late - early) / IDLE for early, late in zip(before, after, strict=True))
    return "idle, ms a second: " + ", ".join(
        f"{who} {each:.1f}" for who, each in zip(("server", "worker", "floors"), told, strict=True)
    )


def nothing_yet() -> Rounds:
    return Rounds({each: [] for each in KINDS})
