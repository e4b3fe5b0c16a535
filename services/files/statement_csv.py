"""A statement as a file that a spreadsheet opens as it is: amounts in yuan, no cell a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from services.files.csv_cells import ENCODING, cell


def written(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([cell(each) for each in columns])
    writer.writerows([cell(each) for each in row] for row in rows)
    return out.getvalue().encode(ENCODING)
