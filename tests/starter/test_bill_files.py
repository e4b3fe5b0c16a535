"""A provider's bill: all of it is read, or every line that cannot be is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.operations.reconciling import AtBank, BankTransfer
from services.files.bill_files import read_bill
from services.files.brief_files import BadFile
from services.files.ledger_csv import CannotExport, Export, amount
from services.files.periods import BadInstant, beginning, end


def bill(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "bill.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_bill_is_read_in_both_languages_and_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    text = 'number,yuan,state,note\nc1-1,"2,850.00",成功,x\n\'2088,1,refunded,\nc3-1,0.01,失败,\n'

    assert read_bill(bill(tmp_path, text, encoding)) == [
        BankTransfer("c1-1", AtBank.PAID, 285_000),
        BankTransfer("2088", AtBank.REFUNDED, 100),
        BankTransfer("c3-1", AtBank.REFUSED, 1),
    ]


def test_every_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    text = "number,yuan,state\na,1,paid\na,1,paid\n,1,paid\nb,0,paid\nc,0.001,paid\nd,x,paid\ne,1,maybe\n"

    with pytest.raises(BadFile) as refused:
        read_bill(bill(tmp_path, text))

    assert refused.value.code == "BAD_BILL"
    for line in range(3, 9):
        assert f"line {line}:" in refused.value.en
        assert f"第 {line} 行" in refused.value.zh
    assert "line 2:" not in refused.value.en


@pytest.mark.parametrize(
    ("text", "code"),
    [("number,state\n", "COLUMN_NEEDED"), ("", "COLUMN_NEEDED"), ('number,yuan,state\n"a', "NOT_CSV")],
)
def test_what_is_no_bill_is_refused_by_name(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_bill(bill(tmp_path, text))

    assert refused.value.code == code


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as refused:
        read_bill(tmp_path / "none.csv")

    assert refused.value.code == "NO_FILE"


def test_an_export_opens_in_a_spreadsheet_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with Export(path, ("a", "b", "c")) as export:
        export.tell("=1+1", *amount(-5))

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["a,b,c", "'=1+1,-0.05,-5"]


def test_an_export_that_cannot_be_written_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(CannotExport) as refused:
        Export(tmp_path / "no" / "out.csv", ())

    assert refused.value.code == "CSV_NOT_WRITABLE"


def test_a_day_is_a_beijing_day_and_wholly_within() -> None:
    assert beginning("2026-11-26") == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert end("2026-11-26") == datetime(2026, 11, 26, 16, tzinfo=UTC)
    assert (
        end("2026-11-26 20:00") == beginning("2026-11-26T12:00:00Z") == datetime(2026, 11, 26, 12, tzinfo=UTC)
    )
    assert (beginning(""), end(" ")) == (None, None)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "26-11-2026", "0001-01-01", "2026-11-26 25:00"])
def test_an_unreadable_instant_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadInstant) as refused:
        end(text)

    assert text in refused.value.zh
