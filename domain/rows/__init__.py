"""The life of a commission, as a table. A move without a row is refused; nothing else decides what may happen.

Ids follow the study of the trade; S1 and S2 are the seed documents, X what 巨量星图 does, D the design.
"""

from domain.row import Row
from domain.rows import (
    payment,
    offer,
    outline,
    content,
    drafting,
    release,
    settlement,
    edit,
    cancel,
    extension,
    case,
    after,
    operation,
    ourselves,
)

ROWS: tuple[Row, ...] = (
    *payment.ROWS,
    *offer.ROWS,
    *outline.ROWS,
    *content.ROWS,
    *drafting.ROWS,
    *release.ROWS,
    *settlement.ROWS,
    *edit.ROWS,
    *cancel.ROWS,
    *extension.ROWS,
    *case.ROWS,
    *after.ROWS,
    *operation.ROWS,
    *ourselves.ROWS,
)
