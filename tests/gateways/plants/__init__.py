"""Errors to plant in the books of ``stories.told``."""

from collections.abc import Iterator

from tests.gateways.plants.columns import columns
from tests.gateways.plants.entries import ENTRIES, altered, invented
from tests.gateways.plants.outside import at_bank, forged
from tests.gateways.plants.plant import Plant
from tests.gateways.plants.rows import rows

__all__ = ["ENTRIES", "Plant", "plants"]


def plants() -> Iterator[Plant]:
    for each in (altered, invented, columns, rows, at_bank, forged):
        yield from each()
