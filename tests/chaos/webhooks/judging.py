"""What must not be after a trial, and how long events took: from what the receiver wrote, and the books."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateways.outbox import Event, events_after
from tests.chaos.webhooks.ground import Endpoint, Ground
from tests.chaos.webhooks.receiving import Arrival

EVERY = 1_000_000
MAY_BE_LATER = {0.5: 1.0, 0.99: 5.0}
"""Seconds that a share of events may take longer beside the ill. One that waits for these takes fifteen."""


@dataclass(frozen=True)
class Judged:
    ground: Ground
    events: list[Event]
    arrivals: list[Arrival]

    @classmethod
    def of(cls, ground: Ground, arrivals: list[Arrival]) -> "Judged":
        return cls(ground, events_after(ground.engine, 0, EVERY), arrivals)

    def missing(self, endpoints: Sequence[Endpoint]) -> dict[str, set[int]]:
        """By endpoint, the numbers that have not come."""
        came = defaultdict[str, set[int]](set)
        for each in self.arrivals:
            if each.number is not None:
                came[each.endpoint].add(each.number)
        found = {each.name: self._heard_by(each) - came[each.name] for each in endpoints}
        return {name: numbers for name, numbers in found.items() if numbers}

    def violations(self) -> list[str]:
        """All of it is said of every endpoint, also of those that had been ill and were made well again."""
        return [*self._of_the_numbers(), *self._of_the_arrivals(), *self._of_the_delays()]

    def of_the_pull(self, brand_id: str, numbers: list[int]) -> Iterator[str]:
        """Each once and in order."""
        wanted = [each.number for each in self.events if each.brand_id == brand_id]
        if numbers != wanted:
            yield f"read by number: {len(numbers)} of {len(wanted)}, or out of order"

    def delays(self, part: str) -> list[float]:
        """Seconds from the step to its first arrival at each endpoint that is well all the time, sorted."""
        well = {each.name for each in self.ground.endpoints if not each.is_ill}
        at = {
            each.number: each.at.timestamp()
            for each in self.events
            if self.ground.announced.get((each.subject_id, each.seq)) == part
        }
        return sorted(
            each.at - at[each.number] for each in self.first() if each.endpoint in well and each.number in at
        )

    def first(self) -> list[Arrival]:
        return list({(each.endpoint, each.id): each for each in reversed(self.arrivals)}.values())[::-1]

    @property
    def repeats(self) -> int:
        return len(self.arrivals) - len({(each.endpoint, each.id) for each in self.arrivals})

    def _heard_by(self, endpoint: Endpoint) -> set[int]:
        """Its brand's, and nothing about itself."""
        return {
            each.number
            for each in self.events
            if each.brand_id == endpoint.brand_id and each.subject_id != endpoint.id
        }

    def _of_the_numbers(self) -> Iterator[str]:
        steps = Counter((each.subject_id, each.seq) for each in self.events)
        for step in self.ground.announced:
            if steps[step] != 1:
                yield f"{step} has {steps[step]} numbers"
        numbers = [each.number for each in self.events]
        if numbers != list(range(1, len(numbers) + 1)):
            yield "the numbers are not one after the other"
        for name, missed in self.missing(self.ground.endpoints).items():
            yield f"{name}: {len(missed)} never came, the first {min(missed)}"

    def _of_the_arrivals(self) -> Iterator[str]:
        heard = {each.name: self._heard_by(each) for each in self.ground.endpoints}
        by_id, last = dict[tuple[str, str], Arrival](), dict[tuple[str, str | None], int]()
        for each in self.arrivals:
            if not each.verified:
                yield f"{each.endpoint}: {each.id} is not signed by its secret"
                continue
            if each.id != f"evt_{each.number}" or each.number not in heard[each.endpoint]:
                yield f"{each.endpoint}: {each.id} with number {each.number} is not what it hears of"
            if each.previous_missing:
                yield f"{each.endpoint}: {each.id} says that one before it was given up"
            before = by_id.setdefault((each.endpoint, each.id), each)
            if before.bytes != each.bytes:
                yield f"{each.endpoint}: {each.id} came again with other bytes"
            if before is each:
                subject, seq = (each.endpoint, each.subject), each.seq or 0
                if last.get(subject, 0) >= seq:
                    yield f"{each.endpoint}: {each.subject} {seq} after {last[subject]}"
                last[subject] = seq

    def _of_the_delays(self) -> Iterator[str]:
        before, beside = self.delays("well"), self.delays("ill")
        for share, seconds in MAY_BE_LATER.items():
            if at_most(beside, share) > at_most(before, share) + seconds:
                told = (
                    f"{at_most(beside, share):.2f} s beside the ill, {at_most(before, share):.2f} s without"
                )
                yield f"p{100 * share:g} of the delay: {told}"


def at_most(delays: Sequence[float], share: float) -> float:
    """What this share of them does not exceed, sorted; NaN: there are none."""
    return delays[max(math.ceil(share * len(delays)) - 1, 0)] if delays else math.nan
