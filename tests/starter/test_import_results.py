"""What an import writes and shows of rows from outside: no formula, no control, one line a row."""

import csv
import unicodedata
from pathlib import Path

import pytest

from services.commissions.import_results import Results
from services.commissions.ordering import Why
from services.commissions.row_verdicts import Outcome, RowResult
from services.files.order_files import OrderRow
from tests.starter.planted import POISONS
from tests.starter.test_told import invisible


@pytest.mark.parametrize("poison", POISONS, ids=range(len(POISONS)))
def test_no_cell_of_the_results_is_a_formula_or_steers_a_terminal(tmp_path: Path, poison: str) -> None:
    file = tmp_path / "results.csv"
    refused = RowResult(OrderRow(2, poison, None), Outcome.REFUSED, "", (Why("BAD_ROW", poison, poison),))

    with Results(file) as kept:
        kept.tell(refused)

    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert invisible(cell) == set()
        assert "\n" not in cell
        assert not unicodedata.normalize("NFKC", cell).startswith(("=", "+", "-", "@", "|", "%"))
