"""What became of every row of an import, in a CSV file beside the orders.

A line is written as its row is done, in the order of the rows: even a killed import leaves what it did.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from domain.refusals import in_words
from services.commissions.row_verdicts import Outcome, RowResult
from services.files.csv_cells import ENCODING, cell

COLUMNS = ("row", "order", "brand", "commission", "outcome", "code", "what_to_do_zh", "what_to_do_en")

_CORRECT = ("改正这一行后再次导入本文件", "correct the row and import the file again")
_AGAIN = ("再次运行同一命令", "run the same command again")
ADVICE: Mapping[str, tuple[str, str]] = {
    "PRICE_CHANGED": (
        "按创作者当前报价改价后再次导入（./starmap creator list）",
        "write the creator's present quote and import again (./starmap creator list)",
    ),
    "NO_QUOTE": ("请创作者先设置报价", "have the creator set a quote first"),
    "TYPE_NOT_OPENED": (
        "换一位创作者，或请其开通这一类型",
        "choose another creator, or have this one open the type",
    ),
    "CREATOR_FULL": (
        "换一位创作者，或等其发布一些后再次导入",
        "choose another creator, or import again when this one has published some",
    ),
    "CREATOR_PAUSED": (
        "换一位创作者，或等其恢复接单后再次导入",
        "choose another creator, or import again when this one takes orders",
    ),
    "TERMS_CHANGED": (
        "请平台运营先改正 terms.toml，再次运行同一命令",
        "have the platform's operators mend terms.toml, then run the same command again",
    ),
    "ORDER_CHANGED": (
        "订单号已用于另一内容：换新的订单号，或恢复原内容",
        "the number belongs to another order: take a new one, or restore the row",
    ),
}


class CannotWrite(Exception):
    """The results have nowhere to go: nothing was imported."""

    code = "RESULTS_NOT_WRITABLE"

    def __init__(self, path: Path, failed: OSError) -> None:
        self.zh, self.en = in_words(self.code, path=path, why=failed.strerror)
        super().__init__(self.en)


def results_beside(orders: Path) -> Path:
    return orders.with_name(f"{orders.stem}.result.csv")


class Results:
    """Open while the import runs. Without a path they are only told. Raises CannotWrite as it is opened."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.told: list[RowResult] = []
        self.lost: OSError | None = None
        self._file: IO[str] | None = None
        if path is None:
            return
        try:
            self._file = path.open("w", encoding=ENCODING, newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(COLUMNS)
            self._file.flush()
        except OSError as failed:
            raise CannotWrite(path, failed) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._losing():
            if self._file:
                self._file.close()

    def tell(self, result: RowResult) -> None:
        """A row that is done stays done where its line cannot be written: ``lost`` says why."""
        self.told.append(result)
        if self._file and self.lost is None:
            with self._losing():
                self._writer.writerow([cell(each) for each in _line(result)])
                self._file.flush()

    @contextmanager
    def _losing(self) -> Iterator[None]:
        try:
            yield
        except OSError as failed:
            self.lost = failed

    def count(self, outcome: Outcome) -> int:
        return sum(each.outcome is outcome for each in self.told)


def what_to_do(result: RowResult) -> tuple[str, str]:
    """Why, and what helps; nothing for a row that is fine."""
    if not result.reasons:
        return "", ""
    otherwise = _AGAIN if result.outcome is Outcome.UNFINISHED else _CORRECT
    advice = dict.fromkeys(ADVICE.get(why.code, otherwise) for why in result.reasons)
    return (
        "；".join([*(why.zh for why in result.reasons), *(zh for zh, _ in advice)]),
        "; ".join([*(why.en for why in result.reasons), *(en for _, en in advice)]),
    )


def _line(result: RowResult) -> tuple[str, ...]:
    row = result.row
    return (
        str(row.number),
        row.order,
        row.brief.brand if row.brief else "",
        result.commission_id,
        result.outcome.value,
        " ".join(dict.fromkeys(why.code for why in result.reasons)),
        *what_to_do(result),
    )
