"""The ``does`` of a rulebook row: named changes to the overlays and counters beside the stage."""

from collections.abc import Mapping

from domain.commissions.rules.changes import cases, items, outside, publication, reported, requests, work
from domain.commissions.rules.changes.change import Change

CHANGES: Mapping[str, Change] = {
    **work.CHANGES,
    **publication.CHANGES,
    **requests.CHANGES,
    **cases.CHANGES,
    **outside.CHANGES,
    **reported.CHANGES,
    **items.CHANGES,
}
