"""The life of a commission, as a table. A move without a row is refused; nothing else decides what happens.

A row names its basis by the ids of docs/sources.md.
"""

from domain.commissions.rules.row import Row
from domain.commissions.rules.rows import (
    after,
    audit,
    breach,
    by_system,
    cancel,
    case,
    content,
    drafting,
    edit,
    effect,
    extension,
    hearing,
    item,
    kept,
    offer,
    operation,
    outline,
    payment,
    rejection,
    release,
    reported,
    second,
    settlement,
    undecided,
)

ROWS: tuple[Row, ...] = (
    *payment.ROWS,
    *offer.ROWS,
    *outline.ROWS,
    *content.ROWS,
    *audit.ROWS,
    *drafting.ROWS,
    *reported.ROWS,
    *release.ROWS,
    *undecided.ROWS,
    *settlement.ROWS,
    *item.ROWS,
    *edit.ROWS,
    *cancel.ROWS,
    *breach.ROWS,
    *extension.ROWS,
    *second.ROWS,
    *case.ROWS,
    *effect.ROWS,
    *hearing.ROWS,
    *rejection.ROWS,
    *kept.ROWS,
    *after.ROWS,
    *operation.ROWS,
    *by_system.ROWS,
)
