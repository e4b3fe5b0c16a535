"""The life of a commission, as a table. A move without a row is refused; nothing else decides what happens.

Ids follow the study of the trade; S1 and S2 are the seed documents, X what 巨量星图 does, D the design.
"""

from domain.row import Row
from domain.rows import (
    after,
    breach,
    cancel,
    case,
    content,
    drafting,
    edit,
    extension,
    offer,
    operation,
    ourselves,
    outline,
    payment,
    release,
    reported,
    settlement,
)

ROWS: tuple[Row, ...] = (
    *payment.ROWS,
    *offer.ROWS,
    *outline.ROWS,
    *content.ROWS,
    *drafting.ROWS,
    *reported.ROWS,
    *release.ROWS,
    *settlement.ROWS,
    *edit.ROWS,
    *cancel.ROWS,
    *breach.ROWS,
    *extension.ROWS,
    *case.ROWS,
    *after.ROWS,
    *operation.ROWS,
    *ourselves.ROWS,
)
