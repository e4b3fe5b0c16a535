"""A list of the ledger as a CSV file that a spreadsheet opens as it is, with amounts in yuan and in fen."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from domain.refusals import in_words
from services.files.csv_cells import ENCODING, cell


class CannotExport(Exception):
    """Nothing was asked of the books yet."""

    code = "CSV_NOT_WRITABLE"

    def __init__(self, path: Path, failed: OSError) -> None:
        self.zh, self.en = in_words(self.code, path=path, why=failed.strerror)
        super().__init__(self.en)


class Export:
    """Open while rows come; without a path it swallows them. Raises CannotExport as it is opened."""

    def __init__(self, path: Path | None, columns: Sequence[str]) -> None:
        self.path = path
        self._file: IO[str] | None = None
        if path is None:
            return
        try:
            self._file = path.open("w", encoding=ENCODING, newline="")
        except OSError as failed:
            raise CannotExport(path, failed) from None
        self._writer = csv.writer(self._file)
        self._writer.writerow(columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def tell(self, *cells: str | int) -> None:
        if self._file:
            self._writer.writerow([cell(each) for each in cells])

    def tell_all(self, rows: Iterable[Sequence[str | int]]) -> None:
        for row in rows:
            self.tell(*row)


def amount(fen: int) -> tuple[str, int]:
    """Yuan with two decimals and no separators, and fen."""
    sign, (whole, rest) = "-" if fen < 0 else "", divmod(abs(fen), 100)
    return f"{sign}{whole}.{rest:02d}", fen
