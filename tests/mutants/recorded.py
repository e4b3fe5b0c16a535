"""Which mutants are noticed by what is recorded of the stories: a step of theirs ends otherwise.

It asks what tests/domain/test_played.py asks, but of one step after another and without playing the stories
again, those first that a row of the mutant decided.
"""

from collections.abc import Iterator
from functools import cache
from itertools import chain

from tests.domain.played import deciding, played, recorded
from tests.domain.played.words import told
from tests.mutants.mutant import Mutant

Index = dict[str, list[str]]


def is_noticed(mutant: Mutant) -> bool:
    with mutant.broken():
        return any(_ends_otherwise(text) for text in _likely_first(mutant))


def _ends_otherwise(text: str) -> bool:
    return all(told(step.commission, step.move) != text for step in played()[text])


def _likely_first(mutant: Mutant) -> Iterator[str]:
    by_row, by_move = _indexed()
    yield from chain.from_iterable(by_row.get(row, ()) for row in mutant.rows)
    yield from chain.from_iterable(by_move.get(move, ()) for move in (mutant.moves or by_move))


@cache
def _indexed() -> tuple[Index, Index]:
    by_row, by_move = Index(), Index()
    for text in chain.from_iterable(recorded().values()):
        by_row.setdefault(deciding(text), []).append(text)
        by_move.setdefault(played()[text][0].move.name, []).append(text)
    return by_row, by_move
