"""Invented post-campaign data: the same for the same item and age, and never falling."""

import hashlib
from datetime import timedelta

from gateways.ports.work import Metrics

HALF_WAY = timedelta(hours=36)
"""The age at which an item has met half of the people it will ever meet."""


def figures(item: str, age: timedelta) -> Metrics:
    chance = hashlib.sha256(item.encode()).digest()
    reach = 5_000 + int.from_bytes(chance[:4]) % 95_000
    seconds = max(0, int(age.total_seconds()))
    impressions = reach * seconds // (seconds + int(HALF_WAY.total_seconds()))
    reads = impressions * (8 + chance[4] % 13) // 100
    return Metrics(
        impressions=impressions,
        reads=reads,
        comments=reads * (2 + chance[5] % 6) // 1_000,
        likes=reads * (10 + chance[6] % 30) // 1_000,
        shares=reads * (3 + chance[7] % 10) // 1_000,
    )
